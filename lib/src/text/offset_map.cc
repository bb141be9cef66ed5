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

std::uint32_t OffsetMap::at(std::uint32_t offset, OffsetUnit unit) const {
  const Run* run = &end_;
  std::uint32_t count = 0;
  if (offset < end_.clean) {
    run =
        &*std::prev(std::upper_bound(runs_.begin(), runs_.end(), offset,
                                     [](std::uint32_t at, const Run& r) { return at < r.clean; }));
    count = (offset - run->clean) / run->clean_width;
  }
  switch (unit) {
    case OffsetUnit::byte:
      return run->input + count * run->input_width;
    case OffsetUnit::utf16:
      return run->utf16 + count * run->utf16_width;
    case OffsetUnit::codepoint:
      break;
  }
  return run->codepoint + count;
}

}  // namespace newscut
