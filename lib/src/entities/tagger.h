// The names of an article, each by itself.
#pragma once

#include <memory>
#include <vector>

#include "entities/entities.h"

namespace newscut {

// Immutable once built; shared between threads.
class Tagger {
 public:
  Tagger();
  ~Tagger();

  // The names of all blocks, in order, without overlap, within sentences; `entity` is not yet set.
  std::vector<Mention> tag(const Document& document) const;

 private:
  class Impl;
  std::unique_ptr<const Impl> impl_;
};

}  // namespace newscut
