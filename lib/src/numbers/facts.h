// What the number rules need to know of a word, worked out once a batch.
#pragma once

#include <cstdint>
#include <string_view>

#include "tokens/vocabulary.h"

namespace newscut::numbers {

// What a word can be. Closed-class words, verbs and irregular forms come from
// lib/data/word_classes.tsv, the rest from the ending: a guess that is good enough to say where a
// noun phrase ends.
enum WordClass : std::uint32_t {
  determiner = 1U << 0,
  possessive = 1U << 1,
  preposition = 1U << 2,
  conjunction = 1U << 3,
  subordinator = 1U << 4,
  relative = 1U << 5,
  pronoun = 1U << 6,
  auxiliary = 1U << 7,
  negation = 1U << 8,
  adverb = 1U << 9,
  verb = 1U << 10,      // seldom a noun
  verbnoun = 1U << 11,  // as often a noun
  participle = 1U << 12,
  ing = 1U << 13,
  plural = 1U << 14,
  adjective = 1U << 15,
  noun = 1U << 16,
  time = 1U << 17,
  measure = 1U << 18,
  capital = 1U << 19,  // begins with an upper-case letter
  letter = 1U << 20,
  period = 1U << 22,        // week, month, year
  last_or_next = 1U << 23,  // before a period, a date
  modifier_end = 1U << 21,  // the last word of a phrase of lexicons::percent_modifiers

  // What can begin or be part of a figure; a sentence with too little of it is not read.
  digit = 1U << 24,
  number_word = 1U << 25,
  denominator = 1U << 26,  // half, third, quarters
  calendar = 1U << 27,
  currency = 1U << 28,
  percent_word = 1U << 29,  // "percent", "per", "basis" …: what follows a number in words

  // The word is one piece of a reading as it stands: letters, apostrophes and full stops.
  simple = 1U << 31,
};

struct WordFact {
  static constexpr std::int16_t none = -1;

  std::uint32_t classes = 0;
  std::int16_t change = none;    // row of lexicons::change_words
  std::int16_t number = none;    // row of lexicons::number_words
  std::int16_t calendar = none;  // row of lexicons::calendar_words
  std::int16_t currency = none;  // row of lexicons::currencies

  bool is(std::uint32_t any_of) const { return (classes & any_of) != 0; }
};

WordFact fact_of(std::string_view text, std::string_view lower);
WordFact make_fact(const Word& word);

}  // namespace newscut::numbers
