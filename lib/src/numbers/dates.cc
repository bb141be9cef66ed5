#include "numbers/dates.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "lexicons.h"
#include "numbers/calendar_days.h"

namespace newscut::numbers {
namespace {

constexpr int first_year = 1000;
constexpr int last_year = 2100;

bool is_one_of(const Reading& reading, std::uint32_t i,
               std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return reading.is(i, word); });
}

struct CalendarWord {
  std::string_view kind;  // empty: no word of the calendar
  int number = 0;
  std::string_view note;
};

CalendarWord calendar_at(const Reading& reading, std::uint32_t i) {
  if (!reading.is_word(i) || reading[i].fact.calendar == WordFact::none) return {};
  const int row = reading[i].fact.calendar;
  CalendarWord word{.kind = lexicons::calendar_words.field(row, 1),
                    .note = lexicons::calendar_words.field(row, 3)};
  const std::string_view digits = lexicons::calendar_words.field(row, 2);
  std::from_chars(digits.data(), digits.data() + digits.size(), word.number);
  return word;
}

class DateFinder {
 public:
  DateFinder(const Reading& reading, const CalendarDate& reference, std::vector<DateMention>& dates)
      : reading_(reading), reference_(reference), dates_(dates) {}

  void run() {
    reading_.scan([&](std::uint32_t i) { return find(i); });
  }

 private:
  // Adds the date that begins at piece `i`; returns the piece after it, or 0.
  std::uint32_t find(std::uint32_t i) {
    if (reading_.is_number(i)) {
      if (!reading_[i].integer || reading_[i].value > last_year) return 0;
      if (const std::uint32_t last = days_before_month(i)) return last;
      if (const std::uint32_t last = written_date(i)) return last;
      if (const std::uint32_t last = century(i)) return last;
      return year(i);
    }
    const CalendarWord word = calendar_at(reading_, i);
    if (word.kind.empty()) return 0;
    if (word.kind == "month" || word.kind == "weekday") {
      if (!reading_.has(i, capital)) return 0;
      if (const std::uint32_t last = written_date(i)) return last;
    }
    if (word.kind == "month") return month(i, word);
    if (word.kind == "weekday" || word.kind == "weekdays") return weekday(i, word);
    if (word.kind == "deictic") return deictic(i, word);
    if (word.kind == "period") return period(i);
    if (word.kind == "decade") return decade_word(i, word);
    return 0;
  }

  std::uint32_t add(std::uint32_t first, std::uint32_t last, std::optional<std::string> date) {
    const Span span = reading_.span(first, last);
    if (!dates_.empty() && span.begin < dates_.back().span.end) return 0;
    dates_.push_back({.tokens = {reading_[first].token, reading_[last - 1].token + 1},
                      .span = span,
                      .date = std::move(date)});
    return last;
  }

  std::string iso(CalendarDate date) const {
    if (date.year == 0 && date.month != 0 && reference_.complete()) {
      date = nearest_year(date, reference_);
    }
    return date.iso();
  }
  std::string interval(const CalendarDate& from, const CalendarDate& to) const {
    return iso(from) + "/" + iso(to);
  }

  bool is_day(std::uint32_t i) const {
    return reading_.is_number(i) && reading_[i].integer && reading_[i].value >= 1 &&
           reading_[i].value <= 31 && reading_[i].span.size() <= 2;
  }
  // A number of four digits that can be a year.
  bool is_year(std::uint32_t i) const {
    return reading_.is_number(i) && reading_[i].integer && reading_[i].span.size() == 4 &&
           reading_[i].value >= first_year && reading_[i].value <= last_year;
  }
  // The piece after "-", "to", "and", "or", "&" at piece `i`, or 0.
  std::uint32_t after_joint(std::uint32_t i) const {
    if (reading_.is_dash(i) || reading_.is_sign(i, '&') ||
        is_one_of(reading_, i, {"to", "and", "or"})) {
      return i + 1;
    }
    return 0;
  }

  std::optional<DateMatch> match(std::uint32_t i) const {
    const Span all = reading_.span(0, reading_.size());
    const std::string_view text = reading_.text().substr(0, all.end);
    return date_at(text, reading_[i].span.begin);
  }

