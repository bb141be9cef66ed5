// Where lines begin and end, and which of them are one.
#pragma once

#include <string_view>
#include <vector>

#include "newscut/span.h"

namespace newscut {

struct RawLine {
  Span span;  // without the white space around it, never empty
  bool blank_before = false;
  bool indented = false;
};

// A line ends with LF, CR, CR LF, U+2028 or U+2029; lines of white space are left out.
std::vector<RawLine> split_lines(std::string_view text);

// Joins lines that were wrapped. A text counts as wrapped at a width where the lines that break
// within a sentence agree on one: the first word of the line after each would not have fitted.
void join_wrapped(std::string_view text, std::vector<RawLine>& lines);

}  // namespace newscut
