// Tokens of a block -> sentences.
#pragma once

#include <cstdint>
#include <span>

#include "document.h"

namespace newscut {

// Adds the sentences of the block whose tokens are `tokens`. `candidates` are the tokens among them
// that may end a sentence, as the Tokenizer finds them. Linear.
void split_sentences(Document& document, std::uint32_t block, TokenRange tokens,
                     std::span<const TokenIndex> candidates);

}  // namespace newscut
