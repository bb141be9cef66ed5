// quotes: marks, cues, mentions -> quotations -> speakers.
#pragma once

#include <memory>
#include <vector>

#include "document.h"
#include "entities/entities.h"

namespace newscut {

// Immutable once built; shared between threads.
class QuoteFinder {
 public:
  QuoteFinder();
  ~QuoteFinder();

  // In order of the text. `Speaker::entity` is an index into `entities.entities`.
  std::vector<Quotation> find(const Document& document, const Entities& entities) const;

 private:
  class Impl;
  std::unique_ptr<const Impl> impl_;
};

}  // namespace newscut
