// Where names can be: how a sentence uses capitals, and which of its tokens can be part of a name.
#pragma once

#include <span>
#include <vector>

#include "document.h"
#include "entities/tagger_features.h"

namespace newscut::tagger {

// The longest stretch that is tagged at once; a longer sentence is cut.
inline constexpr TokenIndex longest_piece = 1024;

// How a word uses capitals, as bits: all that is asked here of a word, in a byte.
using WordCase = std::uint8_t;
enum WordCaseBit : WordCase {
  has_letter = 1 << 0,
  begins_upper = 1 << 1,
  all_upper = 1 << 2,
  any_upper = 1 << 3,
  long_word = 1 << 4,  // a style would write it with a capital
  has_digit = 1 << 5,
  hyphen = 1 << 6,
  plain_opener = 1 << 7  // a capital says nothing of it by itself, see plain_openers.tsv
};
WordCase word_case(const Word& word);
using WordCases = WordFacts<WordCase>;

// Replaces `cases` by those of the tokens of the document.
void read_cases(const Document& document, WordCases& known, std::vector<WordCase>& cases);

// Whether an article does without capitals.
bool lacks_capitals(std::span<const WordCase> cases);
// The style of a sentence of an article that has some.
CaseStyle style_of(std::span<const WordCase> sentence);

// Replaces `segments` by the stretches of `tokens` that can hold names. In running text these are
// the words with a capital and what is beside them; without telling capitals, everything. `cases`
// are those of the whole document.
void find_segments(std::span<const WordCase> cases, TokenRange tokens, CaseStyle style,
                   std::vector<TokenRange>& segments);

// Calls visit(piece, style) for each sentence, or piece of a long one, in order.
template <class Visit>
void visit_pieces(const Document& document, std::span<const WordCase> cases, Visit visit) {
  const bool lower = lacks_capitals(cases);
  for (const Sentence& sentence : document.sentences) {
    const TokenRange tokens = sentence.tokens;
    const CaseStyle style =
        lower ? CaseStyle::lower : style_of(cases.subspan(tokens.begin, tokens.size()));
    for (TokenIndex at = tokens.begin; at < tokens.end; at += longest_piece) {
      visit(TokenRange{at, std::min(at + longest_piece, tokens.end)}, style);
    }
  }
}

}  // namespace newscut::tagger
