#include "text/calendar.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>

namespace newscut {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_letter(char c) { return is_upper(c) || is_lower(c); }
char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

bool equals(std::string_view word, std::string_view lower_case) {
  if (word.size() != lower_case.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (lower(word[i]) != lower_case[i]) return false;
  }
  return true;
}

constexpr std::array<std::string_view, 12> months{"january",   "february", "march",    "april",
                                                  "may",       "june",     "july",     "august",
                                                  "september", "october",  "november", "december"};
constexpr std::array<std::string_view, 7> weekdays{"monday", "tuesday",  "wednesday", "thursday",
                                                   "friday", "saturday", "sunday"};

// The first three letters in lower case, which are enough to tell months and weekdays apart.
// Requires: three bytes or more.
constexpr std::uint32_t start_of(std::string_view word) {
  std::uint32_t start = 0;
  for (const char c : word.substr(0, 3)) {
    start = start << 8 | static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
  }
  return start;
}
template <std::size_t Size>
constexpr std::array<std::uint32_t, Size> starts_of(
    const std::array<std::string_view, Size>& names) {
  std::array<std::uint32_t, Size> starts{};
  for (std::size_t i = 0; i < Size; ++i) starts[i] = start_of(names[i]);
  return starts;
}
constexpr auto month_starts = starts_of(months);
constexpr auto weekday_starts = starts_of(weekdays);

// Can a date begin with the letter at `at`?
bool may_begin_date(std::string_view text, std::size_t at) {
  if (text.size() - at < 3) return false;
  const std::uint32_t start = start_of(text.substr(at));
  return std::ranges::find(month_starts, start) != month_starts.end() ||
         std::ranges::find(weekday_starts, start) != weekday_starts.end() ||
         start == start_of("the");
}

// One weekday, month, "the" or number begins every date.
constexpr std::array<bool, 256> date_initials = [] {
  std::array<bool, 256> initials{};
  for (const char c : std::string_view("MTWFSJAONDmtwfsjaond0123456789")) {
    initials[static_cast<unsigned char>(c)] = true;
  }
  return initials;
}();

// Reads a date from left to right; each step moves on only where it finds what it asks for.
class Reader {
 public:
  Reader(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  std::size_t at() const { return at_; }
  void go(std::size_t at) { at_ = at; }
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  // One to three spaces, no-break spaces among them.
  bool spaces() {
    const std::size_t start = at_;
    while (at_ - start < 6) {
      if (peek() == ' ') {
        ++at_;
      } else if (peek() == '\xC2' && peek(1) == '\xA0') {
        at_ += 2;
      } else {
        break;
      }
    }
    return at_ != start;
  }
  std::string_view word() {
    const std::size_t start = at_;
    while (at_ - start < 10 && is_letter(peek())) ++at_;
    return text_.substr(start, at_ - start);
  }
  // A number of `most` digits or fewer; `digits` says how many.
  int number(std::size_t most, std::size_t& digits) {
    int value = 0;
    for (digits = 0; digits < most && is_digit(peek()); ++digits) {
      value = value * 10 + (peek() - '0');
      ++at_;
    }
    return value;
  }

 private:
  std::string_view text_;
  std::size_t at_;
};

bool plausible_year(int year) { return year >= 1000 && year < 3000; }

bool valid(const CalendarDate& date) {
  return date.month >= 1 && date.month <= 12 && date.day >= 0 &&
         date.day <= days_in_month(date.year, date.month);
}

int month(Reader& in) {
  const std::size_t start = in.at();
  const std::string_view word = in.word();
  const int number = is_letter(in.peek()) ? 0 : month_number(word);
  if (number == 0) {
    in.go(start);
  } else if (word.size() <= 4) {
    in.take('.');
  }
  return number;
}

// A day of the month: "8", "08", "8th".
int day(Reader& in) {
  const std::size_t start = in.at();
  std::size_t digits = 0;
  const int number = in.number(2, digits);
  if (digits == 0 || number < 1 || number > 31 || is_digit(in.peek())) {
    in.go(start);
    return 0;
  }
  const std::size_t suffix = in.at();
  const std::string_view word = in.word();
  if (!equals(word, "st") && !equals(word, "nd") && !equals(word, "rd") && !equals(word, "th")) {
    in.go(suffix);
    if (!word.empty()) {
      in.go(start);
      return 0;
    }
  }
  return number;
}

// Four digits, and no fifth unless a time of day is glued to it ("20194:29 AM").
int year(Reader& in) {
  const std::size_t start = in.at();
  std::size_t digits = 0;
  const int number = in.number(4, digits);
  bool glued_time = false;
  if (is_digit(in.peek())) {
    glued_time = in.peek(1) == ':' || (is_digit(in.peek(1)) && in.peek(2) == ':');
  }
  if (digits != 4 || !plausible_year(number) || (is_digit(in.peek()) && !glued_time)) {
    in.go(start);
    return 0;
  }
  return number;
}

// The year after a day and a month: ", 2026", " 2026", "-2026", " of 2026" is left to others.
int year_after(Reader& in) {
  const std::size_t start = in.at();
  in.take(',');
  if (in.at() == start && (in.peek() == '-' || in.peek() == '/')) {
    in.go(in.at() + 1);
  } else if (!in.spaces() && in.at() == start) {
    return 0;
  }
  const int number = year(in);
  if (number == 0) in.go(start);
  return number;
}

std::optional<CalendarDate> month_by_name_first(Reader& in) {
  CalendarDate date;
  date.month = month(in);
  if (date.month == 0) return std::nullopt;
  const std::size_t name_end = in.at();
  if (in.spaces() || in.take('-')) date.day = day(in);
  if (date.day != 0 && in.peek() != ':' && in.peek() != '%') {
    date.year = year_after(in);
    if (valid(date)) return date;
    return std::nullopt;
  }
  in.go(name_end);
  in.take(',');
  if (!in.spaces()) return std::nullopt;
  date.day = 0;
  date.year = year(in);
  if (date.year == 0) return std::nullopt;
  return date;
}

std::optional<CalendarDate> day_then_month_by_name(Reader& in) {
  CalendarDate date;
  date.day = day(in);
  if (date.day == 0) return std::nullopt;
  if (in.spaces()) {
    const std::size_t word_begin = in.at();
    if (!equals(in.word(), "of") || !in.spaces()) in.go(word_begin);
  } else if (!in.take('-') && !in.take('/') && !is_upper(in.peek())) {
    return std::nullopt;
  }
  date.month = month(in);
  if (date.month == 0) return std::nullopt;
  date.year = year_after(in);
  if (!valid(date)) return std::nullopt;
  return date;
}

// "2026-01-08", "20260108" is none.
std::optional<CalendarDate> year_month_day(Reader& in) {
  CalendarDate date;
  date.year = year(in);
  const char separator = in.peek();
  if (date.year == 0 || (separator != '-' && separator != '/' && separator != '.')) {
    return std::nullopt;
  }
  std::size_t digits = 0;
  in.take(separator);
  date.month = in.number(2, digits);
  if (digits == 0 || !in.take(separator)) return std::nullopt;
  date.day = in.number(2, digits);
  if (digits == 0 || date.day == 0 || is_digit(in.peek()) || !valid(date)) return std::nullopt;
  return date;
}

// "01/08/2026", "18.11.2019", "11.03.17".
std::optional<CalendarDate> three_numbers(Reader& in, DateOrder order) {
  std::size_t digits = 0;
  const int first = in.number(2, digits);
  const char separator = in.peek();
  if (digits == 0 || (separator != '-' && separator != '/' && separator != '.')) {
    return std::nullopt;
  }
  in.take(separator);
  const int second = in.number(2, digits);
  if (digits == 0 || !in.take(separator)) return std::nullopt;
  const std::size_t year_begin = in.at();
  int full_year = year(in);
  if (full_year == 0) {
    in.go(year_begin);
    full_year = 2000 + in.number(2, digits);
    // "10.1.24.7" and "1-2-34-5" are no dates.
    if (digits != 2 || is_digit(in.peek()) || (in.peek() == separator && is_digit(in.peek(1)))) {
      return std::nullopt;
    }
  }
  CalendarDate date{full_year, first, second};
  if (first > 12 || (second <= 12 && order == DateOrder::day_first)) {
    std::swap(date.month, date.day);
  }
  if (date.day == 0 || !valid(date)) return std::nullopt;
  return date;
}

void weekday(Reader& in) {
  const std::size_t start = in.at();
  const std::string_view word = in.word();
  if (weekday_number(word) == 0) {
    in.go(start);
    return;
  }
  if (word.size() <= 5) in.take('.');
  in.take(',');
  if (!in.spaces()) in.go(start);
}

void article(Reader& in) {
  const std::size_t start = in.at();
  if (!equals(in.word(), "the") || !in.spaces()) in.go(start);
}

}  // namespace

std::string CalendarDate::iso() const {
  char out[32];
  if (year == 0) {
    std::snprintf(out, sizeof out, day != 0 ? "--%02d-%02d" : "--%02d", month, day);
  } else if (month == 0) {
    std::snprintf(out, sizeof out, "%04d", year);
  } else {
    std::snprintf(out, sizeof out, day != 0 ? "%04d-%02d-%02d" : "%04d-%02d", year, month, day);
  }
  return out;
}

int days_in_month(int year, int month) {
  constexpr std::array<int, 12> days{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && !leap ? 28 : days[static_cast<std::size_t>(month - 1)];
}

int month_number(std::string_view word) {
  if (word.size() < 3) return 0;
  const auto start = std::ranges::find(month_starts, start_of(word));
  if (start == month_starts.end()) return 0;
  const auto index = static_cast<std::size_t>(start - month_starts.begin());
  const std::string_view full = months[index];
  const bool abbreviated = word.size() == 3 || (word.size() == 4 && full == "september");
  return equals(word, abbreviated ? full.substr(0, word.size()) : full)
             ? static_cast<int>(index) + 1
             : 0;
}

int weekday_number(std::string_view word) {
  if (word.size() < 3) return 0;
  const auto start = std::ranges::find(weekday_starts, start_of(word));
  if (start == weekday_starts.end()) return 0;
  const auto index = static_cast<std::size_t>(start - weekday_starts.begin());
  const std::string_view full = weekdays[index];
  const bool abbreviated = word.size() == 3 || (full == "tuesday" && word.size() == 4) ||
                           (full == "thursday" && word.size() <= 5);
  return equals(word, abbreviated ? full.substr(0, word.size()) : full)
             ? static_cast<int>(index) + 1
             : 0;
}

std::optional<DateMatch> date_at(std::string_view text, std::size_t at, DateOrder order) {
  Reader in(text, at);
  weekday(in);
  article(in);
  const std::size_t start = in.at();
  std::optional<CalendarDate> date;
  if (is_letter(in.peek())) {
    date = month_by_name_first(in);
  } else if (is_digit(in.peek())) {
    date = day_then_month_by_name(in);
    if (!date) {
      in.go(start);
      date = year_month_day(in);
    }
    if (!date) {
      in.go(start);
      date = three_numbers(in, order);
    }
  }
  if (!date) return std::nullopt;
  return DateMatch{at, in.at(), *date};
}

std::optional<DateMatch> find_full_date(std::string_view text, std::size_t from, DateOrder order) {
  for (std::size_t at = from; at < text.size(); ++at) {
    const char c = text[at];
    if (!date_initials[static_cast<unsigned char>(c)]) continue;
    if (at > 0) {
      const char before = text[at - 1];
      if (is_digit(before) || before == '.' || before == '/' || before == '-') {
        if (is_digit(c)) continue;
      } else if (is_letter(before) && !(is_lower(before) && (is_upper(c) || is_digit(c)))) {
        continue;
      }
    }
    if (is_letter(c) && !may_begin_date(text, at)) continue;
    const auto found = date_at(text, at, order);
    if (found && found->date.complete()) return found;
  }
  return std::nullopt;
}

}  // namespace newscut
