// summary: sentences, entities, quotations, percentages -> key sentences.
#pragma once

#include <cstdint>
#include <vector>

#include "document.h"
#include "entities/entities.h"
#include "numbers/numbers.h"
#include "summary/body.h"
#include "summary/features.h"
#include "summary/model.h"

namespace newscut {

// What a thread of work keeps between articles.
struct SummaryMemory {
  BodyReader body;
  FeatureReader features;
  std::vector<std::int32_t> scores;

  // Gives back what an uncommonly long article needed.
  void trim() {
    constexpr std::size_t most_sentences = 1 << 12;
    if (scores.capacity() > most_sentences) *this = SummaryMemory();
  }
};

// Immutable once built; shared between threads.
class KeySentenceFinder {
 public:
  KeySentenceFinder();

  // At most `count` sentences of the body, and at most 100, in order of the text. Linear in the
  // tokens.
  std::vector<KeySentence> find(const Document& document, const Entities& entities,
                                const std::vector<Quotation>& quotes, const Numbers& numbers,
                                SummaryMemory& memory, unsigned count) const;

 private:
  SummaryModel model_;
};

}  // namespace newscut
