// What the quotations want to know of a word by itself.
#pragma once

#include <cstdint>

#include "tokens/vocabulary.h"

namespace newscut {

// Closed classes of words (lib/data/quote_words.tsv), and punctuation.
enum class WordClass : std::uint8_t {
  open,  // noun, verb, adjective, name
  he,
  she,
  they,
  it,
  first_person,
  who,
  object_pronoun,
  somebody,
  possessive,
  determiner,
  that,
  auxiliary,
  negation,
  adverb,
  preposition,
  conjunction,
  subordinator,
  time,
  verb,  // forms that are hardly ever nouns: "took", "makes"
  possessive_s,
  comma,
  colon,
  semicolon,
  dash,
  hyphen,
  stop,
  opening_bracket,
  closing_bracket,
  other_punctuation,
};

// Classes of cues (lib/data/cues.tsv).
enum class CueClass : std::uint8_t {
  none,
  say,
  ask,
  tell,
  write,
  call,
  gesture,
  think,
  other,
  noun,
  accord,
  colon,  // "Macron:"; not in the lexicon, and without a lemma
  dash,   // “…” – Macron
};

// Whether cues of the class may report without marks.
constexpr bool can_report(CueClass cue) {
  return cue == CueClass::say || cue == CueClass::ask || cue == CueClass::tell ||
         cue == CueClass::write || cue == CueClass::accord;
}

enum class VerbForm : std::uint8_t { base, s, ed, ing };

// How many words of some kinds stand in a stretch of at most 255 tokens: a byte for each kind, so
// that all are summed, and sums subtracted, at once.
class WordCounts {
 public:
  enum Kind : std::uint8_t { word, comma, cue, relative, clause, colon, content, region };

  constexpr WordCounts() = default;
  constexpr explicit WordCounts(Kind kind) : packed_(std::uint64_t{1} << shift(kind)) {}

  constexpr std::uint32_t operator[](Kind kind) const { return packed_ >> shift(kind) & 0xFFU; }
  constexpr WordCounts& operator+=(WordCounts other) {
    packed_ += other.packed_;
    return *this;
  }
  friend constexpr WordCounts operator-(WordCounts a, WordCounts b) {
    a.packed_ -= b.packed_;
    return a;
  }

 private:
  static constexpr unsigned shift(Kind kind) { return 8U * kind; }

  std::uint64_t packed_ = 0;
};

struct QuoteWord {
  std::uint32_t hash = 0;   // of the lower-case form
  std::uint32_t lemma = 0;  // hash of a cue's lemma
  std::int16_t cue_row = -1;
  CueClass cue = CueClass::none;
  WordClass word_class = WordClass::open;
  WordClass person = WordClass::open;  // he, she, they or it, whatever the case: his, them
  VerbForm form = VerbForm::base;
  bool capital = false;
  bool letter = false;
  bool digit = false;
  bool adverb_like = false;   // open-class, ends in -ly
  bool past_like = false;     // ends in -ed
  bool ongoing_like = false;  // lower-case, ends in -ing
  std::uint8_t place = 0;     // what it is to features of attribution, below 62
  std::uint8_t border = 0;    // what it is to features of extents, below 62
  bool reports = false;       // may report without marks
  bool breaks = false;        // a clause can end before it or begin after it
  bool plain = false;         // neither begins nor is a cue or a source by itself
  WordCounts counts;          // what it adds to the counts of a stretch

  bool is_pronoun() const { return WordClass::he <= word_class && word_class <= WordClass::who; }
  // Stands between a subject and its verb.
  bool is_skipped() const {
    return word_class == WordClass::auxiliary || word_class == WordClass::adverb ||
           word_class == WordClass::negation || adverb_like;
  }
  bool is_punctuation() const { return word_class >= WordClass::comma; }
};

QuoteWord make_quote_word(const Word& word);
using QuoteWords = WordFacts<QuoteWord>;

}  // namespace newscut
