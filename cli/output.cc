#include "output.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>

namespace newscut::cli {
namespace {

constexpr std::size_t buffer_size = std::size_t{64} << 10;

// For the signal handler, which may use nothing else.
char temporary_to_remove[4096];

extern "C" void remove_temporary(int signal) {
  ::unlink(temporary_to_remove);
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

void remove_on_signals(const std::string& path) {
  if (path.size() >= sizeof temporary_to_remove) return;
  std::memcpy(temporary_to_remove, path.c_str(), path.size() + 1);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) std::signal(signal, remove_temporary);
}

// While one lives, no signal arrives. Nothing may interrupt between the making of a file and the
// moment from which an interruption removes it. (No other thread has been started yet.)
class SignalsHeld {
 public:
  SignalsHeld() {
    sigset_t all;
    sigfillset(&all);
    ::pthread_sigmask(SIG_BLOCK, &all, &before_);
  }
  ~SignalsHeld() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalsHeld(const SignalsHeld&) = delete;
  SignalsHeld& operator=(const SignalsHeld&) = delete;

 private:
  sigset_t before_{};
};

}  // namespace

Output::Output(const std::optional<std::string>& path) : name_(path.value_or("standard output")) {
  if (!path || *path == "-") {
    descriptor_ = STDOUT_FILENO;
    return;
  }
  struct stat facts {};
  if (::stat(path->c_str(), &facts) == 0 && !S_ISREG(facts.st_mode)) {
    descriptor_ = ::open(path->c_str(), O_WRONLY | O_CLOEXEC);  // a pipe or device
    if (descriptor_ < 0) fail();
  } else {
    open_beside(*path);
  }
}

void Output::open_beside(const std::string& path) {
  // What a symbolic link points to is replaced, not the link.
  std::error_code error;
  const std::filesystem::path real = std::filesystem::weakly_canonical(path, error);
  target_ = error ? path : real.string();
  temporary_ = fmt::format("{}.{}.tmp", target_, ::getpid());
  {
    const SignalsHeld held;
    descriptor_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor_ >= 0) remove_on_signals(temporary_);
  }
  if (descriptor_ < 0) {
    temporary_.clear();
    fail();
  }
  struct stat facts {};
  if (::stat(target_.c_str(), &facts) == 0 && ::fchmod(descriptor_, facts.st_mode & 07777) != 0) {
    fail();
  }
}

Output::~Output() {
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void Output::fail() const { throw FatalError(fmt::format("{}: {}", name_, std::strerror(errno))); }

void Output::write(std::string_view bytes) {
  if (buffer_.size() + bytes.size() > buffer_size) flush();
  if (bytes.size() > buffer_size) {
    write_through(bytes);
  } else {
    buffer_ += bytes;
  }
}

void Output::flush() {
  write_through(buffer_);
  buffer_.clear();
}

void Output::write_through(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
    if (count >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno == EAGAIN) {  // somebody else made the pipe non-blocking
      pollfd wanted{descriptor_, POLLOUT, 0};
      ::poll(&wanted, 1, -1);
    } else if (errno != EINTR) {
      fail();
    }
  }
}

void Output::finish() {
  flush();
  // Some file systems tell of a full disk only now.
  if (::close(descriptor_) != 0) fail();
  if (temporary_.empty()) return;
  if (::rename(temporary_.c_str(), target_.c_str()) != 0) fail();
  temporary_.clear();
}

bool Output::is_terminal() const { return ::isatty(descriptor_) == 1; }

unsigned Output::width() const {
  winsize size{};
  if (::ioctl(descriptor_, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  unsigned columns = 0;
  if (const char* const given = std::getenv("COLUMNS")) {
    std::from_chars(given, given + std::strlen(given), columns);
  }
  return columns > 0 ? columns : 80;
}

}  // namespace newscut::cli
