#include "summary/summary.h"

#include "summary/choose.h"
#include "text/embedded.h"

NEWSCUT_EMBEDDED(key_sentences)

namespace newscut {

KeySentenceFinder::KeySentenceFinder() : model_(embedded_key_sentences()) {}

std::vector<KeySentence> KeySentenceFinder::find(const Document& document, const Entities& entities,
                                                 const std::vector<Quotation>& quotes,
                                                 const Numbers& numbers, SummaryMemory& memory,
                                                 unsigned count) const {
  const Body& body = memory.body.read(document, entities, quotes, numbers);
  model_.score(memory.features.read(body), memory.scores);
  std::vector<KeySentence> result;
  for (const std::uint32_t i : choose(body, memory.scores, count)) {
    result.push_back({document.sentences[body.sentences[i].sentence].span,
                      memory.scores[i] / SummaryModel::unit});
  }
  return result;
}

}  // namespace newscut
