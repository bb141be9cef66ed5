// The run over all documents: read, analyse, write, in the order of the input.
#pragma once

#include "options.h"
#include "output.h"

namespace newscut::cli {

// Returns the exit status: 0, or 1 where a document could not be read. Throws FatalError,
// newscut::Error, and std::system_error for a list of files that cannot be read.
int run(const Settings& settings, Output& output);

}  // namespace newscut::cli
