// Facts about words that few words are asked for.
#pragma once

#include <cstdint>
#include <vector>

#include "tokens/vocabulary.h"

namespace newscut {

// As WordFacts, but the facts of a word are made when that word is asked for, not with those of the
// words around it: for facts that cost more than the check, and that most words can do without.
template <class Fact>
class LazyWordFacts {
 public:
  using Make = Fact (*)(const Word&);
  explicit LazyWordFacts(Make make) : make_(make) {}

  // Valid until the next call.
  const Fact& get(WordId id, const Vocabulary& vocabulary) {
    if (id >= numbers_.size()) numbers_.resize(vocabulary.size(), 0);
    std::uint32_t& number = numbers_[id];
    if (number == 0) {
      facts_.push_back(make_(vocabulary[id]));
      number = static_cast<std::uint32_t>(facts_.size());
    }
    return facts_[number - 1];
  }
  void reset() {
    numbers_.clear();
    facts_.clear();
  }

 private:
  Make make_;
  std::vector<std::uint32_t> numbers_;  // of each word, from 1; 0 until asked for
  std::vector<Fact> facts_;
};

}  // namespace newscut
