#include "entities/role_words.h"

#include <string>
#include <string_view>

#include "entities/tagger_features.h"
#include "lexicons.h"
#include "text/embedded.h"

NEWSCUT_EMBEDDED(tagger)

namespace newscut {
namespace {

struct Noun {
  bool known = false;
  bool kin = false;
  Gender gender = Gender::unknown;
};

// `hash`: of `noun`.
Noun look_up(std::string_view noun, std::uint32_t hash) {
  Noun result;
  if (const int row = lexicons::role_nouns.find(noun, hash); row != Lexicon::none) {
    const std::string_view gender = lexicons::role_nouns.field(row, 1);
    result = {true, lexicons::role_nouns.field(row, 2) == "kin",
              gender == "f"   ? Gender::female
              : gender == "m" ? Gender::male
                              : Gender::unknown};
  } else {
    result.known = lexicons::person_nouns.contains(noun, hash);
  }
  return result;
}
Noun look_up(std::string_view noun) { return look_up(noun, Lexicon::hash(noun)); }

// "actresses" and "ministers", "chairmen", "deputies".
Noun look_up_plural(std::string_view noun) {
  if (noun.size() > 4 && noun.ends_with("men")) {
    return look_up(std::string(noun.substr(0, noun.size() - 2)) + "an");
  }
  if (noun.size() == 3 && noun.ends_with('s')) {  // "MPs"
    return lexicons::role_nouns.contains(noun.substr(0, 2)) ? look_up(noun.substr(0, 2)) : Noun();
  }
  if (noun.size() < 4 || !noun.ends_with('s')) return {};
  if (noun.ends_with("ies")) return look_up(std::string(noun.substr(0, noun.size() - 3)) + 'y');
  if (const Noun singular = look_up(noun.substr(0, noun.size() - 1)); singular.known) {
    return singular;
  }
  return noun.ends_with("es") ? look_up(noun.substr(0, noun.size() - 2)) : Noun();
}

struct PersonNoun {
  RoleWord::Kind kind = RoleWord::other;
  Gender gender = Gender::unknown;
};

void set_noun(std::string_view lower, std::uint32_t hash, PersonNoun& word) {
  if (const Noun noun = look_up(lower, hash); noun.known) {
    word.kind = noun.kin ? RoleWord::kin : RoleWord::person;
    word.gender = noun.gender;
  } else if (const Noun plural = look_up_plural(lower); plural.known) {
    word.kind = plural.kin ? RoleWord::kin : RoleWord::persons;
  }
}

PersonNoun person_noun_of(const Word& word) {
  PersonNoun result;
  if (!word.letter) return result;
  const std::string_view lower = word.lower;
  set_noun(lower, word.hash, result);
  // "co-producer", "ex-MP": a prefix makes no other noun.
  if (const std::size_t hyphen = lower.rfind('-');
      result.kind == RoleWord::other && hyphen != std::string_view::npos) {
    const std::string_view noun = lower.substr(hyphen + 1);
    set_noun(noun, Lexicon::hash(noun), result);
  }
  // "Sen." and "Lt.-Gen." are titles and nothing else.
  const int row = lower.ends_with('.') ? lexicons::titles.find(lower.substr(0, lower.size() - 1))
                                       : lexicons::titles.find(lower, word.hash);
  if (row != Lexicon::none) {
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

// `row`: of the word in lexicons::role_edges.
RoleWord::Place place_of(const Word& word, int row) {
  if (row != Lexicon::none) {
    const std::string_view place = lexicons::role_edges.field(row, 3);
    if (place == "preposition") return RoleWord::preposition;
    if (place == "connective") return RoleWord::connective;
    if (place == "barrier") return RoleWord::barrier;
  }
  if (word.letter || word.digit) return RoleWord::anywhere;
  switch (word.mark) {
    case Mark::comma:
    case Mark::hyphen:
    case Mark::period:
    case Mark::open_bracket:
    case Mark::close_bracket:
    case Mark::other:
    case Mark::straight_single:
    case Mark::close_single:
      return RoleWord::connective;
    default:
      return RoleWord::barrier;
  }
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
  result.lower = word.hash;
  result.shape = shape_of(word);
  static const tagger::Model model(embedded_tagger());
  const tagger::WordInfo info = model.word(tagger::word_key(word));
  result.fine = info.fine;
  result.medium = info.medium;
  result.comma = word.mark == Mark::comma;
  int row = lexicons::role_edges.find(word.lower, word.hash);
  // "WHO" and "IT" are no pronouns.
  if (word.upper && place_of(word, row) == RoleWord::barrier) row = Lexicon::none;
  if (row != Lexicon::none) {
    result.joins_before = lexicons::role_edges.field(row, 1) == "yes";
    result.joins_after = lexicons::role_edges.field(row, 2) == "yes";
  }
  result.place = place_of(word, row);
  const PersonNoun noun = person_noun_of(word);
  result.kind = noun.kind;
  result.gender = noun.gender;
  return result;
}

bool names_person(const Word& word) { return person_noun_of(word).kind != RoleWord::other; }

}  // namespace newscut
