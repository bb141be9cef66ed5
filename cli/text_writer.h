// A report as a person wants it: what fits on a screen or two.
#pragma once

#include <string>
#include <string_view>

#include "newscut/report.h"

namespace newscut::cli {

struct TextStyle {
  unsigned width = 80;  // columns
  bool color = false;
};

// Appends the summary of one article. No control character of the input comes through.
void append_text(std::string& out, const Report& report, const TextStyle& style);

// Appends the line that stands above an article where there are several.
void append_heading(std::string& out, std::string_view name, const TextStyle& style);

}  // namespace newscut::cli
