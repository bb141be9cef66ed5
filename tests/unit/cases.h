// Data-driven cases: tests/cases/NAME.jsonl, a JSON object a line, each with a "name" that tests
// print.
#pragma once

#include <rapidjson/document.h>

#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace newscut::test {

inline std::vector<rapidjson::Document> load_cases(const std::string& file) {
  std::ifstream in(std::string(NEWSCUT_CASES) + "/" + file);
  if (!in) throw std::runtime_error(file + ": cannot be read");
  std::vector<rapidjson::Document> cases;
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) continue;
    rapidjson::Document record;
    record.Parse(line.data(), line.size());
    if (record.HasParseError() || !record.IsObject()) {
      throw std::runtime_error(file + ": not a JSON object: " + line);
    }
    cases.push_back(std::move(record));
  }
  if (cases.empty()) throw std::runtime_error(file + ": no cases");
  return cases;
}

inline std::string_view string_of(const rapidjson::Value& value) {
  return {value.GetString(), value.GetStringLength()};
}

}  // namespace newscut::test
