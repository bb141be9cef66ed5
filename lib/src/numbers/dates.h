// Dates: years, months, weekdays and days.
#pragma once

#include <vector>

#include "numbers/numbers.h"
#include "numbers/reading.h"
#include "text/calendar.h"

namespace newscut::numbers {

// What relative dates are relative to: the day of publication, or no complete date where it is not
// known.
CalendarDate reference_date(const Document& document);

// Appends the dates of `reading` in order: days, months, weekdays, years, decades ("1990s"),
// centuries, and ranges of them, each as ISO 8601: a full or partial date, or an interval of two
// ("2021/2022", "1990/1999"). A weekday or a date without its year is resolved against
// `reference`; "yesterday" and "last month" are dates only where they can be. "Today" and "this
// year" are none: they are as often "nowadays".
void find_dates(const Reading& reading, const CalendarDate& reference,
                std::vector<DateMention>& dates);

}  // namespace newscut::numbers
