#include "tokens/tokens.h"

#include <cctype>

namespace newscut {

void tokenize(Document& document) {
  const std::string_view text = document.text;
  for (std::uint32_t block = 0; block < document.structure.blocks.size(); ++block) {
    const Span span = document.structure.blocks[block].span;
    const auto first = static_cast<TokenIndex>(document.tokens.size());
    std::uint32_t at = span.begin;
    while (at < span.end) {
      const auto c = static_cast<unsigned char>(text[at]);
      if (std::isspace(c) != 0) {
        ++at;
        continue;
      }
      std::uint32_t end = at + 1;
      const bool word = std::isalnum(c) != 0 || c >= 0x80;
      while (word && end < span.end &&
             (std::isalnum(static_cast<unsigned char>(text[end])) != 0 ||
              static_cast<unsigned char>(text[end]) >= 0x80))
        ++end;
      document.tokens.push_back({{at, end},
                                 document.vocabulary->add(text.substr(at, end - at)),
                                 word ? TokenKind::word : TokenKind::punctuation});
      at = end;
    }
    const auto last = static_cast<TokenIndex>(document.tokens.size());
    if (first == last) continue;
    document.sentence_of.resize(last, static_cast<std::uint32_t>(document.sentences.size()));
    document.sentences.push_back({document.span({first, last}), {first, last}, block});
  }
}

}  // namespace newscut
