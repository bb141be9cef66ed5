// Sums of money.
#pragma once

#include <vector>

#include "numbers/numbers.h"
#include "numbers/reading.h"

namespace newscut::numbers {

// Appends the sums of `reading` in order: a currency before the amount ("$2.8 billion", "Rs 500
// crore", "US$ 2.7 million"), after it ("10 million euros", "50 cents", "70 ₹"), or sums that say
// no amount ("billions of dollars"). A range is one sum, without an amount.
void find_money(const Reading& reading, std::vector<MoneyMention>& money);

}  // namespace newscut::numbers