  // A date with a day or with month and year, as the calendar's reader knows them; also the first
  // of two days ("July 15 and 16", "Aug. 3 to 5, 2022").
  std::uint32_t written_date(std::uint32_t i) {
    if (i > 0 && reading_.joined(i) && reading_.is_number(i) && !reading_.is_sign(i - 1, '(') &&
        !reading_.is_dash(i - 1)) {
      return 0;
    }
    const auto found = match(i);
    if (!found) return 0;
    std::uint32_t last = reading_.piece_from(static_cast<std::uint32_t>(found->end));
    // A full stop that is read with a month in full ends the sentence.
    if (reading_.is_sign(last - 1, '.') && last - 1 > i) --last;
    CalendarDate from = found->date;
    // A year may have been cut off by a range of days.
    if (from.year == 0 && from.day != 0 && is_day(last - 1)) {
      const std::uint32_t second = after_joint(last);
      if (second != 0 && is_day(second) && reading_[second].value > from.day &&
          !reading_.is_sign(second + 1, '%') && !calendar_follows(second + 1)) {
        CalendarDate to = from;
        to.day = static_cast<int>(reading_[second].value);
        last = second + 1;
        const std::uint32_t year_at = reading_.is_sign(last, ',') ? last + 1 : last;
        if (is_year(year_at)) {
          from.year = to.year = static_cast<int>(reading_[year_at].value);
          last = year_at + 1;
        }
        return add(i, last, interval(from, to));
      }
    }
    return add(i, last, iso(from));
  }

  bool calendar_follows(std::uint32_t i) const { return !calendar_at(reading_, i).kind.empty(); }

  // "26-27 July 2022", "7 and 8 May".
  std::uint32_t days_before_month(std::uint32_t i) {
    if (!is_day(i)) return 0;
    std::uint32_t at = i + 1;
    if (reading_.joined(at) && is_one_of(reading_, at, {"st", "nd", "rd", "th"})) ++at;
    const std::uint32_t second = after_joint(at);
    if (second == 0 || !is_day(second) || reading_[second].value <= reading_[i].value) return 0;
    if (reading_.is(at, "to") && i > 0 && reading_.is(i - 1, "from")) return 0;
    const auto found = match(second);
    if (!found || found->date.day != static_cast<int>(reading_[second].value) ||
        found->date.month == 0) {
      return 0;
    }
    const std::uint32_t last = reading_.piece_from(static_cast<std::uint32_t>(found->end));
    if (!reading_.is_word(second + 1)) return 0;  // "3-4/5/2022"
    CalendarDate from = found->date;
    from.day = static_cast<int>(reading_[i].value);
    return add(i, last, interval(from, found->date));
  }

  // "19th century".
  std::uint32_t century(std::uint32_t i) {
    if (!reading_.joined(i + 1) || !is_one_of(reading_, i + 1, {"st", "nd", "rd", "th"})) return 0;
    const std::uint32_t at = reading_.is_dash(i + 2) ? i + 3 : i + 2;
    if (!reading_.is(at, "century") || reading_[i].value < 11 || reading_[i].value > 21) return 0;
    const int number = static_cast<int>(reading_[i].value);
    return add(i, at + 1, fmt::format("{}/{}", (number - 1) * 100 + 1, number * 100));
  }

  std::uint32_t year(std::uint32_t i) {
    if (const std::uint32_t last = decade(i)) return last;
    if (!is_year(i) || !stands_as_year(i)) return 0;
    const int from = static_cast<int>(reading_[i].value);
    // "2021-22", "2021/2022", "1936 to 1972"
    const bool to = reading_.is(i + 1, "to") && !(i > 0 && reading_.is(i - 1, "from"));
    if (to || ((reading_.is_dash(i + 1) || reading_.is_sign(i + 1, '/')) &&
               reading_.joined(i + 1) && reading_.joined(i + 2))) {
      const std::uint32_t second = i + 2;
      if (reading_.is_number(second) && reading_[second].integer) {
        int until = static_cast<int>(std::min(reading_[second].value, 9999.0));
        if (reading_[second].span.size() == 2) until += from / 100 * 100;
        const bool digits = reading_[second].span.size() == 2 || is_year(second);
        if (digits && until > from && until <= last_year && !reading_.is_sign(second + 1, '%') &&
            (!to || !reading_.has(second + 1, noun))) {
          return add(i, second + 1, fmt::format("{}/{}", from, until));
        }
      }
      if (!to) return 0;
    }
    return add(i, i + 1, fmt::format("{}", from));
  }

  // "1990s", "1990's", "'90s", "70s".
  std::uint32_t decade(std::uint32_t i) {
    const bool plural_s = reading_.joined(i + 1) && is_one_of(reading_, i + 1, {"s", "'s"});
    if (!plural_s || !reading_[i].integer) return 0;
    const int number = static_cast<int>(reading_[i].value);
    if (number % 10 != 0) return 0;
    if (is_year(i)) return add(i, i + 2, fmt::format("{}/{}", number, number + 9));
    if (reading_[i].span.size() != 2 || number < 20) return 0;
    // "in his 70s" is an age, "temperatures in the 70s" can be one; a decade follows "the".
    if (i == 0 || (!reading_.is(i - 1, "the") && !reading_.is(i - 1, "and") &&
                   !reading_.is(i - 1, "early") && !reading_.is(i - 1, "late"))) {
      return 0;
    }
    return add(i, i + 2, fmt::format("{}/{}", 1900 + number, 1909 + number));
  }

