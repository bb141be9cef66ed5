#include "numbers/quantity.h"

#include <algorithm>
#include <charconv>
#include <string_view>

#include "lexicons.h"

namespace newscut::numbers {
namespace {

enum class Kind : std::uint8_t { none, unit, teen, ten, hundred, scale, abbreviation, other };

struct NumberWord {
  Kind kind = Kind::none;
  double value = 0;
};

NumberWord number_word_at(const Reading& reading, std::uint32_t i) {
  if (!reading.has(i, number_word) || reading[i].fact.number == WordFact::none) return {};
  const int row = reading[i].fact.number;
  const std::string_view kind = lexicons::number_words.field(row, 2);
  const std::string_view digits = lexicons::number_words.field(row, 1);
  double value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (kind == "unit") return {Kind::unit, value};
  if (kind == "teen") return {Kind::teen, value};
  if (kind == "ten") return {Kind::ten, value};
  if (kind == "hundred") return {Kind::hundred, value};
  if (kind == "scale") return {Kind::scale, value};
  if (kind == "abbreviation") return {Kind::abbreviation, value};
  return {Kind::other, value};
}

std::optional<double> denominator_at(const Reading& reading, std::uint32_t i) {
  if (!reading.has(i, denominator)) return std::nullopt;
  const std::string_view digits = lexicons::number_words.field(reading[i].fact.number, 1);
  double value = 1;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

struct Cardinal {
  std::uint32_t last = 0;
  double value = 0;
  bool scaled = false;
};

// "twenty-five", "a hundred and five" without its article, "two million".
std::optional<Cardinal> read_cardinal(const Reading& reading, std::uint32_t i) {
  double total = 0;
  double group = 0;
  double room = 1000;  // the next word says less than this
  Cardinal cardinal;
  constexpr int most_words = 12;
  std::uint32_t at = i;
  for (int words = 0; words < most_words; ++words) {
    std::uint32_t next = words == 0 ? at : after_hyphen(reading, at);
    if (words > 0 && room >= 100 && reading.is(next, "and")) ++next;
    const NumberWord word = number_word_at(reading, next);
    const bool fits = (word.kind == Kind::unit && room >= 10) ||
                      ((word.kind == Kind::teen || word.kind == Kind::ten) && room >= 100) ||
                      (word.kind == Kind::hundred && group < 100) || word.kind == Kind::scale;
    if (!fits || (word.kind == Kind::scale && words > 0 && group == 0)) break;
    switch (word.kind) {
      case Kind::hundred:
        group = std::max(group, 1.0) * 100;
        room = 100;
        break;
      case Kind::scale:
        total += std::max(group, 1.0) * word.value;
        group = 0;
        room = 1000;
        cardinal.scaled = true;
        break;
      default:
        group += word.value;
        room = word.kind == Kind::ten ? 10 : 1;
        break;
    }
    at = next + 1;
    cardinal.last = at;
  }
  if (cardinal.last == 0) return std::nullopt;
  cardinal.value = total + group;
  return cardinal;
}

// "and a half", "-and-a-half", "and three-quarters" after a number: the fraction and its end.
std::optional<Cardinal> read_and_fraction(const Reading& reading, std::uint32_t i) {
  std::uint32_t at = after_hyphen(reading, i);
  if (!reading.is(at, "and")) return std::nullopt;
  const std::optional<WordFraction> fraction =
      read_word_fraction(reading, after_hyphen(reading, at + 1));
  if (!fraction || !fraction->numerator_written || fraction->numerator >= fraction->denominator) {
    return std::nullopt;
  }
  return Cardinal{.last = fraction->last, .value = fraction->numerator / fraction->denominator};
}

// "1/4" at piece `i`, without spaces.
std::optional<Cardinal> read_slash_fraction(const Reading& reading, std::uint32_t i) {
  if (!reading.is_number(i) || !reading[i].integer) return std::nullopt;
  if (!(reading.is_sign(i + 1, '/') || reading.is_sign(i + 1, 0x2044)) || !reading.joined(i + 1)) {
    return std::nullopt;
  }
  if (!reading.is_number(i + 2) || !reading.joined(i + 2) || !reading[i + 2].integer) {
    return std::nullopt;
  }
  const double below = reading[i + 2].value;
  if (!(reading[i].value < below && below <= 64)) return std::nullopt;
  return Cardinal{.last = i + 3, .value = reading[i].value / below};
}

bool is_sign_of_number(const Reading& reading, std::uint32_t i) {
  if (!reading.is_sign(i, '-') && !reading.is_sign(i, '+') && !reading.is_sign(i, 0x2212) &&
      !reading.is_sign(i, 0x2013)) {
    return false;
  }
  // A hyphen after a word or number is no sign: "10-20", "Covid-19".
  return reading.is_number(i + 1) && reading.joined(i + 1) &&
         (i == 0 || reading[i].space_before || reading.is_sign(i - 1, '(') ||
          reading.is_sign(i - 1, '[') || reading.is_sign(i - 1, '"') ||
          reading.is_sign(i - 1, 0x201C));
}

Quantity read_digits(const Reading& reading, std::uint32_t i) {
  Quantity quantity{.first = i,
                    .last = i + 1,
                    .value = reading[i].value,
                    .digits = true,
                    .integer = reading[i].integer};
  if (const auto slash = read_slash_fraction(reading, i)) {
    quantity.value = slash->value;
    quantity.last = slash->last;
    quantity.integer = false;
    return quantity;
  }
  if (!quantity.integer) return quantity;
  const std::uint32_t next = i + 1;
  if (reading.is_number(next) && reading[next].vulgar) {
    quantity.value += reading[next].value;
    quantity.last = next + 1;
    quantity.integer = false;
  } else if (const auto mixed = read_slash_fraction(reading, after_hyphen(reading, next))) {
    quantity.value += mixed->value;
    quantity.last = mixed->last;
    quantity.integer = false;
  } else if (const auto half = read_and_fraction(reading, next)) {
    quantity.value += half->value;
    quantity.last = half->last;
    quantity.integer = false;
  }
  return quantity;
}

// "half a", "a quarter of a", "three-quarters of one"; "half" right before its unit.
std::optional<Quantity> read_part(const Reading& reading, std::uint32_t i) {
  const std::optional<WordFraction> fraction = read_word_fraction(reading, i);
  if (!fraction || fraction->numerator >= fraction->denominator) return std::nullopt;
  std::uint32_t last = fraction->last;
  const std::uint32_t of = reading.is(last, "of") ? last + 1 : last;
  if (reading.is(of, "a") || reading.is(of, "an") || reading.is(of, "one") ||
      (reading.is_number(of) && reading[of].integer && reading[of].value == 1)) {
    last = of + 1;
  }
  // "a half percent": the article is of the percent.
  const std::uint32_t first =
      fraction->article && last == fraction->last ? fraction->first + 1 : fraction->first;
  return Quantity{.first = first,
                  .last = last,
                  .value = fraction->numerator / fraction->denominator,
                  .part = true};
}

}  // namespace

std::uint32_t after_hyphen(const Reading& reading, std::uint32_t i) {
  return reading.is_dash(i) && reading.joined(i) && reading.joined(i + 1) ? i + 1 : i;
}

std::optional<WordFraction> read_word_fraction(const Reading& reading, std::uint32_t i) {
  WordFraction fraction{.first = i};
  std::uint32_t at = i;
  if (reading.is(i, "a") || reading.is(i, "an")) {
    fraction.article = fraction.numerator_written = true;
    at = after_hyphen(reading, i + 1);
  } else {
    const NumberWord word = number_word_at(reading, i);
    if (word.kind == Kind::unit || word.kind == Kind::teen) {
      fraction.numerator = word.value;
      fraction.numerator_written = true;
      at = after_hyphen(reading, i + 1);
    }
  }
  const std::optional<double> below = denominator_at(reading, at);
  if (!below) return std::nullopt;
  fraction.denominator = *below;
  fraction.last = at + 1;
  return fraction;
}

std::optional<Quantity> read_quantity(const Reading& reading, std::uint32_t i) {
  if (is_sign_of_number(reading, i)) {
    Quantity quantity = read_digits(reading, i + 1);
    quantity.first = i;
    if (!reading.is_sign(i, '+')) quantity.value = -quantity.value;
    return quantity;
  }
  if (reading.is(i, "minus") && !(i > 0 && reading.is(i - 1, "or")) &&
      (reading.is_number(i + 1) || reading.has(i + 1, number_word))) {
    std::optional<Quantity> quantity = read_quantity(reading, i + 1);
    if (quantity && quantity->value > 0) {
      quantity->first = i;
      quantity->value = -quantity->value;
      return quantity;
    }
    return std::nullopt;
  }
  if (reading.is_number(i)) {
    Quantity quantity = read_digits(reading, i);
    const NumberWord scale = number_word_at(reading, after_hyphen(reading, quantity.last));
    if (scale.kind == Kind::scale || scale.kind == Kind::abbreviation) {
      quantity.value *= scale.value;
      quantity.last = after_hyphen(reading, quantity.last) + 1;
      quantity.scaled = true;
    }
    return quantity;
  }
  if (!reading.is_word(i)) return std::nullopt;
  if (reading.has(i, denominator) || reading.is(i, "a") || reading.is(i, "an")) {
    return read_part(reading, i);
  }
  if (const auto cardinal = read_cardinal(reading, i)) {
    Quantity quantity{.first = i,
                      .last = cardinal->last,
                      .value = cardinal->value,
                      .integer = true,
                      .scaled = cardinal->scaled};
    if (const auto part = read_part(reading, i); part && part->last > quantity.last) return part;
    if (const auto half = read_and_fraction(reading, quantity.last)) {
      quantity.value += half->value;
      quantity.last = half->last;
      quantity.integer = false;
    } else if (reading.is(quantity.last, "point")) {
      double place = 0.1;
      for (std::uint32_t at = quantity.last + 1; at < quantity.last + 5; ++at) {
        const NumberWord digit_word = number_word_at(reading, at);
        if (digit_word.kind != Kind::unit) break;
        quantity.value += digit_word.value * place;
        place /= 10;
        quantity.integer = false;
      }
      while (!quantity.integer && (reading.is(quantity.last, "point") ||
                                   number_word_at(reading, quantity.last).kind == Kind::unit)) {
        ++quantity.last;
      }
    }
    return quantity;
  }
  return std::nullopt;
}

}  // namespace newscut::numbers
