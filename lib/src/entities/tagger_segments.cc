#include "entities/tagger_segments.h"

#include <algorithm>

namespace newscut::tagger {
namespace {

// Lower-case words count for a name this far from a word with a capital ("Bank of the West",
// "al-Shabaab").
constexpr TokenIndex reach = 2;

bool has_capital(const Word& word) {
  if (word.capital) return true;
  // Most words are their own lower case; the vocabulary keeps those once.
  return word.letter && word.text.data() != word.lower.data() &&
         std::ranges::any_of(word.text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace

bool lacks_capitals(const Document& document) {
  std::size_t words = 0;
  std::size_t capitals = 0;
  for (const DocToken& token : document.tokens) {
    const Word& word = (*document.vocabulary)[token.word];
    words += static_cast<std::size_t>(word.letter);
    capitals += static_cast<std::size_t>(word.capital);
  }
  return words > 3 && capitals * 100 < words;
}

CaseStyle style_of(const Document& document, TokenRange sentence, bool lower_document) {
  if (lower_document) return CaseStyle::lower;
  TokenIndex words = 0;  // that a style would write with a capital
  TokenIndex capitals = 0;
  TokenIndex uppers = 0;
  for (TokenIndex i = sentence.begin; i < sentence.end; ++i) {
    const Word& word = document.word(i);
    if (!word.letter || word.lower.size() < 4) continue;
    ++words;
    capitals += static_cast<TokenIndex>(word.capital);
    uppers += static_cast<TokenIndex>(word.upper);
  }
  if (words >= 2 && uppers * 10 >= words * 9) return CaseStyle::upper;
  if (words >= 4 && capitals * 10 >= words * 9) return CaseStyle::title;
  return CaseStyle::normal;
}

void find_segments(const Document& document, TokenRange tokens, CaseStyle style,
                   std::vector<TokenRange>& segments) {
  segments.clear();
  if (style != CaseStyle::normal) {
    segments.push_back(tokens);
    return;
  }
  for (TokenIndex i = tokens.begin; i < tokens.end; ++i) {
    if (!has_capital(document.word(i))) continue;
    const TokenIndex begin = i - std::min(reach, i - tokens.begin);
    const TokenIndex end = i + std::min<TokenIndex>(reach + 1, tokens.end - i);
    if (!segments.empty() && begin <= segments.back().end) {
      segments.back().end = end;
    } else {
      segments.push_back({begin, end});
    }
  }
}

}  // namespace newscut::tagger