  std::uint32_t decade_word(std::uint32_t i, const CalendarWord& word) {
    if (i == 0 || !(reading_.is(i - 1, "the") || (i > 1 && reading_.is(i - 2, "the")))) return 0;
    return add(i, i + 1, fmt::format("{}/{}", 1900 + word.number, 1909 + word.number));
  }

  bool stands_as_year(std::uint32_t i) const {
    const std::uint32_t next = i + 1;
    if (i > 0 && reading_.joined(i)) {
      const bool opens = reading_.is_sign(i - 1, '(') || reading_.is_sign(i - 1, '"') ||
                         reading_.is_sign(i - 1, 0x2018) || reading_.is_sign(i - 1, 0x201C) ||
                         reading_.is_dash(i - 1);
      if (!opens) return false;
      // "Covid-2019", "AK-2000" are no years, "mid-2019" is one.
      if (reading_.is_dash(i - 1) && i > 1 &&
          !is_one_of(reading_, i - 2, {"mid", "pre", "post", "early", "late"})) {
        return false;
      }
    }
    if (reading_.joined(next) && (reading_.is_word(next) || reading_.is_sign(next, '%') ||
                                  reading_.is_sign(next, ':') || reading_.is_number(next))) {
      return reading_.is(next, "'s");
    }
    if (reading_.is_sign(next, '%') || reading_.has(next, currency | number_word)) return false;
    const bool preceded = i > 0 && reading_.has(i - 1, preposition | conjunction | subordinator);
    const bool before_capital = reading_.has(next, capital) && !calendar_follows(next) &&
                                !reading_.has(next, verb | preposition | auxiliary | pronoun);
    // "the 2022 World Cup", "Vision 2030", "the 1999 Constitution": part of a name.
    if (before_capital && !(preceded && !is_one_of(reading_, i - 1, {"the", "a"}))) return false;
    if (i > 0 && reading_.has(i - 1, capital) && !preceded && !calendar_follows(i - 1) &&
        !reading_.has(i - 1, determiner | pronoun | adverb | adjective)) {
      return false;
    }
    if (i > 0 &&
        is_one_of(reading_, i - 1,
                  {"over", "about", "around", "than", "nearly", "some", "least", "almost",
                   "approximately", "to"}) &&
        reading_.has(next, plural)) {
      return false;
    }
    const double value = reading_[i].value;
    constexpr double modern = 1800;
    constexpr double far_future = 2060;
    if (value >= modern && value <= far_future) {
      // "1,900 people" without its comma.
      return !(reading_.has(next, plural) && !preceded &&
               !(i > 0 && reading_.has(i - 1, determiner | possessive | adjective)));
    }
    return i > 0 &&
           is_one_of(reading_, i - 1,
                     {"in", "since", "until", "by", "from", "of", "before", "after", "year",
                      "between", "and", "circa", "c.", "around"}) &&
           !reading_.has(next, plural | noun);
  }

  std::uint32_t month(std::uint32_t i, const CalendarWord& word) {
    if (word.note == "dated") return 0;
    const bool preceded =
        i > 0 && (is_one_of(reading_, i - 1,
                            {"in",    "since",   "by",     "from",    "until",  "till",  "last",
                             "this",  "next",    "early",  "late",    "mid",    "of",    "and",
                             "to",    "through", "during", "between", "before", "after", "for",
                             "every", "around",  "or",     "on"}) ||
                  (reading_.is_dash(i - 1) && reading_.joined(i)));
    if (word.note == "ambiguous" && !preceded && !reading_.has(i + 1, calendar)) return 0;
    // "April Smith", "June Brown", "the May government".
    if (!preceded && reading_.has(i + 1, capital) && !reading_.has(i + 1, verb | auxiliary)) {
      return 0;
    }
    // "December to April", "January-March 2021"
    const CalendarDate from{.month = word.number};
    const std::uint32_t second = reading_.is(i + 1, "and") ? 0 : after_joint(i + 1);
    if (second != 0 && reading_.has(second, capital)) {
      const CalendarWord other = calendar_at(reading_, second);
      if (other.kind == "month" && other.note != "dated") {
        CalendarDate to{.month = other.number};
        if (is_year(second + 1)) {
          to.year = static_cast<int>(reading_[second + 1].value);
          CalendarDate start = from;
          start.year = from.month <= to.month ? to.year : to.year - 1;
          return add(i, second + 2, interval(start, to));
        }
        return add(i, second + 1, interval(from, to));
      }
    }
    return add(i, i + 1, iso(from));
  }

