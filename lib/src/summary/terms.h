// What sentences are about: their content words, numbered within the article.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "document.h"

namespace newscut {

// A content word in all its forms ("loan", "loans"), numbered within the article from 0 on.
using Term = std::uint32_t;
inline constexpr Term no_term = std::numeric_limits<Term>::max();

// What the summary has to know of single words. One for each thread, beside the Vocabulary whose
// words it knows; what it holds of an article is forgotten at the next one.
class SummaryWords {
 public:
  struct Facts {
    WordId stem = 0;             // `no_stem` for words that say nothing of a subject
    bool first_person = false;   // I, we
    bool second_person = false;  // you
    bool year = false;           // 1984, 2026
  };
  static constexpr WordId no_stem = std::numeric_limits<WordId>::max();

  void begin_article();
  // Adds the word's stem to the vocabulary.
  const Facts& facts(WordId word, Vocabulary& vocabulary) {
    if (word < facts_.size() && facts_[word].stem != unknown) return facts_[word];
    return make_facts(word, vocabulary);
  }
  // The term of the word; no_term for words that say nothing of a subject.
  Term term(WordId word, Vocabulary& vocabulary);
  // How many terms the article has so far.
  std::uint32_t size() const { return size_; }
  void reset();

 private:
  static constexpr WordId unknown = no_stem - 1;

  const Facts& make_facts(WordId word, Vocabulary& vocabulary);

  struct Number {
    std::uint32_t article = 0;
    Term term = 0;
  };

  std::vector<Facts> facts_;     // of each word; a stem of `unknown` until asked for
  std::vector<Number> numbers_;  // of each stem
  std::uint32_t article_ = 0;
  std::uint32_t size_ = 0;
};

}  // namespace newscut
