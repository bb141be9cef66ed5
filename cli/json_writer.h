// Reports as JSON: one place that says what the report format is (newscut-report(5)).
#pragma once

#include <rapidjson/stringbuffer.h>

#include <string_view>

#include "newscut/report.h"
#include "options.h"
#include "record.h"

namespace newscut::cli {

// Keeps its buffer from report to report; one for each thread.
class JsonWriter {
 public:
  // Requires: `settings` outlives the object.
  explicit JsonWriter(const Settings& settings) : settings_(settings) {}

  // One JSON object and a line feed; valid until the next call. `id` is a JSON string or number,
  // `kept` a JSON object or empty.
  std::string_view report(const Report& report, std::string_view id, std::string_view kept);
  // The object that stands for a document without a report.
  std::string_view failure(const Failure& failure, std::string_view id);

  // Gives back what a large report took.
  void release();

 private:
  const Settings& settings_;
  rapidjson::StringBuffer buffer_;
};

}  // namespace newscut::cli
