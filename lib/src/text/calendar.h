// Dates of the calendar, as English texts write them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace newscut {

// A day of the Gregorian calendar, or what is known of it: 0 stands for a part that is left open.
struct CalendarDate {
  int year = 0;   // 1000 to 2999
  int month = 0;  // 1 to 12
  int day = 0;    // 1 to the month's last

  bool complete() const { return year != 0 && month != 0 && day != 0; }
  // ISO 8601: "2026-01-08", "2026-01" without a day, "2026" without a month; with no year the
  // truncated forms of its first edition, "--01-08" and "--01".
  std::string iso() const;
  friend bool operator==(const CalendarDate&, const CalendarDate&) = default;
};

struct DateMatch {
  std::size_t begin = 0;  // in bytes of the text, from the weekday where there is one
  std::size_t end = 0;
  CalendarDate date;
};

// What the first number of "3/4/2026" is where both could be either.
enum class DateOrder { month_first, day_first };

// The longest date that begins at text[at]: a month by name with a day, a year or both, in either
// order ("8 January 2026", "the 8th of January", "Thursday, Jan. 8, 2026", "January 2026",
// "8-Jan-2026"), or all three parts in digits ("2026-01-08", "01/08/2026", "18.11.2019",
// "11.03.17"). Weekdays, times of day and bare years are no dates by themselves; a day that the
// month does not have is none either. The caller sees to it that a word begins at `at`.
std::optional<DateMatch> date_at(std::string_view text, std::size_t at,
                                 DateOrder order = DateOrder::month_first);

// The first date at or after text[from] that has day, month and year. A word may begin after a
// lower-case letter, for pages run names and dates together ("Staff WriterOctober 13, 2016").
std::optional<DateMatch> find_full_date(std::string_view text, std::size_t from = 0,
                                        DateOrder order = DateOrder::month_first);

// 1 to 12 for an English month or its abbreviation without the full stop, in any case; else 0.
int month_number(std::string_view word);
// 1 (Monday) to 7 for an English weekday or its abbreviation; else 0.
int weekday_number(std::string_view word);
int days_in_month(int year, int month);  // year 0: February has 29

}  // namespace newscut
