#include "structure/structure.h"

namespace newscut {

Structure find_structure(std::string_view text) {
  Structure structure;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::size_t first = at;
    std::size_t last = end;
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
    while (first < last && blank(text[first])) ++first;
    while (last > first && blank(text[last - 1])) --last;
    if (first < last) {
      structure.blocks.push_back(
          {{static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last)},
           Block::Kind::paragraph});
    }
    at = end + 1;
  }
  return structure;
}

}  // namespace newscut
