// What words say about roles: which nouns are persons, of what gender, and what a word is made of.
#pragma once

#include <cstdint>

#include "entities/entities.h"
#include "tokens/lazy_word_facts.h"
#include "tokens/vocabulary.h"

namespace newscut {

struct RoleWord {
  enum Kind : std::uint8_t { other, person, persons, title, kin };
  // Where in a role the word may stand.
  enum Place : std::uint8_t {
    anywhere,
    preposition,  // inside only, joins a complement: "of"
    connective,   // inside only: articles, "and", commas
    barrier,      // nowhere: verbs, pronouns, quotation marks
  };
  std::uint32_t lower = 0;  // hash of the lower-case word
  std::uint16_t fine = 0;   // the word's cluster among 1,024; 0 for none
  std::uint8_t medium = 0;  // among 256
  Kind kind = other;
  Gender gender = Gender::unknown;  // of kin and gendered nouns ("spokeswoman")
  Place place = anywhere;
  bool comma = false;
  bool joins_before = true;
  bool joins_after = false;
  std::uint8_t shape = 0;  // 0 to 5: punctuation, lower, capital, upper, digits, other

  bool names_person() const { return kind != other; }
  // Whether a role may end just before a name at this word, or begin just after one.
  bool joins_role(bool after_name) const { return after_name ? joins_after : joins_before; }
};

RoleWord make_role_word(const Word& word);
// make_role_word(word).names_person(), which is all that is asked of most words.
bool names_person(const Word& word);

// Of the words of one Vocabulary.
struct RoleWords {
  LazyWordFacts<RoleWord> near_names{make_role_word};
  WordFacts<char> persons{[](const Word& word) { return static_cast<char>(names_person(word)); }};

  // A copy, since to ask for one word may move the facts of the others.
  RoleWord get(WordId word, const Vocabulary& vocabulary) {
    return near_names.get(word, vocabulary);
  }
  bool is_person(WordId word, const Vocabulary& vocabulary) {
    return persons.get(word, vocabulary) != 0;
  }
  void reset() {
    near_names.reset();
    persons.reset();
  }
};

}  // namespace newscut
