#pragma once

#include <string_view>

namespace newscut::cli {

// report.schema.json: the JSON Schema (2020-12) of a report.
extern const std::string_view report_schema;

}  // namespace newscut::cli
