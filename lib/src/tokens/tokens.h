// tokens: blocks -> tokens, sentences.
#pragma once

#include "document.h"

namespace newscut {

// Fills `tokens`, `sentences` and `sentence_of` from `text` and `structure`. One pass, lossless:
// what lies between two tokens is white space. Tokens follow Universal Dependencies for English.
void tokenize(Document& document);

}  // namespace newscut
