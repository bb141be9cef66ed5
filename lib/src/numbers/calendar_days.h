// Reckoning with days of the Gregorian calendar.
#pragma once

#include <optional>
#include <string>

#include "text/calendar.h"

namespace newscut::numbers {

// Days since 1970-01-01. Requires: `date` is complete. (Hinnant, "chrono-Compatible Low-Level Date
// Algorithms", days_from_civil.)
int day_number(const CalendarDate& date);
CalendarDate date_of(int day_number);
int weekday_of(int day_number);  // 1 (Monday) to 7

// The ISO 8601 week that holds the day: "2026-W02".
std::string iso_week(int day_number);

// `date`, which lacks its year, in the year that brings it nearest to `reference`.
CalendarDate nearest_year(CalendarDate date, const CalendarDate& reference);

}  // namespace newscut::numbers
