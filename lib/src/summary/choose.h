// From the scores of sentences to a few that can stand alone.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "summary/body.h"

namespace newscut {

// At most `count` of the body's sentences, in order. `scores` has one for each.
//
// A sentence that hangs on the one before ("But he …") comes with it or not at all. What is no
// sentence of the story, and what says again what another one says, is left out. Fewer than `count`
// where the body has no more; never more than 100.
std::vector<std::uint32_t> choose(const Body& body, std::span<const std::int32_t> scores,
                                  unsigned count);

}  // namespace newscut
