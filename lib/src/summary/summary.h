// summary: sentences, entities, quotations, percentages -> key sentences.
#pragma once

#include <vector>

#include "document.h"
#include "entities/entities.h"
#include "numbers/numbers.h"

namespace newscut {

// At most `count` sentences of the body, in order of the text.
std::vector<KeySentence> find_key_sentences(const Document& document, const Entities& entities,
                                            const std::vector<Quotation>& quotes,
                                            const Numbers& numbers, unsigned count);

}  // namespace newscut
