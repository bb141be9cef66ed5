// What words say about roles: which nouns are persons, of what gender, and what a word is made of.
#pragma once

#include <cstdint>

#include "entities/entities.h"
#include "tokens/lazy_word_facts.h"
#include "tokens/vocabulary.h"

namespace newscut {

struct RoleWord {
  enum Kind : std::uint8_t { other, person, persons, title, kin };
  std::uint32_t lower = 0;   // hash of the lower-case word
  std::uint32_t suffix = 0;  // of its last three bytes
  Kind kind = other;
  Gender gender = Gender::unknown;  // of kin and gendered nouns ("spokeswoman")
  bool joins_before = true;
  bool joins_after = false;
  std::uint8_t shape = 0;  // 0 to 5: punctuation, lower, capital, upper, digits, other

  bool names_person() const { return kind != other; }
  // Whether a role may end just before a name at this word, or begin just after one.
  bool joins_role(bool after_name) const { return after_name ? joins_after : joins_before; }
};

RoleWord make_role_word(const Word& word);

}  // namespace newscut
