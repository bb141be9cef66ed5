// Reports as comma-separated values (RFC 4180), a row a finding.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "newscut/report.h"
#include "options.h"

namespace newscut::cli {

class CsvWriter {
 public:
  // Requires: `settings` outlives the object.
  explicit CsvWriter(const Settings& settings) : settings_(settings) {}

  // The names of the columns, which depend on --only.
  std::string header() const;
  // Appends the rows of one report. `name` stands in the column "file". Returns how many cells
  // were given an apostrophe, so that no spreadsheet takes them for a formula.
  std::uint64_t append(std::string& out, const Report& report, std::string_view name) const;

 private:
  const Settings& settings_;
};

}  // namespace newscut::cli
