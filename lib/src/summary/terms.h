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

// What a word tells of the sentence that it stands in; see sentence_cues.tsv.
enum class SentenceCue : std::uint8_t {
  other,
  ahead,    // will, could: of what is to come
  perfect,  // has: of what is new
  present,
  past,
  listing,   // also, another: one of several
  contrast,  // but, despite
  degree,    // first, most
  clause,    // who, when: what follows explains
  act,       // announced, rejected: news by itself
  reason,    // because, after
  count
};

// What the summary has to know of single words. One for each thread, beside the Vocabulary whose
// words it knows; what it holds of an article is forgotten at the next one.
class SummaryWords {
 public:
  // Eight bytes, of what a Word says too, so that one look-up a token does.
  struct Facts {
    WordId stem = 0;  // `no_stem` for words that say nothing of a subject
    Mark mark = Mark::none;
    SentenceCue cue = SentenceCue::other;
    bool content : 1 = false;        // has a letter or digit
    bool capital : 1 = false;        // begins with an upper-case letter
    bool digit : 1 = false;          // has a digit
    bool stop : 1 = false;           // ends with a full stop
    bool first_person : 1 = false;   // I, we
    bool second_person : 1 = false;  // you
    bool year : 1 = false;           // 1984, 2026
  };
  static constexpr WordId no_stem = std::numeric_limits<WordId>::max();

  void begin_article();
  // Adds the word's stem to the vocabulary.
  const Facts& facts(WordId word, Vocabulary& vocabulary) {
    if (word < facts_.size() && facts_[word].stem != unknown) return facts_[word];
    return make_facts(word, vocabulary);
  }
  // To be told of a word some time before `facts`, and between the two before `term_of` its stem.
  void expect(WordId word) const {
    if (word < facts_.size()) __builtin_prefetch(&facts_[word]);
  }
  void expect_term(WordId word) const {
    if (word >= facts_.size() || facts_[word].stem >= numbers_.size()) return;
    __builtin_prefetch(&numbers_[facts_[word].stem]);
  }
  // The term of the word; no_term for words that say nothing of a subject.
  Term term(WordId word, Vocabulary& vocabulary) { return term_of(facts(word, vocabulary).stem); }
  // The term of a stem that `facts` gave.
  Term term_of(WordId stem) {
    if (stem == no_stem) return no_term;
    Number& number = numbers_[stem];
    if (number.article != article_) number = {article_, size_++};
    return number.term;
  }
  // How many terms the article has so far.
  std::uint32_t size() const { return size_; }

 private:
  static constexpr WordId unknown = no_stem - 1;

  const Facts& make_facts(WordId word, Vocabulary& vocabulary);

  struct Number {
    std::uint32_t article = 0;
    Term term = 0;
  };

  std::vector<Facts> facts_;     // of each word; a stem of `unknown` until asked for
  std::vector<Number> numbers_;  // of each stem that `facts_` has
  std::uint32_t article_ = 0;
  std::uint32_t size_ = 0;
};

}  // namespace newscut
