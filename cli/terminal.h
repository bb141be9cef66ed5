// What may be shown on a terminal, and how much room it takes.
#pragma once

#include <string>
#include <string_view>

#include "options.h"

namespace newscut::cli {

// --color, NO_COLOR and TERM together.
bool use_color(When when, bool terminal);

// The text as one line: white space as single spaces; control characters, and those that turn the
// direction of writing, as U+FFFD. Takes any bytes.
std::string printable(std::string_view text);

// Writes to standard error, come of it what may.
void tell(std::string_view text);

// Columns that a printable text takes.
std::size_t columns(std::string_view text);

// Lines of at most `width` columns where words allow it.
// The first line begins at column `at`, the others are indented by `indent`. At most `most` lines:
// what is left out shows as "…".
std::string wrapped(std::string_view text, std::size_t width, std::size_t at, std::size_t indent,
                    std::size_t most);

}  // namespace newscut::cli
