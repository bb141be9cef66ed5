#include "reader.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace newscut::cli {
namespace {

constexpr std::size_t chunk = std::size_t{128} << 10;

[[noreturn]] void fail() { throw std::system_error(errno, std::generic_category()); }

}  // namespace

InputFile::InputFile(const std::string& path) {
  if (path == "-") {
    descriptor_ = STDIN_FILENO;
  } else if ((descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC)) < 0) {
    fail();
  }
}

InputFile::~InputFile() {
  if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
}

InputFile::InputFile(InputFile&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

InputFile& InputFile::operator=(InputFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

std::size_t InputFile::read(char* to, std::size_t size) {
  for (;;) {
    const ssize_t count = ::read(descriptor_, to, size);
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno == EAGAIN) {  // somebody else made the pipe non-blocking
      pollfd wanted{descriptor_, POLLIN, 0};
      ::poll(&wanted, 1, -1);
    } else if (errno != EINTR) {
      fail();
    }
  }
}

bool InputFile::would_wait() const {
  pollfd wanted{descriptor_, POLLIN, 0};  // a regular file is always ready
  return ::poll(&wanted, 1, 0) == 0;
}

void InputFile::read_all(std::string& to, std::size_t limit) {
  struct stat facts {};
  std::size_t room = chunk;
  if (::fstat(descriptor_, &facts) == 0 && S_ISREG(facts.st_mode)) {
    // One byte more than the file has, so that its end is seen without growing.
    room = static_cast<std::size_t>(std::max<off_t>(facts.st_size, 0)) + 1;
  }
  std::size_t size = to.size();
  const std::size_t most = size + limit + 1;
  while (size < most) {
    to.resize(std::min(most, std::max(size + std::min(room, most), size + size / 2)));
    room = chunk;
    while (size < to.size()) {
      const std::size_t count = read(to.data() + size, to.size() - size);
      if (count == 0) {
        to.resize(size);
        return;
      }
      size += count;
    }
  }
}

LineReader::Result LineReader::next(std::string& line, bool may_wait) {
  line.clear();
  for (;;) {
    const char* const unread = buffer_.data() + at_;
    const std::size_t left = filled_ - at_;
    const void* const found = left ? std::memchr(unread, separator_, left) : nullptr;
    const std::size_t size =
        found ? static_cast<std::size_t>(static_cast<const char*>(found) - unread) : left;
    in_line_ = in_line_ || left > 0;
    if (partial_.size() + size > limit_) skipping_ = true;
    if (skipping_) {
      partial_.clear();
      partial_.shrink_to_fit();
    } else if (found && partial_.empty()) {
      line.assign(unread, size);
    } else {
      partial_.append(unread, size);
    }
    at_ += size;

    bool complete = found != nullptr;
    if (complete) {
      ++at_;
    } else {
      if (!may_wait && file_.would_wait()) return Result::wait;
      buffer_.resize(chunk);
      at_ = 0;
      filled_ = file_.read(buffer_.data(), chunk);
      if (filled_ == 0 && !in_line_) return Result::end;
      complete = filled_ == 0;
    }
    if (complete) {
      in_line_ = false;
      if (std::exchange(skipping_, false)) return Result::too_long;
      if (line.empty()) line.swap(partial_);
      partial_.clear();
      return Result::line;
    }
  }
}

}  // namespace newscut::cli
