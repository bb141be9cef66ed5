// Dates: years, months, weekdays and days.
#pragma once

#include <vector>

#include "numbers/numbers.h"
#include "numbers/reading.h"
#include "text/calendar.h"

namespace newscut::numbers {

// What relative dates are relative to.
struct DateContext {
  CalendarDate published;  // year 0 where it is not known
};

DateContext date_context(const Document& document);

// Appends the dates of `reading` in order.
void find_dates(const Reading& reading, const DateContext& context,
                std::vector<DateMention>& dates);

}  // namespace newscut::numbers
