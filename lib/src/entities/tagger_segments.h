// Where names can be: how a sentence uses capitals, and which of its tokens can be part of a name.
#pragma once

#include <vector>

#include "document.h"
#include "entities/tagger_features.h"

namespace newscut::tagger {

// The longest stretch that is tagged at once; a longer sentence is cut.
inline constexpr TokenIndex longest_piece = 1024;

// Whether the article does without capitals.
bool lacks_capitals(const Document& document);
CaseStyle style_of(const Document& document, TokenRange sentence, bool lower_document);

// Replaces `segments` by the stretches of `tokens` that can hold names. In running text these are
// the words with a capital and what is near them; without telling capitals, everything.
void find_segments(const Document& document, TokenRange tokens, CaseStyle style,
                   std::vector<TokenRange>& segments);

// Calls visit(piece, style) for each sentence, or piece of a long one, in order.
template <class Visit>
void visit_pieces(const Document& document, Visit visit) {
  const bool lower = lacks_capitals(document);
  for (const Sentence& sentence : document.sentences) {
    const CaseStyle style = style_of(document, sentence.tokens, lower);
    for (TokenIndex at = sentence.tokens.begin; at < sentence.tokens.end; at += longest_piece) {
      visit(TokenRange{at, std::min(at + longest_piece, sentence.tokens.end)}, style);
    }
  }
}

}  // namespace newscut::tagger
