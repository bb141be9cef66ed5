#include "entities/name_words.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>

#include "lexicons.h"

namespace newscut {
namespace {

constexpr WordId unknown = NameWords::none - 1;

struct Replacement {
  std::string_view letter;
  std::string_view plain;
};
// Letters that no decomposition takes apart.
constexpr std::array<Replacement, 8> whole_letters{{{"ø", "o"},
                                                    {"ł", "l"},
                                                    {"đ", "d"},
                                                    {"ı", "i"},
                                                    {"ß", "ss"},
                                                    {"æ", "ae"},
                                                    {"œ", "oe"},
                                                    {"ħ", "h"}}};

bool ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string without_accents(std::string_view word) {
  utf8proc_uint8_t* mapped = nullptr;
  const utf8proc_ssize_t size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(word.data()),
                   static_cast<utf8proc_ssize_t>(word.size()), &mapped,
                   static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK));
  if (size < 0) return std::string(word);
  std::string plain(reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size));
  std::free(mapped);  // NOLINT: utf8proc allocates with malloc
  for (const auto& [letter, replacement] : whole_letters) {
    for (std::size_t at = plain.find(letter); at != std::string::npos;
         at = plain.find(letter, at)) {
      plain.replace(at, letter.size(), replacement);
    }
  }
  return plain;
}

bool trimmed_at_ends(char c) { return c == '\'' || c == '@' || c == '#' || c == '-'; }

std::string folded(const Word& word) {
  std::string plain = ascii(word.lower) ? std::string(word.lower) : without_accents(word.lower);
  std::erase(plain, '.');
  while (!plain.empty() && trimmed_at_ends(plain.back())) plain.pop_back();
  std::size_t first = 0;
  while (first < plain.size() && trimmed_at_ends(plain[first])) ++first;
  plain.erase(0, first);
  if (plain.size() > 2 && plain.ends_with("'s")) plain.erase(plain.size() - 2);
  return plain;
}

bool vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y' || c == 'h';
}

Gender gender_of(std::string_view sign) {
  if (sign == "f") return Gender::female;
  return sign == "m" ? Gender::male : Gender::unknown;
}

NameClass class_of(std::string_view name) {
  constexpr std::array<std::string_view, 7> names = {"none",  "particle", "suffix", "company",
                                                     "place", "state",    "small"};
  const auto* const at = std::ranges::find(names, name);
  return at == names.end() ? NameClass::none : static_cast<NameClass>(at - names.begin());
}

}  // namespace

WordId NameWords::fold(WordId word, Vocabulary& vocabulary) {
  if (word >= folded_.size()) folded_.resize(vocabulary.size(), unknown);
  if (folded_[word] != unknown) return folded_[word];
  const Word& written = vocabulary[word];
  WordId id = none;
  if (written.text == "&") {
    id = vocabulary.add("and");
  } else if ((written.letter || written.digit) && written.lower != "'s") {
    const std::string plain = folded(written);
    if (!plain.empty()) id = vocabulary.add(plain);
  }
  folded_[word] = id;
  return id;
}

WordId NameWords::skeleton(WordId word, Vocabulary& vocabulary) {
  if (word >= skeletons_.size()) skeletons_.resize(vocabulary.size(), unknown);
  if (skeletons_[word] != unknown) return skeletons_[word];
  const std::string_view letters = vocabulary[word].text;
  WordId id = none;
  if (letters.size() >= 5 && letters.size() < 40) {
    std::string bones = "~";
    for (const char c : letters) {
      if (c != bones.back() && (bones.size() == 1 || !vowel(c))) bones += c;
    }
    if (bones.size() > 3) id = vocabulary.add(bones);
  }
  skeletons_[word] = id;
  return id;
}

void NameWords::reset() {
  folded_.clear();
  skeletons_.clear();
  facts_.reset();
}

NameFacts NameWords::make_facts(const Word& word) {
  NameFacts facts;
  facts.initial =
      word.letter && (word.text.size() == 1 || (!ascii(word.text) && word.text.size() == 2));
  if (const int row = lexicons::name_words.find(word.text); row != Lexicon::none) {
    facts.kind = class_of(lexicons::name_words.field(row, 1));
  }
  if (const int row = lexicons::titles.find(word.text); row != Lexicon::none) {
    facts.title =
        lexicons::titles.field(row, 1) == "courtesy" ? TitleClass::courtesy : TitleClass::title;
    facts.title_gender = gender_of(lexicons::titles.field(row, 2));
  }
  if (const int row = lexicons::given_names.find(word.text); row != Lexicon::none) {
    facts.given = true;
    facts.given_gender = gender_of(lexicons::given_names.field(row, 1));
  }
  return facts;
}

bool one_letter_apart(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  const auto [left, right] = std::ranges::mismatch(a, b);
  auto rest = std::string_view(left, a.end());
  auto other = std::string_view(right, b.end());
  if (a.size() == b.size() && !rest.empty()) rest.remove_prefix(1);
  if (!other.empty()) other.remove_prefix(1);
  return rest == other;
}

bool is_nickname(std::string_view nickname, std::string_view name) {
  if (nickname.size() >= 3 && name.starts_with(nickname)) return true;
  const int row = lexicons::nicknames.find(nickname);
  if (row == Lexicon::none) return false;
  std::string_view names = lexicons::nicknames.field(row, 1);
  while (!names.empty()) {
    const std::size_t end = std::min(names.find(' '), names.size());
    if (names.substr(0, end) == name) return true;
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return false;
}

}  // namespace newscut
