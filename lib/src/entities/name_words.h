// What words are within names, and when two words are the same name.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "entities/entities.h"
#include "tokens/lazy_word_facts.h"
#include "tokens/vocabulary.h"

namespace newscut {

enum class NameClass : std::uint8_t { none, particle, suffix, company, place, state, small };
enum class TitleClass : std::uint8_t { none, courtesy, title };

// Of a folded word.
struct NameFacts {
  NameClass kind = NameClass::none;
  TitleClass title = TitleClass::none;
  Gender title_gender = Gender::unknown;
  bool given = false;                     // a first name
  Gender given_gender = Gender::unknown;  // unknown too where both sexes bear it
  bool initial = false;                   // a letter alone
};

// Words are compared folded: lower-case, without accents, full stops, signs of handles and
// apostrophes at their ends; & is "and" ("Erdoğan" and "Erdogan", "U.N." and "UN", "@AP" and "AP").
//
// One for each thread, beside the Vocabulary whose words it knows.
class NameWords {
 public:
  static constexpr WordId none = std::numeric_limits<WordId>::max();

  // `none` for punctuation and possessive endings. Adds the folded word to the vocabulary.
  WordId fold(WordId word, Vocabulary& vocabulary);
  // What is left of a folded word without vowels and double letters, for names spelt in two ways
  // (Zelensky, Zelenskyy); `none` for short words.
  WordId skeleton(WordId folded, Vocabulary& vocabulary);
  const NameFacts& facts(WordId folded, const Vocabulary& vocabulary) {
    return facts_.get(folded, vocabulary);
  }
  void reset();

 private:
  static NameFacts make_facts(const Word& word);

  std::vector<WordId> folded_;     // of each word; `unknown` until asked for
  std::vector<WordId> skeletons_;  // likewise
  LazyWordFacts<NameFacts> facts_{make_facts};
};

// At most one letter added, left out or changed.
bool one_letter_apart(std::string_view a, std::string_view b);
// The short form of a first name: "Joe" of "Joseph". Folded words.
bool is_nickname(std::string_view nickname, std::string_view name);

}  // namespace newscut
