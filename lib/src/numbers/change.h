// "rose 5%", "a 5% rise", "from 5% to 7%": which way a figure goes, and whether it is the size of
// the change or a level.
#pragma once

#include <cstdint>
#include <vector>

#include "numbers/reading.h"
#include "numbers/surface.h"

namespace newscut::numbers {

// Sets `direction` and `change` of the figures of `reading`, which have their modifiers.
void find_changes(const Reading& reading, std::vector<Figure>& figures);

// Whether "from A to B", with "from" at piece `from` and A < B, says a range and no change.
bool says_range(const Reading& reading, std::uint32_t from);

// The piece holds a noun of change ("increase", "drop").
bool is_noun_of_change(const Reading& reading, std::uint32_t i);
// The piece holds a verb that says or may say a change ("rose", "went").
bool is_verb_of_change(const Reading& reading, std::uint32_t i);

}  // namespace newscut::numbers
