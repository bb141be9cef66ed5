#include "summary/summary.h"

namespace newscut {

std::vector<KeySentence> find_key_sentences(const Document& document, const Entities& /*entities*/,
                                            const std::vector<Quotation>& /*quotes*/,
                                            const Numbers& /*numbers*/, unsigned count) {
  std::vector<KeySentence> result;
  for (const Sentence& sentence : document.sentences) {
    if (result.size() == count) break;
    if (document.structure.blocks[sentence.block].kind != Block::Kind::paragraph) continue;
    result.push_back({sentence.span, 0});
  }
  return result;
}

}  // namespace newscut
