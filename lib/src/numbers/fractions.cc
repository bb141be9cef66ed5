#include "numbers/fractions.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "numbers/modifiers.h"
#include "numbers/quantity.h"

namespace newscut::numbers {
namespace {

bool is_one_of(const Reading& reading, std::uint32_t i,
               std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return reading.is(i, word); });
}

bool is_year(const Reading& reading, std::uint32_t i) {
  return reading.is_number(i) && reading[i].integer && reading[i].value >= 1000;
}

bool counts_shares(double m) { return (m >= 2 && m <= 10) || m == 20 || m == 100 || m == 1000; }

Figure figure_of(const Reading& reading, std::uint32_t first, std::uint32_t last, double percent,
                 Figure::Form form) {
  return {.first = first,
          .last = last,
          .span = reading.span(first, last),
          .low = percent,
          .high = percent,
          .unit = PercentUnit::fraction,
          .form = form};
}

// "one in five", "3 out of every 4", "nine-in-10".
std::optional<Figure> read_ratio(const Reading& reading, std::uint32_t i) {
  if (!reading.is_number(i) && !reading.has(i, number_word)) return std::nullopt;
  if (i > 0 && reading.joined(i) && !reading.is_sign(i - 1, '(') && !reading.is_sign(i - 1, '"') &&
      !reading.is_sign(i - 1, 0x201C)) {
    return std::nullopt;
  }
  const auto n = read_quantity(reading, i);
  if (!n || !n->integer || n->scaled || n->part || n->value < 1) return std::nullopt;
  std::uint32_t at = after_hyphen(reading, n->last);
  if (reading.is(at, "in")) {
    at = after_hyphen(reading, at + 1);
  } else if (reading.is(at, "out") && reading.is(after_hyphen(reading, at + 1), "of")) {
    at = after_hyphen(reading, after_hyphen(reading, at + 1) + 1);
  } else {
    return std::nullopt;
  }
  if (reading.is(at, "every")) ++at;
  const auto m = read_quantity(reading, at);
  if (!m || !m->integer || m->scaled || m->part || !counts_shares(m->value) ||
      n->value >= m->value) {
    return std::nullopt;
  }
  const std::uint32_t next = m->last;
  if (reading.has(next, time | calendar) || reading.has(next + 1, time)) return std::nullopt;
  if (reading.joined(next) &&
      (reading.is_dash(next) || reading.is_word(next) || reading.is_sign(next, '%') ||
       reading.is_sign(next, '/') || reading.is_sign(next, ':'))) {
    return std::nullopt;
  }
  if (is_one_of(reading, next, {"percent", "per", "million", "hundred", "straight"})) {
    return std::nullopt;
  }
  return figure_of(reading, i, next, 100 * n->value / m->value, Figure::Form::ratio);
}

// What stands before the fraction makes it an ordinal or a part of a game: "first half".
bool is_ordinal_before(const Reading& reading, std::uint32_t i) {
  return is_one_of(reading, i,
                   {"first",    "second",   "third",   "fourth",    "last",     "latter", "this",
                    "next",     "final",    "opening", "previous",  "every",    "each",   "later",
                    "early",    "past",     "upper",   "lower",     "current",  "same",   "fiscal",
                    "northern", "southern", "eastern", "western",   "front",    "back",   "bottom",
                    "top",      "june",     "march",   "september", "december", "per"});
}

bool is_bare_end(const Reading& reading, std::uint32_t i) {
  if (i >= reading.size()) return true;
  if (reading[i].kind == Piece::Kind::sign) return !reading.is_dash(i) || reading[i].space_before;
  return reading.has(
      i, verb | auxiliary | preposition | conjunction | adverb | subordinator | relative | ing);
}

