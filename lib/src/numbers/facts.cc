#include "numbers/facts.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <initializer_list>
#include <unordered_set>

#include "lexicons.h"

namespace newscut::numbers {
namespace {

constexpr std::size_t longest_simple = 64;  // bytes; what is longer is no word

struct NamedClass {
  std::string_view name;
  std::uint32_t classes;
};

constexpr std::array<NamedClass, 19> named_classes = {{{"determiner", determiner},
                                                       {"possessive", possessive},
                                                       {"preposition", preposition},
                                                       {"conjunction", conjunction},
                                                       {"subordinator", subordinator},
                                                       {"relative", relative},
                                                       {"pronoun", pronoun},
                                                       {"auxiliary", auxiliary},
                                                       {"negation", negation},
                                                       {"adverb", adverb},
                                                       {"verb", verb},
                                                       {"verbnoun", verbnoun},
                                                       {"participle", participle},
                                                       {"plural", plural | noun},
                                                       {"singular", noun},
                                                       {"adjective", adjective},
                                                       {"noun", noun},
                                                       {"time", time},
                                                       {"measure", measure}}};

std::uint32_t listed_classes(std::string_view lower, std::uint32_t hash) {
  const int row = lexicons::word_classes.find(lower, hash);
  if (row == Lexicon::none) return 0;
  std::uint32_t classes = 0;
  std::string_view names = lexicons::word_classes.field(row, 1);
  while (!names.empty()) {
    const std::string_view name = names.substr(0, names.find(' '));
    names.remove_prefix(std::min(names.size(), name.size() + 1));
    for (const NamedClass& named : named_classes) {
      if (named.name == name) classes |= named.classes;
    }
  }
  return classes;
}

// The classes of an unlisted word, from its ending.
std::uint32_t guess_classes(std::string_view lower, bool has_capital) {
  if (lower.size() < 4) return lower.ends_with('s') && lower.size() == 3 ? plural | noun : noun;
  if (lower.ends_with("ly") && !has_capital) return adverb;
  if (lower.ends_with("ing") && lower.size() > 5 && !has_capital) return ing;
  if (lower.ends_with("ed") && lower.size() > 3 && !has_capital) return participle;
  if (constexpr std::string_view last_letters = "elsh";
      last_letters.find(lower.back()) != std::string_view::npos) {
    for (const std::string_view ending :
         {"able", "ible", "ful", "less", "ous", "ive", "ical", "ish"}) {
      if (lower.ends_with(ending)) return adjective;
    }
  }
  if (lower.ends_with('s') && !lower.ends_with("ss") && !lower.ends_with("us") &&
      !lower.ends_with("is")) {
    return plural | noun;
  }
  return noun;
}

// The hashes of the words of some lists: a set that most words are not in, and need not be looked
// for in each list.
class ListedHashes {
 public:
  explicit ListedHashes(std::initializer_list<const Lexicon*> lexicons) {
    for (const Lexicon* lexicon : lexicons) {
      for (int row = 0; row < lexicon->size(); ++row) {
        set_.set(Lexicon::hash(lexicon->field(row, 0)) % set_.size());
      }
    }
  }
  bool may_have(std::uint32_t hash) const { return set_[hash % set_.size()]; }

