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

enum class VerbForm : std::uint8_t { base, s, ed, ing };

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
  bool adverb_like = false;  // open-class, ends in -ly
  bool person_noun = false;  // "spokeswoman"

  bool is_pronoun() const { return WordClass::he <= word_class && word_class <= WordClass::who; }
  bool is_punctuation() const { return word_class >= WordClass::comma; }
};

QuoteWord make_quote_word(const Word& word);
using QuoteWords = WordFacts<QuoteWord>;

}  // namespace newscut
