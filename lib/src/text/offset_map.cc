#include "newscut/offset_map.h"

#include <algorithm>

namespace newscut {

void OffsetMap::append(std::uint32_t count, std::uint8_t clean_width, std::uint8_t input_width,
                       std::uint8_t utf16_width) {
  if (count == 0) return;
  if (runs_.empty() || runs_.back().clean_width != clean_width ||
      runs_.back().input_width != input_width || runs_.back().utf16_width != utf16_width) {
    runs_.push_back({end_.clean, end_.input, end_.codepoint, end_.utf16, clean_width, input_width,
                     utf16_width});
  }
  end_.clean += count * clean_width;
  end_.input += count * input_width;
  end_.codepoint += count;
  end_.utf16 += count * utf16_width;
}

std::uint32_t OffsetMap::in_run(const Run& run, std::uint32_t offset, OffsetUnit unit) {
  const std::uint32_t count = (offset - run.clean) / run.clean_width;
  switch (unit) {
    case OffsetUnit::byte:
      return run.input + count * run.input_width;
    case OffsetUnit::utf16:
      return run.utf16 + count * run.utf16_width;
    case OffsetUnit::codepoint:
      break;
  }
  return run.codepoint + count;
}

std::uint32_t OffsetMap::at(std::uint32_t offset, OffsetUnit unit) const {
  if (offset >= end_.clean) return in_run(end_, end_.clean, unit);
  const auto after = std::upper_bound(runs_.begin(), runs_.end(), offset,
                                      [](std::uint32_t at, const Run& r) { return at < r.clean; });
  return in_run(*std::prev(after), offset, unit);
}

std::uint32_t OffsetMap::Cursor::at(std::uint32_t offset) {
  constexpr std::size_t near = 8;  // so many runs are passed faster than a search takes
  const std::vector<Run>& runs = map_.runs_;
  if (offset >= map_.end_.clean) return in_run(map_.end_, map_.end_.clean, unit_);
  const auto begins_by = [&](std::size_t run) {
    return run < runs.size() && runs[run].clean <= offset;
  };
  if (!begins_by(run_)) run_ = 0;
  for (std::size_t passed = 0; passed < near && begins_by(run_ + 1); ++passed) ++run_;
  if (begins_by(run_ + 1)) {
    const auto after =
        std::upper_bound(runs.begin(), runs.end(), offset,
                         [](std::uint32_t at, const Run& r) { return at < r.clean; });
    run_ = static_cast<std::size_t>(after - runs.begin()) - 1;
  }
  return in_run(runs[run_], offset, unit_);
}

}  // namespace newscut
