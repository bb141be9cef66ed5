// Reports as JSON: one place that says what the report format is (newscut-report(5)).
#pragma once

#include <string>
#include <string_view>

#include "newscut/report.h"

namespace newscut::cli {

struct JsonOptions {
  OffsetUnit unit = OffsetUnit::codepoint;
  bool pretty = false;  // indented, over several lines
  bool tokens = false;  // --with
  bool sentences = false;
  bool paragraphs = false;
};

// One JSON object, without a line feed after it.
std::string to_json(const Report& report, std::string_view id, const JsonOptions& options);

}  // namespace newscut::cli
