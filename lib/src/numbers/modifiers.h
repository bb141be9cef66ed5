// "about", "more than", "or less": what makes a figure less or more than exact.
#pragma once

#include <cstdint>

#include "numbers/reading.h"
#include "numbers/surface.h"

namespace newscut::numbers {

// Sets `modifier`, `begins` and `ends` of `figure`. Of several modifiers the outermost counts ("at
// least about" is at_least); a negation turns one round ("did not exceed" is at_most).
void find_modifier(const Reading& reading, Figure& figure);

// The first piece of the words that hedge what begins at piece `i` ("only about", "almost a"), or
// `i` where there are none.
std::uint32_t before_hedges(const Reading& reading, std::uint32_t i);

}  // namespace newscut::numbers
