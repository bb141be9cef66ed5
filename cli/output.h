// Where the reports go.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace newscut::cli {

// What ends the run with exit status 2.
class FatalError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Standard output, or a file that appears when it is complete. Every failure to write is a
// FatalError.
class Output {
 public:
  explicit Output(const std::optional<std::string>& path);
  // What `finish` did not put in its place is removed.
  ~Output();
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  void write(std::string_view bytes);
  void flush();
  // Flushes, closes, and puts the file in its place.
  void finish();

  bool is_terminal() const;
  // In columns; 80 where it is no terminal and COLUMNS does not say.
  unsigned width() const;

 private:
  [[noreturn]] void fail() const;
  void write_through(std::string_view bytes);
  void open_beside(const std::string& path);

  std::string name_;       // for messages
  std::string target_;     // the file to be replaced, or empty
  std::string temporary_;  // the file beside it that is written to, or empty
  std::string buffer_;
  int descriptor_ = -1;
};

}  // namespace newscut::cli