std::optional<Figure> read_fraction(const Reading& reading, std::uint32_t i) {
  const auto fraction = read_word_fraction(reading, i);
  if (!fraction || fraction->numerator >= fraction->denominator) return std::nullopt;
  // A fraction joined to what is around it is another word: "half-time", "mid-third".
  if (reading.is_dash(fraction->last) && reading.joined(fraction->last) &&
      !is_one_of(reading, fraction->last + 1, {"majority"})) {
    return std::nullopt;
  }
  if (i > 0 && reading.joined(i) && reading.is_dash(i - 1)) return std::nullopt;
  const bool half = fraction->denominator == 2;
  if (i > 0 && is_ordinal_before(reading, i - 1)) return std::nullopt;
  if (i > 1 && reading.is(i - 1, "the") && is_ordinal_before(reading, i - 2)) return std::nullopt;
  // "an hour and a half", "the past decade and a half of"
  if (half && i > 1 && reading.is(i - 1, "a") && reading.is(i - 2, "and")) return std::nullopt;
  if (half && i > 0 && reading.is(i - 1, "and") && fraction->article) return std::nullopt;
  if (!half && !fraction->numerator_written &&
      !(fraction->denominator == 4 && i > 0 && reading.is(i - 1, "the") &&
        reading.is(fraction->last, "of"))) {
    return std::nullopt;
  }

  const std::uint32_t next = fraction->last;
  const double percent = 100 * fraction->numerator / fraction->denominator;
  const auto figure = [&](Figure::Form form) { return figure_of(reading, i, next, percent, form); };
  if (reading.is(next, "of")) {
    std::uint32_t what = next + 1;
    if (is_year(reading, what) || reading.has(what, calendar)) return std::nullopt;
    const bool one = is_one_of(reading, what, {"a", "an", "one"}) ||
                     (reading.is_number(what) && reading[what].value == 1);
    if (one && reading.has(what + 1, measure | number_word)) return std::nullopt;
    if (one && is_one_of(reading, what + 1, {"percent", "per", "percentage", "point"})) {
      return std::nullopt;
    }
    if (reading.is(what, "the")) ++what;
    if (!half && fraction->denominator == 4 && !fraction->numerator_written &&
        (reading.has(what, time) || is_year(reading, what))) {
      return std::nullopt;
    }
    return figure(Figure::Form::fraction);
  }
  const std::uint32_t counted = after_hyphen(reading, next);
  if (!half && (is_one_of(reading, counted, {"majority", "majorities"}) ||
                (fraction->numerator > 1 && is_one_of(reading, counted, {"vote", "votes"})))) {
    return figure(Figure::Form::predicate);
  }
  const bool known_size = reading.has(next, measure | time) || reading.is(next, "dozen") ||
                          reading.is(next, "past") || reading.has(next, number_word);
  if (known_size) return std::nullopt;
  const std::uint32_t hedged = before_hedges(reading, i);
  if (half && fraction->numerator == 1 && !fraction->numerator_written) {
    if (reading.has(next, determiner | possessive) &&
        !is_one_of(reading, next, {"a", "an", "this", "that", "what", "which", "such"})) {
      return figure(Figure::Form::fraction);
    }
    if (is_one_of(reading, next, {"a", "an"})) return std::nullopt;
    const bool hedge = hedged < i && !is_one_of(reading, i - 1, {"the", "a", "an", "only", "just"});
    if (hedge && reading.has(next, plural) && !reading.has(next, verb | verbnoun)) {
      return figure(Figure::Form::fraction);
    }
  }
  const bool after_by = hedged > 0 && reading.is(hedged - 1, "by");
  Figure hedge = figure(Figure::Form::predicate);
  find_modifier(reading, hedge);
  if ((after_by || hedge.modifier) && is_bare_end(reading, next)) {
    return figure(Figure::Form::predicate);
  }
  return std::nullopt;
}

// "between a quarter and a third of", "a third to half of".
std::optional<Figure> read_fraction_range(const Reading& reading, std::uint32_t i) {
  const auto low = read_word_fraction(reading, i);
  if (!low) return std::nullopt;
  const std::uint32_t at = low->last;
  const bool between = i > 0 && reading.is(i - 1, "between") && reading.is(at, "and");
  if (!between && !reading.is(at, "to")) return std::nullopt;
  const auto high = read_word_fraction(reading, at + 1);
  if (!high || high->numerator >= high->denominator) return std::nullopt;
  const double least = 100 * low->numerator / low->denominator;
  const double most = 100 * high->numerator / high->denominator;
  if (least >= most || !(reading.is(high->last, "of") || between)) return std::nullopt;
  if (!reading.is(high->last, "of") && !is_bare_end(reading, high->last)) return std::nullopt;
  Figure figure = figure_of(reading, i, high->last, least, Figure::Form::fraction);
  figure.high = most;
  if (!reading.is(high->last, "of")) figure.form = Figure::Form::predicate;
  return figure;
}

}  // namespace

std::optional<Figure> read_share(const Reading& reading, std::uint32_t i) {
  if (!reading.is_word(i)) return read_ratio(reading, i);
  const bool article = reading.is(i, "a") || reading.is(i, "an");
  if (!article && !reading.has(i, number_word | denominator)) return std::nullopt;
  if (article && !reading.has(i + 1, denominator)) return std::nullopt;
  if (const auto ratio = read_ratio(reading, i)) return ratio;
  if (const auto range = read_fraction_range(reading, i)) return range;
  return read_fraction(reading, i);
}

}  // namespace newscut::numbers
