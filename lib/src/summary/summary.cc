#include "summary/summary.h"

#include "summary/body.h"
#include "summary/choose.h"
#include "summary/features.h"
#include "text/embedded.h"

NEWSCUT_EMBEDDED(key_sentences)

namespace newscut {

KeySentenceFinder::KeySentenceFinder() : model_(embedded_key_sentences()) {}

std::vector<KeySentence> KeySentenceFinder::find(const Document& document, const Entities& entities,
                                                 const std::vector<Quotation>& quotes,
                                                 const Numbers& numbers, SummaryWords& words,
                                                 unsigned count) const {
  const Body body = read_body(document, entities, quotes, numbers, words);
  const std::vector<double> scores = model_.scores(features_of(body));
  std::vector<KeySentence> result;
  for (const std::uint32_t i : choose(body, scores, count)) {
    result.push_back({document.sentences[body.sentences[i].sentence].span, scores[i]});
  }
  return result;
}

}  // namespace newscut
