#include "entities/tagger_segments.h"

#include <algorithm>

#include "lexicons.h"

namespace newscut::tagger {
namespace {

// Words without a capital count for a name this far from one with a capital ("Bank of the West").
// Behind a hyphen they count as well ("al-Shabaab", "Kim Yong-nam"), and figures behind a word
// ("Friday the 13th").
constexpr TokenIndex reach = 1;
constexpr TokenIndex long_reach = 2;

bool has_capital(const Word& word) {
  if (word.capital) return true;
  // Most words are their own lower case; the vocabulary keeps those once.
  return word.letter && word.text.data() != word.lower.data() &&
         std::ranges::any_of(word.text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace

WordCase word_case(const Word& word) {
  WordCase found = 0;
  if (word.letter) found |= has_letter;
  if (word.capital) found |= begins_upper;
  if (word.upper) found |= all_upper;
  if (word.letter && word.lower.size() >= 4) found |= long_word;
  if (word.digit) found |= has_digit;
  if (word.mark == Mark::hyphen) found |= hyphen;
  if (has_capital(word)) {
    found |= any_upper;
    if (!word.upper && lexicons::plain_openers.contains(word.lower, word.hash))
      found |= plain_opener;
  }
  return found;
}

void read_cases(const Document& document, WordCases& known, std::vector<WordCase>& cases) {
  cases.resize(document.tokens.size());
  for (std::size_t i = 0; i < cases.size(); ++i) {
    cases[i] = known.get(document.tokens[i].word, *document.vocabulary);
  }
}

bool lacks_capitals(std::span<const WordCase> cases) {
  std::size_t words = 0;
  std::size_t capitals = 0;
  for (const WordCase of : cases) {
    words += static_cast<std::size_t>((of & has_letter) != 0);
    capitals += static_cast<std::size_t>((of & begins_upper) != 0);
  }
  return words > 3 && capitals * 100 < words;
}

CaseStyle style_of(std::span<const WordCase> sentence) {
  std::size_t words = 0;  // that a style would write with a capital
  std::size_t capitals = 0;
  std::size_t uppers = 0;
  for (const WordCase of : sentence) {
    constexpr int capital = long_word | begins_upper;
    constexpr int upper = long_word | all_upper;
    words += static_cast<std::size_t>((of & long_word) != 0);
    capitals += static_cast<std::size_t>((of & capital) == capital);
    uppers += static_cast<std::size_t>((of & upper) == upper);
  }
  if (words >= 2 && uppers * 10 >= words * 9) return CaseStyle::upper;
  if (words >= 4 && capitals * 10 >= words * 9) return CaseStyle::title;
  return CaseStyle::normal;
}

void find_segments(std::span<const WordCase> cases, TokenRange tokens, CaseStyle style,
                   std::vector<TokenRange>& segments) {
  segments.clear();
  if (style != CaseStyle::normal) {
    segments.push_back(tokens);
    return;
  }
  const auto case_of = [&](TokenIndex i) { return i < tokens.end ? cases[i] : WordCase{0}; };
  for (TokenIndex i = tokens.begin; i < tokens.end; ++i) {
    const WordCase of = cases[i];
    if ((of & any_upper) == 0) continue;
    const WordCase left = i > tokens.begin ? cases[i - 1] : WordCase{0};
    const WordCase right = case_of(i + 1);
    if ((of & plain_opener) != 0 && ((left | right) & any_upper) == 0) continue;
    const TokenIndex before_it = (left & hyphen) != 0 ? long_reach : reach;
    const TokenIndex behind_it =
        (right & hyphen) != 0 || (case_of(i + 2) & has_digit) != 0 ? long_reach : reach;
    const TokenIndex begin = i - std::min(before_it, i - tokens.begin);
    const TokenIndex end = i + std::min<TokenIndex>(behind_it + 1, tokens.end - i);
    if (!segments.empty() && begin <= segments.back().end) {
      segments.back().end = end;
    } else {
      segments.push_back({begin, end});
    }
  }
}

}  // namespace newscut::tagger
