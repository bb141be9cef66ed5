// The names of an article, each by itself: a linear-chain conditional random field (Lafferty et
// al. 2001) over the labels of tagger_labels.h, in two passes: the second sees what the first said
// of the same word elsewhere in the article (Krishnan and Manning 2006).
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "entities/entities.h"
#include "entities/tagger_cache.h"

namespace newscut {

// Immutable once built; shared between threads.
class Tagger {
 public:
  // With the model that is linked in.
  Tagger();
  // With another, which must outlive the tagger. Throws Error where it is not a model.
  explicit Tagger(std::string_view model);
  ~Tagger();

  // The names of all blocks, in order, without overlap, within sentences; `entity` is not yet set.
  // `cache` makes it fast where it has seen the words before; it belongs to the vocabulary of
  // `document`.
  std::vector<Mention> tag(const Document& document, tagger::Cache& cache) const;

 private:
  class Impl;
  std::unique_ptr<const Impl> impl_;
};

}  // namespace newscut
