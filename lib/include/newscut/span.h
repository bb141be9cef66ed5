// Half-open ranges of a text.
#pragma once

#include <cstdint>
#include <string_view>

namespace newscut {

// [begin, end) in bytes of a UTF-8 text, begin <= end. Both ends lie between two code points.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  std::uint32_t size() const { return end - begin; }
  bool empty() const { return begin == end; }
  bool contains(Span other) const { return begin <= other.begin && other.end <= end; }
  bool overlaps(Span other) const { return begin < other.end && other.begin < end; }
  std::string_view of(std::string_view text) const { return text.substr(begin, end - begin); }

  friend bool operator==(Span, Span) = default;
};

}  // namespace newscut
