// Files of JSON objects, one a line, as the trainers read them.
#pragma once

#include <rapidjson/document.h>

#include <fstream>
#include <stdexcept>
#include <string>

namespace newscut::train {

// Calls `visit` with each record of the file, a const rapidjson::Document& that is an object.
// Throws std::runtime_error where the file cannot be read or a line is no object.
template <class Visit>
void each_record(const std::string& path, Visit visit) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error(path + ": cannot be read");
  for (std::string line; std::getline(in, line);) {
    rapidjson::Document record;
    record.Parse(line.data(), line.size());
    if (record.HasParseError() || !record.IsObject()) {
      throw std::runtime_error(path + ": not a JSON object: " + line.substr(0, 80));
    }
    visit(static_cast<const rapidjson::Document&>(record));
  }
}

}  // namespace newscut::train
