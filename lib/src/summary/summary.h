// summary: sentences, entities, quotations, percentages -> key sentences.
#pragma once

#include <vector>

#include "document.h"
#include "entities/entities.h"
#include "numbers/numbers.h"
#include "summary/model.h"
#include "summary/terms.h"

namespace newscut {

// Immutable once built; shared between threads.
class KeySentenceFinder {
 public:
  KeySentenceFinder();

  // At most `count` sentences of the body, and at most 100, in order of the text. Linear in the
  // tokens.
  std::vector<KeySentence> find(const Document& document, const Entities& entities,
                                const std::vector<Quotation>& quotes, const Numbers& numbers,
                                SummaryWords& words, unsigned count) const;

 private:
  SummaryModel model_;
};

}  // namespace newscut
