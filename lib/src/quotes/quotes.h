// quotes: marks, cues, mentions -> quotations -> speakers.
//
// The words are those of PARC (Pareti 2012): a source says, by a cue, a content. What can be read
// off the words alone (marks.h, candidates.cc) makes choices; one log-linear model, trained on
// PolNeAR, ranks them: who says what stands in marks (attribution.h), how far it reaches
// (extent.h), and whom a pronoun or "the minister" means (speakers.h).
#pragma once

#include <memory>
#include <vector>

#include "document.h"
#include "entities/entities.h"
#include "quotes/words.h"

namespace newscut {

// Immutable once built; shared between threads.
class QuoteFinder {
 public:
  QuoteFinder();
  ~QuoteFinder();

  // In order of the text. `Speaker::entity` is an index into `entities.entities`. Linear in the
  // document.
  std::vector<Quotation> find(const Document& document, const Entities& entities,
                              QuoteWords& words) const;

 private:
  class Impl;
  std::unique_ptr<const Impl> impl_;
};

}  // namespace newscut
