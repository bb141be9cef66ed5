// structure: lines -> title, byline, dateline, publication date, paragraphs, boilerplate.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "newscut/report.h"

namespace newscut {

// A stretch of the article that is analysed by itself: no sentence, name or quotation crosses its
// ends.
struct Block {
  enum class Kind : std::uint8_t { title, byline, paragraph };
  Span span;
  Kind kind = Kind::paragraph;
};

struct Structure {
  std::vector<Block> blocks;  // in order, without overlap
  std::optional<Span> title;
  std::optional<Span> byline;
  std::optional<Span>
      dateline;  // "LONDON (Reuters) -", at the start of a paragraph, whose block begins with it
  std::optional<Published> published;
  std::vector<Span> boilerplate;
};

// Linear in the text. `text` is valid UTF-8.
Structure find_structure(std::string_view text);

}  // namespace newscut
