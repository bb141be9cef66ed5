// Documents on their way through the run, and what has become of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "inputs.h"
#include "json_writer.h"
#include "options.h"
#include "record.h"

namespace newscut::cli {

// Belongs to one thread at a time; used again and again.
class Batch {
 public:
  explicit Batch(const Settings& settings) : json(settings) {}

  std::vector<Document> documents;  // the first `size` of them count
  std::size_t size = 0;
  std::size_t bytes = 0;
  std::string output;
  std::string messages;
  std::uint64_t failed = 0;
  std::uint64_t guarded_cells = 0;
  Record record;
  JsonWriter json;

  Document& next() {
    if (size == documents.size()) documents.emplace_back();
    return documents[size];
  }
  void clear() {
    for (Document& document : documents) release(document.bytes);
    release(output);
    release(record.text);
    release(record.line);
    json.release();
    messages.clear();
    size = bytes = 0;
    failed = guarded_cells = 0;
  }

 private:
  // What is kept from batch to batch stays small, whatever came by.
  static void release(std::string& text) {
    constexpr std::size_t most_kept = std::size_t{1} << 20;
    text.clear();
    if (text.capacity() > most_kept) text.shrink_to_fit();
  }
};

}  // namespace newscut::cli
