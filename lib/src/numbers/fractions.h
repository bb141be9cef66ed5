// "one in five", "two-thirds of", "half the": shares in words, as percentages.
#pragma once

#include <cstdint>
#include <optional>

#include "numbers/reading.h"
#include "numbers/surface.h"

namespace newscut::numbers {

// The share that begins at piece `i`: N in M and N out of M with N < M and M a number that people
// count shares by (2 to 10, 20, 100, 1000); a fraction before "of", "majority" or "vote", or after
// "by" or a modifier; "half" before a determiner too. No ordinals, scores, spans of time or sizes
// ("third quarter", "half an hour", "a quarter of a million").
std::optional<Figure> read_share(const Reading& reading, std::uint32_t i);

}  // namespace newscut::numbers
