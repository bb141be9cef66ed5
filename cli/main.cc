#include <rapidjson/document.h>

#include <iostream>
#include <string>

#include "json_writer.h"
#include "newscut/analyzer.h"

// For the time being: NDJSON in, NDJSON out, everything in the report.
int main() {
  const newscut::Analyzer analyzer;
  std::ios::sync_with_stdio(false);
  for (std::string line; std::getline(std::cin, line);) {
    rapidjson::Document record;
    record.Parse(line.data(), line.size());
    const std::string id = record["id"].GetString();
    const newscut::Report report =
        analyzer.analyze({record["text"].GetString(), record["text"].GetStringLength()});
    std::cout << newscut::cli::to_json(report, id,
                                       {.tokens = true, .sentences = true, .paragraphs = true})
              << '\n';
  }
  return 0;
}
