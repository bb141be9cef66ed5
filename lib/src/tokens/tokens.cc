#include "tokens/tokens.h"

#include "tokens/sentences.h"
#include "tokens/tokenizer.h"

namespace newscut {

void tokenize(Document& document) {
  // English has a token every 5 bytes; more than that is not taken on trust.
  document.tokens.reserve(document.text.size() / 5);
  document.sentence_of.reserve(document.text.size() / 5);
  Tokenizer tokenizer(document);
  for (std::uint32_t block = 0; block < document.structure.blocks.size(); ++block) {
    const auto first = static_cast<TokenIndex>(document.tokens.size());
    tokenizer.tokenize(document.structure.blocks[block].span);
    const auto last = static_cast<TokenIndex>(document.tokens.size());
    split_sentences(document, block, {first, last}, tokenizer.candidates());
  }
}

}  // namespace newscut
