// How much the process has asked for: linked in, this replaces the operators new and delete.
#pragma once

#include <cstddef>

namespace newscut::test {

// Since the start, in bytes; what was given back is not taken off.
std::size_t bytes_allocated();

}  // namespace newscut::test
