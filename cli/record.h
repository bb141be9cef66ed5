// One line of NDJSON: the article in it, its name, and the keys that the user wants back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace newscut::cli {

// Why a document has no report. `code` is for programs and never changes; newscut-report(5) lists
// them.
struct Failure {
  std::string_view code;
  std::string message;
};

struct Record {
  std::string text;  // empty after a failure
  std::string id;    // as JSON: a string or a number; empty where the record has none
  std::string kept;  // a JSON object of the kept keys, or empty
  std::string line;  // working memory of the parser
};

// A JSON string with its quotes. Requires: `text` is UTF-8.
void append_json_string(std::string& out, std::string_view text);

class RecordParser {
 public:
  RecordParser(std::string text_key, std::string id_key, std::vector<std::string> keep);

  // Reads a JSON object into `record`. On failure the id is kept where it could be read. Time and
  // memory are linear in the line.
  // Returns false and sets `failure` where the line is no such object.
  bool parse(const std::string& line, Record& record, Failure& failure) const;

 private:
  std::string text_key_;
  std::string id_key_;
  std::vector<std::string> keep_;
};

}  // namespace newscut::cli
