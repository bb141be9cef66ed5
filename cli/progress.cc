#include "progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include "terminal.h"

namespace newscut::cli {

using namespace std::chrono_literals;

Progress::Progress(bool wanted) : wanted_(wanted), terminal_(wanted && ::isatty(STDERR_FILENO)) {}

void Progress::add(std::size_t bytes) {
  ++documents_;
  bytes_ += bytes;
  if (!wanted_ || Clock::now() < next_) return;
  // A log gets fewer lines than a terminal, which shows one.
  next_ = Clock::now() + (terminal_ ? 200ms : 10s);
  if (terminal_) {
    print("\r", "\033[K");
    shown_ = true;
  } else if (documents_ > 1) {
    print("", "\n");
  }
}

void Progress::clear_line() {
  if (shown_) tell("\r\033[K");
  shown_ = false;
}

void Progress::finish() {
  if (!wanted_) return;
  clear_line();
  print("", "\n");
}

void Progress::print(const char* before, const char* after) const {
  const double seconds = std::chrono::duration<double>(Clock::now() - begin_).count();
  const double megabytes = static_cast<double>(bytes_) / 1e6;
  tell(fmt::format("{}newscut: {} documents, {:.1f} MB, {:.1f} MB/s{}", before, documents_,
                   megabytes, seconds > 0 ? megabytes / seconds : 0, after));
}

}  // namespace newscut::cli
