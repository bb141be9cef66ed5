// The counter of --progress, on standard error.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace newscut::cli {

class Progress {
 public:
  explicit Progress(bool wanted);

  void add(std::size_t bytes);
  // Makes room for a message on the terminal.
  void clear_line();
  // The last count, on a line of its own.
  void finish();

 private:
  using Clock = std::chrono::steady_clock;

  void print(const char* before, const char* after) const;

  bool wanted_;
  bool terminal_;
  bool shown_ = false;
  std::uint64_t documents_ = 0;
  std::uint64_t bytes_ = 0;
  Clock::time_point begin_ = Clock::now();
  Clock::time_point next_ = begin_;
};

}  // namespace newscut::cli
