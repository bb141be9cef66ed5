#include "numbers/calendar_days.h"

#include <fmt/format.h>

#include <cstdlib>

namespace newscut::numbers {

int day_number(const CalendarDate& date) {
  const int year = date.month <= 2 ? date.year - 1 : date.year;
  const int era = year / 400;  // years are positive
  const int year_of_era = year - era * 400;
  const int shifted_month = date.month > 2 ? date.month - 3 : date.month + 9;
  const int day_of_year = (153 * shifted_month + 2) / 5 + date.day - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

CalendarDate date_of(int day_number) {
  const int shifted = day_number + 719468;
  const int era = shifted / 146097;
  const int day_of_era = shifted - era * 146097;
  const int year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int shifted_month = (5 * day_of_year + 2) / 153;
  CalendarDate date;
  date.day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
  date.month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  date.year = year_of_era + era * 400 + (date.month <= 2 ? 1 : 0);
  return date;
}

int weekday_of(int day_number) {
  // 1970-01-01 was a Thursday.
  const int days = (day_number + 3) % 7;
  return (days < 0 ? days + 7 : days) + 1;
}

std::string iso_week(int day_number_in_week) {
  // The week belongs to the year of its Thursday.
  const int thursday = day_number_in_week - weekday_of(day_number_in_week) + 4;
  const int year = date_of(thursday).year;
  const int week = (thursday - day_number({.year = year, .month = 1, .day = 1})) / 7 + 1;
  return fmt::format("{:04}-W{:02}", year, week);
}

CalendarDate nearest_year(CalendarDate date, const CalendarDate& reference) {
  const int months = (date.month - reference.month);
  constexpr int half_a_year = 6;
  date.year = reference.year;
  if (months > half_a_year) --date.year;
  if (months < -half_a_year) ++date.year;
  if (date.day > days_in_month(date.year, date.month)) date.year = 0;
  return date;
}

}  // namespace newscut::numbers
