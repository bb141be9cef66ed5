// Reading files by the system's calls: whole, or a line at a time, with a bound on what is kept.
#pragma once

#include <cstddef>
#include <string>
#include <utility>

namespace newscut::cli {

// A file open for reading; closed with the object. Standard input stays open.
class InputFile {
 public:
  InputFile() = default;
  // "-" is standard input. Throws std::system_error.
  explicit InputFile(const std::string& path);
  ~InputFile();
  InputFile(InputFile&& other) noexcept;
  InputFile& operator=(InputFile&& other) noexcept;

  // Up to `size` bytes; 0 at the end. Throws std::system_error.
  std::size_t read(char* to, std::size_t size);
  // True where `read` would have to wait for whoever writes to the pipe.
  bool would_wait() const;
  // Appends everything, or the first `limit` + 1 bytes if there are more.
  void read_all(std::string& to, std::size_t limit);

 private:
  int descriptor_ = -1;
};

// Splits a file at a byte. A last line need not end with it.
class LineReader {
 public:
  enum class Result { line, too_long, wait, end };

  LineReader(InputFile file, char separator, std::size_t limit)
      : file_(std::move(file)), separator_(separator), limit_(limit) {}

  // Puts the next line, without its separator, into `line`. `wait`: none is complete and the file
  // has nothing more at the moment; never said where `may_wait`. `too_long`: the line had more than
  // `limit` bytes and was skipped. Throws std::system_error.
  Result next(std::string& line, bool may_wait);

 private:
  InputFile file_;
  char separator_;
  std::size_t limit_;
  std::string buffer_;
  std::size_t at_ = 0;      // where in the buffer the unread part begins
  std::size_t filled_ = 0;  // how much of the buffer has been read from the file
  std::string partial_;     // the beginning of a line whose end has not been read
  bool skipping_ = false;   // the line became too long
  bool in_line_ = false;    // some of the present line has been read
};

}  // namespace newscut::cli
