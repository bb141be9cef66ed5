// Byte offsets of a cleaned text, said in the units of the input that it was made from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace newscut {

enum class OffsetUnit {
  codepoint,  // Unicode code points of the decoded input; an invalid sequence counts as one U+FFFD
  byte,       // bytes of the input as it was given
  utf16,      // UTF-16 code units of the decoded input
};

// The cleaned text (`Report::text`) is the input, decoded: UTF-16 has become UTF-8, and each
// maximal invalid sequence one U+FFFD. A byte order mark, CR and NUL stay as they are.
//
// Kept as runs of code points of one width, so that plain English costs a few bytes and no text is
// needed to answer:
//
//     cleaned   F o u r   —   �          “—” is 3 bytes in both; the byte FF of the input became
//     input     F o u r   —   FF          U+FFFD, 3 bytes here and 1 there
//     runs      [1:1      ) [3:3) [3:1)
//
// A value type; reading it from several threads is safe.
class OffsetMap {
 public:
  class Cursor;

  // Says that `count` code points follow, each of them `clean_width` bytes in the cleaned text,
  // `input_width` bytes in the input and `utf16_width` UTF-16 code units. Joined with the run
  // before where the widths agree.
  void append(std::uint32_t count, std::uint8_t clean_width, std::uint8_t input_width,
              std::uint8_t utf16_width);

  // The offset into the input, in `unit`, of byte `offset` of the cleaned text; an offset past the
  // end gives the end. O(log runs). Requires: `offset` lies between two code points.
  std::uint32_t at(std::uint32_t offset, OffsetUnit unit) const;

 private:
  struct Run {
    std::uint32_t clean, input, codepoint, utf16;  // where the run begins
    std::uint8_t clean_width, input_width, utf16_width;
  };
  static std::uint32_t in_run(const Run& run, std::uint32_t offset, OffsetUnit unit);

  std::vector<Run> runs_;
  Run end_{0, 0, 0, 0, 1, 1, 1};
};

// `OffsetMap::at` in one unit for many offsets, fastest where each is near the one before. Not to
// be shared between threads.
class OffsetMap::Cursor {
 public:
  // Requires: `map` outlives the cursor.
  Cursor(const OffsetMap& map, OffsetUnit unit) : map_(map), unit_(unit) {}

  std::uint32_t at(std::uint32_t offset);

 private:
  const OffsetMap& map_;
  OffsetUnit unit_;
  std::size_t run_ = 0;
};

}  // namespace newscut
