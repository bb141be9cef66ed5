// What the command line names, one document after the other: files, the files of directories, the
// files of a list, standard input, and the records in them.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "options.h"
#include "reader.h"
#include "record.h"

namespace newscut::cli {

// A document as it was read: an article, or a line of NDJSON that has not been looked into.
struct Document {
  std::string path;          // "-" for standard input
  std::uint64_t record = 0;  // number of the line; 0 where the document is a whole file
  std::string bytes;
  std::optional<Failure> failure;  // it could not be read
};

class Inputs {
 public:
  enum class Result { document, wait, end };

  // Requires: `settings` outlives the object.
  explicit Inputs(const Settings& settings);

  // `wait`: there is nothing to read at the moment; never said where `may_wait`.
  Result next(Document& document, bool may_wait);

 private:
  struct Pending {
    std::string path;
    bool from_directory = false;
  };

  std::optional<Result> next_record(Document& document, bool may_wait);
  Result next_path(Pending& pending, bool may_wait, Document& document);
  bool open(const Pending& pending, Document& document);
  void read_article(InputFile& file, Document& document) const;
  void list_directory(const std::string& path);

  const Settings& settings_;
  std::size_t next_file_ = 0;
  std::optional<LineReader> list_;
  std::deque<Pending> found_;  // in directories, what comes next at the front
  std::optional<LineReader> records_;
  std::string records_path_;
  std::uint64_t record_ = 0;
  bool standard_input_read_ = false;
};

}  // namespace newscut::cli
