#include "tokens/abbreviations.h"

#include <algorithm>
#include <array>

#include "lexicons.h"
#include "tokens/characters.h"

namespace newscut {

Abbreviation abbreviation(std::string_view form) {
  if (form.size() > longest_abbreviation) return Abbreviation::none;
  const int row = lexicons::abbreviations.find(form);
  if (row == Lexicon::none) return Abbreviation::none;
  const std::string_view name = lexicons::abbreviations.field(row, 1);
  constexpr std::array<std::string_view, 8> names{"",      "title", "inner",  "number",
                                                  "month", "clock", "either", "end"};
  return static_cast<Abbreviation>(std::ranges::find(names, name) - names.begin());
}

bool is_chain(std::string_view form) {
  std::size_t at = 0;
  while (at < form.size()) {
    std::uint32_t size = 1;
    if (class_at(form, at, size) != CharClass::letter) return false;
    at += size;
    if (at >= form.size() || form[at] != '.') return false;
    ++at;
  }
  return !form.empty();
}

Opener sentence_opener(std::string_view word) {
  std::array<char, 16> lower;
  if (word.size() > lower.size()) return Opener::no;
  std::ranges::transform(word, lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  });
  const int row = lexicons::sentence_openers.find({lower.data(), word.size()});
  if (row == Lexicon::none) return Opener::no;
  return lexicons::sentence_openers.field(row, 1).empty() ? Opener::always : Opener::name;
}

}  // namespace newscut