  std::uint32_t weekday(std::uint32_t i, const CalendarWord& word) {
    if (!reading_.has(i, capital) || word.note == "dated") return 0;
    if (i > 0 &&
        is_one_of(reading_, i - 1,
                  {"black", "good", "ash", "bloody", "super", "palm", "cyber", "giving"})) {
      return 0;
    }
    if (is_one_of(reading_, i + 1,
                  {"times", "night", "telegraph", "mirror", "mail", "express", "herald", "world",
                   "star", "independent", "nation"}) &&
        reading_.has(i + 1, capital)) {
      return 0;
    }
    if (word.kind == "weekdays" || !reference_.complete()) return add(i, i + 1, std::nullopt);
    const int today = day_number(reference_);
    const int since = (weekday_of(today) - word.number + 7) % 7;  // days since that weekday
    int day = today - since;
    const bool last = i > 0 && is_one_of(reading_, i - 1, {"last", "previous"});
    const bool next = i > 0 && is_one_of(reading_, i - 1, {"next", "coming"});
    if (last && since == 0) day -= 7;
    if (next || (!last && is_in_future(i))) day = today + (since == 0 && !next ? 0 : 7 - since);
    return add(i, i + 1, date_of(day).iso());
  }

  // "will … on Friday", "is to … on Friday": the nearest verb before is of the future.
  bool is_in_future(std::uint32_t i) const {
    constexpr std::uint32_t reach = 16;
    for (std::uint32_t at = i; at-- > 0 && i - at < reach;) {
      if (reading_[at].kind == Piece::Kind::sign && !reading_.is_dash(at)) return false;
      if (is_one_of(reading_, at,
                    {"will", "'ll", "scheduled", "expected", "due", "upcoming", "plans", "shall",
                     "going"})) {
        return true;
      }
      if (is_one_of(reading_, at, {"said", "told", "was", "were", "had", "says", "announced"})) {
        return false;
      }
    }
    return false;
  }

  // "today", "yesterday"; only where the day can be told.
  std::uint32_t deictic(std::uint32_t i, const CalendarWord& word) {
    if (!reference_.complete()) return 0;
    return add(i, i + 1, date_of(day_number(reference_) + word.number).iso());
  }

  // "last month", "this year", "next week"; only where it can be told which.
  std::uint32_t period(std::uint32_t i) {
    if (!reference_.complete() || i == 0) return 0;
    int shift = 0;
    if (reading_.is(i - 1, "last")) {
      shift = -1;
    } else if (reading_.is(i - 1, "next")) {
      shift = 1;
    } else {
      return 0;  // "this year" and "today" are as often "nowadays"
    }
    // "the last year of", "in the last month": a span of time, no calendar period.
    if (i > 1 && is_one_of(reading_, i - 2, {"the", "his", "her", "its", "their", "our"})) return 0;
    if (reading_.joined(i + 1) && reading_.is_dash(i + 1)) return 0;
    const std::string_view unit = reading_[i].lower;
    constexpr int days_in_week = 7;
    if (unit == "week") {
      return add(i - 1, i + 1, iso_week(day_number(reference_) + shift * days_in_week));
    }
    if (unit == "year") return add(i - 1, i + 1, fmt::format("{}", reference_.year + shift));
    if (unit == "month") {
      const int months = reference_.year * 12 + reference_.month - 1 + shift;
      return add(i - 1, i + 1, fmt::format("{:04}-{:02}", months / 12, months % 12 + 1));
    }
    if (unit == "decade") {
      const int start = (reference_.year / 10 + shift) * 10;
      return add(i - 1, i + 1, fmt::format("{}/{}", start, start + 9));
    }
    return 0;
  }

  const Reading& reading_;
  const CalendarDate& reference_;
  std::vector<DateMention>& dates_;
};

}  // namespace

CalendarDate reference_date(const Document& document) {
  if (!document.structure.published) return {};
  const auto found = date_at(document.structure.published->date, 0);
  return found && found->date.complete() ? found->date : CalendarDate{};
}

void find_dates(const Reading& reading, const CalendarDate& reference,
                std::vector<DateMention>& dates) {
  DateFinder(reading, reference, dates).run();
}

}  // namespace newscut::numbers
