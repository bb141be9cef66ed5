// Where a noun phrase ends, guessed from the classes of its words.
#pragma once

#include <cstdint>
#include <optional>

#include "numbers/reading.h"

namespace newscut::numbers {

struct NounPhrase {
  std::uint32_t first = 0;  // pieces, half-open; a leading "the", "a" or "an" is left out
  std::uint32_t last = 0;
};

// The noun phrase that begins at piece `i`, up to its head, with directly attached phrases of "of"
// ("total land area of the Central Region"): no relative clause, participle or other preposition.
// "those polled" stays whole. None where no noun phrase begins there.
std::optional<NounPhrase> noun_phrase(const Reading& reading, std::uint32_t i);

// The noun phrase whose head is piece `last` - 1 and that begins after piece `from`, without
// phrases of "of"; none where that piece is no noun.
std::optional<NounPhrase> noun_phrase_before(const Reading& reading, std::uint32_t last,
                                             std::uint32_t from = 0);

// The piece can be a noun or stand before one.
bool is_nominal(const Reading& reading, std::uint32_t i);

}  // namespace newscut::numbers
