#include "entities/tagger.h"

namespace newscut {

class Tagger::Impl {};

Tagger::Tagger() : impl_(std::make_unique<const Impl>()) {}
Tagger::~Tagger() = default;

std::vector<Mention> Tagger::tag(const Document& document) const {
  std::vector<Mention> mentions;
  for (const Sentence& sentence : document.sentences) {
    for (TokenIndex i = sentence.tokens.begin + 1; i < sentence.tokens.end; ++i) {
      TokenIndex end = i;
      while (end < sentence.tokens.end && document.word(end).capital) ++end;
      if (end == i) continue;
      mentions.push_back({{i, end}, EntityType::per});
      i = end;
    }
  }
  return mentions;
}

}  // namespace newscut
