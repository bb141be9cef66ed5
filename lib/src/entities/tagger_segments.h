// Where names can be: how a sentence uses capitals, and which of its tokens can be part of a name.
#pragma once

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

// Whether the article does without capitals.
bool lacks_capitals(const Document& document, WordCases& cases);
CaseStyle style_of(const Document& document, TokenRange sentence, WordCases& cases,
                   bool lower_document);

// Replaces `segments` by the stretches of `tokens` that can hold names. In running text these are
// the words with a capital and what is beside them; without telling capitals, everything.
void find_segments(const Document& document, TokenRange tokens, WordCases& cases, CaseStyle style,
                   std::vector<TokenRange>& segments);

// Calls visit(piece, style) for each sentence, or piece of a long one, in order.
template <class Visit>
void visit_pieces(const Document& document, WordCases& cases, Visit visit) {
  const bool lower = lacks_capitals(document, cases);
  for (const Sentence& sentence : document.sentences) {
    const CaseStyle style = style_of(document, sentence.tokens, cases, lower);
    for (TokenIndex at = sentence.tokens.begin; at < sentence.tokens.end; at += longest_piece) {
      visit(TokenRange{at, std::min(at + longest_piece, sentence.tokens.end)}, style);
    }
  }
}

}  // namespace newscut::tagger
