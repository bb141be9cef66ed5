#include "entities/role_words.h"

#include <string>
#include <string_view>

#include "lexicons.h"

namespace newscut {
namespace {

struct Noun {
  bool known = false;
  bool kin = false;
  Gender gender = Gender::unknown;
};

Noun look_up(std::string_view noun) {
  Noun result;
  if (const int row = lexicons::role_nouns.find(noun); row != Lexicon::none) {
    const std::string_view gender = lexicons::role_nouns.field(row, 1);
    result = {true, lexicons::role_nouns.field(row, 2) == "kin",
              gender == "f"   ? Gender::female
              : gender == "m" ? Gender::male
                              : Gender::unknown};
  } else {
    result.known = lexicons::person_nouns.contains(noun);
  }
  return result;
}

// "actresses" and "ministers", "chairmen", "deputies".
Noun look_up_plural(std::string_view noun) {
  if (noun.size() > 4 && noun.ends_with("men")) {
    return look_up(std::string(noun.substr(0, noun.size() - 2)) + "an");
  }
  if (noun.size() < 4 || !noun.ends_with('s')) return {};
  if (noun.ends_with("ies")) return look_up(std::string(noun.substr(0, noun.size() - 3)) + 'y');
  if (const Noun singular = look_up(noun.substr(0, noun.size() - 1)); singular.known) {
    return singular;
  }
  return noun.ends_with("es") ? look_up(noun.substr(0, noun.size() - 2)) : Noun();
}

std::uint8_t shape_of(const Word& word) {
  if (!word.letter) return word.digit ? 4 : 0;
  if (word.digit) return 5;
  if (word.upper) return 3;
  return word.capital ? 2 : 1;
}

}  // namespace

RoleWord make_role_word(const Word& word) {
  RoleWord result;
  const std::string_view lower = word.lower;
  result.lower = Lexicon::hash(lower);
  result.suffix = Lexicon::hash(lower.size() > 3 ? lower.substr(lower.size() - 3) : lower);
  result.shape = shape_of(word);
  if (const int row = lexicons::role_edges.find(lower); row != Lexicon::none) {
    result.joins_before = lexicons::role_edges.field(row, 1) == "yes";
    result.joins_after = lexicons::role_edges.field(row, 2) == "yes";
  }
  if (!word.letter) return result;
  if (const Noun noun = look_up(lower); noun.known) {
    result.kind = noun.kin ? RoleWord::kin : RoleWord::person;
    result.gender = noun.gender;
  } else if (const Noun plural = look_up_plural(lower); plural.known) {
    result.kind = plural.kin ? RoleWord::kin : RoleWord::persons;
  }
  // "Sen." and "Lt.-Gen." are titles and nothing else.
  std::string_view stem = lower;
  if (stem.ends_with('.')) stem.remove_suffix(1);
  if (const int row = lexicons::titles.find(stem); row != Lexicon::none) {
    if (lexicons::titles.field(row, 1) == "courtesy") {
      result.kind = RoleWord::other;
    } else if (result.kind != RoleWord::kin) {
      result.kind = RoleWord::title;
    }
    const std::string_view gender = lexicons::titles.field(row, 2);
    if (gender == "f") result.gender = Gender::female;
    if (gender == "m") result.gender = Gender::male;
  }
  return result;
}

}  // namespace newscut