 private:
  std::bitset<16384> set_;
};

// The last words of the modifiers before a figure, so that most words end a search at once.
bool ends_modifier(std::string_view lower, std::uint32_t hash) {
  struct LastWords {
    std::unordered_set<std::string_view> words;
    std::bitset<4096> hashes;
  };
  static const LastWords last = [] {
    LastWords made;
    for (int row = 0; row < lexicons::percent_modifiers.size(); ++row) {
      const std::string_view phrase = lexicons::percent_modifiers.field(row, 0);
      const std::string_view word = phrase.substr(phrase.rfind(' ') + 1);
      made.words.insert(word);
      made.hashes.set(Lexicon::hash(word) % made.hashes.size());
    }
    return made;
  }();
  return last.hashes[hash % last.hashes.size()] && last.words.contains(lower);
}

bool is_simple(std::string_view text) {
  if (text.size() > longest_simple) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '\'' || (c == '.' && i > 0);
    if (plain) continue;
    const auto byte = static_cast<unsigned char>(c);
    if (text.substr(i, 3) == "’") {
      i += 2;
    } else if (byte < 0x80 || byte == 0xC2 || byte == 0xE2 || byte == 0xEF) {
      return false;  // digits, hyphens, signs; Latin-1 signs, general punctuation, full-width forms
    }
  }
  return text.size() > 1 || (text[0] != '\'' && text[0] != '.');
}

bool is_capital(std::string_view text) { return text[0] >= 'A' && text[0] <= 'Z'; }

// Of a word of letters, which most are.
std::uint32_t classes_of_simple(std::string_view text, std::string_view lower, std::uint32_t hash) {
  std::uint32_t classes = simple | letter;
  if (lower == "last" || lower == "next") classes |= last_or_next;
  if (ends_modifier(lower, hash)) classes |= modifier_end;
  if (lower[0] == 'p' || lower[0] == 'b') {
    for (const std::string_view word :
         {"percent", "percents", "per", "percentage", "pct", "pct.", "basis"}) {
      if (lower == word) classes |= percent_word;
    }
  }
  if (is_capital(text)) classes |= capital;
  std::uint32_t listed = listed_classes(lower, hash);
  // "US", "IT", "WHO" are names.
  if ((listed & pronoun) != 0 && text.size() > 1 && text[1] >= 'A' && text[1] <= 'Z') listed = noun;
  return classes | (listed != 0 ? listed : guess_classes(lower, is_capital(text)));
}

// Of a word with figures, hyphens or signs in it.
std::uint32_t classes_of_other(std::string_view text) {
  std::uint32_t classes = 0;
  if (std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; })) classes |= digit;
  // A hyphenated word may hold a number word: "two-thirds", where it is one token.
  if (text.size() > 1 && text.find('-') != std::string_view::npos) classes |= number_word;
  // Signs of percentages, currencies and vulgar fractions.
  if (text == "%" || text.starts_with("\xC2") || text.starts_with("\xE2\x82") ||
      text.starts_with("\xE2\x85") || text.find('$') != std::string_view::npos) {
    classes |= digit;
  }
  return classes;
}

// `hash`: of `lower`.
WordFact fact_of(std::string_view text, std::string_view lower, std::uint32_t hash) {
  WordFact fact;
  if (text.empty() || text.size() > longest_simple) return fact;
  const auto row = [&](const Lexicon& lexicon) {
    return static_cast<std::int16_t>(lexicon.find(lower, hash));
  };
  static const ListedHashes listed_hashes{&lexicons::number_words, &lexicons::change_words,
                                          &lexicons::calendar_words, &lexicons::currencies};
  if (listed_hashes.may_have(hash)) {
    fact.number = row(lexicons::number_words);
    fact.change = row(lexicons::change_words);
    fact.calendar = row(lexicons::calendar_words);
    fact.currency = row(lexicons::currencies);
  }
  if (fact.number != WordFact::none) {
    fact.classes |= lexicons::number_words.field(fact.number, 2).starts_with("denominator")
                        ? denominator
                        : number_word;
  }
  if (fact.calendar != WordFact::none) {
    const bool is_period = lexicons::calendar_words.field(fact.calendar, 1) == "period";
    fact.classes |= is_period ? period : calendar;
  }
  if (fact.currency != WordFact::none) fact.classes |= currency;
  fact.classes |= is_simple(text) ? classes_of_simple(text, lower, hash) : classes_of_other(text);
  return fact;
}

}  // namespace

WordFact fact_of(std::string_view text, std::string_view lower) {
  return fact_of(text, lower, Lexicon::hash(lower));
}

WordFact make_fact(const Word& word) { return fact_of(word.text, word.lower, word.hash); }

}  // namespace newscut::numbers
