// White space, bullets and marks at the edges of lines.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace newscut {

// The length in bytes of the white space that begins at `at`, 0 for none: ASCII's (NUL among it),
// no-break, zero-width and ideographic spaces, the byte order mark. Line ends are the caller's.
inline std::size_t space_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0;
  };
  const int c = byte(at);
  if (c <= 0x20 || c == 0x7F) return 1;
  if (c == 0xC2)
    return byte(at + 1) == 0xA0 || byte(at + 1) == 0x85 || byte(at + 1) == 0xAD ? 2 : 0;
  if (c == 0xE2) {
    const int second = byte(at + 1);
    const int third = byte(at + 2);
    // U+2000 to U+200F, U+202A to U+202F, U+205F to U+2060
    if (second == 0x80 && third >= 0x80 && third <= 0x8F) return 3;
    if (second == 0x80 && third >= 0xA8 && third <= 0xAF) return 3;
    return second == 0x81 && (third == 0x9F || third == 0xA0) ? 3 : 0;
  }
  if (c == 0xE3) return byte(at + 1) == 0x80 && byte(at + 2) == 0x80 ? 3 : 0;
  if (c == 0xEF) return byte(at + 1) == 0xBB && byte(at + 2) == 0xBF ? 3 : 0;
  return 0;
}

// The first byte of [begin, end) that is no white space, or `end`.
inline std::size_t skip_space(std::string_view text, std::size_t begin, std::size_t end) {
  while (begin < end) {
    const std::size_t length = space_length(text, begin);
    if (length == 0) break;
    begin += length;
  }
  return begin < end ? begin : end;
}

// The end of [begin, end) without the white space at its end.
inline std::size_t trim_space(std::string_view text, std::size_t begin, std::size_t end) {
  while (end > begin) {
    std::size_t first = end - 1;
    while (first > begin && (static_cast<unsigned char>(text[first]) & 0xC0U) == 0x80) --first;
    if (space_length(text, first) != end - first) break;
    end = first;
  }
  return end;
}

// The length in bytes of a list bullet and the space behind it, 0 for none: • ‣ ◦ ● ■ ▪ · * + - –
// and ">" before white space.
inline std::size_t bullet_length(std::string_view line) {
  const auto starts = [&](std::string_view mark) { return line.substr(0, mark.size()) == mark; };
  std::size_t mark = 0;
  if (line.empty()) return 0;
  switch (static_cast<unsigned char>(line[0])) {
    case '*':
    case '+':
    case '-':
    case '>':
      mark = 1;
      break;
    case 0xC2:
      mark = starts("\u00B7") || starts("\u00BB") ? 2 : 0;
      break;
    case 0xE2:
      for (const std::string_view bullet :
           {"\u2022", "\u2023", "\u25E6", "\u25CF", "\u25A0", "\u25AA", "\u2013", "\u25BA",
            "\u203A", "\u2192", "\u2713", "\u25CB", "\u25B6"}) {
        if (starts(bullet)) mark = 3;
      }
      break;
    default:
      break;
  }
  if (mark == 0 || mark >= line.size()) return mark >= line.size() ? mark : 0;
  const std::size_t after = skip_space(line, mark, line.size());
  return after > mark ? after : 0;
}

}  // namespace newscut
