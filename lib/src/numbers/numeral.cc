#include "numbers/numeral.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace newscut::numbers {
namespace {

constexpr std::size_t longest_numeral = 40;  // bytes; what is longer is no figure

bool is_digit(std::string_view text, std::size_t at) {
  return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

std::size_t digits_from(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (is_digit(text, end)) ++end;
  return end - at;
}

struct Vulgar {
  std::string_view sign;
  double value;
};

constexpr std::array<Vulgar, 18> vulgars = {{{"¼", 0.25},
                                             {"½", 0.5},
                                             {"¾", 0.75},
                                             {"⅐", 1.0 / 7},
                                             {"⅑", 1.0 / 9},
                                             {"⅒", 0.1},
                                             {"⅓", 1.0 / 3},
                                             {"⅔", 2.0 / 3},
                                             {"⅕", 0.2},
                                             {"⅖", 0.4},
                                             {"⅗", 0.6},
                                             {"⅘", 0.8},
                                             {"⅙", 1.0 / 6},
                                             {"⅚", 5.0 / 6},
                                             {"⅛", 0.125},
                                             {"⅜", 0.375},
                                             {"⅝", 0.625},
                                             {"⅞", 0.875}}};

// The bytes of "1,200,000" or "1,50,000" that follow the first digits; 0 where there are none.
std::size_t grouped(std::string_view text, std::size_t first_digits) {
  if (first_digits > 3) return 0;
  std::size_t at = first_digits;
  std::size_t end = 0;  // after a group of three, where the number may end
  while (at < text.size() && text[at] == ',') {
    const std::size_t count = digits_from(text, at + 1);
    if (count != 2 && count != 3) break;
    at += 1 + count;
    if (count == 3) end = at;
  }
  return end == 0 ? 0 : end - first_digits;
}

// By the first bytes: a digit, a full stop, or what the signs of `vulgars` begin with.
bool may_begin_numeral(std::string_view text) {
  return is_digit(text, 0) || text.starts_with('.') || text.starts_with('\xC2') ||
         text.starts_with("\xE2\x85");
}

}  // namespace

std::optional<Numeral> read_numeral(std::string_view text) {
  if (!may_begin_numeral(text)) return std::nullopt;
  Numeral numeral;
  for (const Vulgar& vulgar : vulgars) {
    if (text.starts_with(vulgar.sign)) {
      numeral.length = static_cast<std::uint32_t>(vulgar.sign.size());
      numeral.value = vulgar.value;
      numeral.vulgar = true;
      return numeral;
    }
  }
  const std::size_t first = digits_from(text, 0);
  if (first == 0 && !(text.starts_with('.') && is_digit(text, 1))) return std::nullopt;
  std::size_t end = first + grouped(text, first);
  numeral.integer = true;
  if (end < text.size() && text[end] == '.' && is_digit(text, end + 1)) {
    end += 1 + digits_from(text, end + 1);
    numeral.integer = false;
  } else if (end == first && end < text.size() && text[end] == ',') {
    const std::size_t decimals = digits_from(text, end + 1);
    if (decimals == 1 || decimals == 2) {
      end += 1 + decimals;
      numeral.integer = false;
      numeral.comma = true;
    }
  }
  // 3.2.1, 10.0.0.1
  while (end < text.size() && text[end] == '.' && is_digit(text, end + 1) && !numeral.integer) {
    end += 1 + digits_from(text, end + 1);
    numeral.opaque = true;
  }
  numeral.length = static_cast<std::uint32_t>(end);
  if (end > longest_numeral) numeral.opaque = true;
  if (numeral.opaque) return numeral;

  std::array<char, longest_numeral> plain{};
  std::size_t size = 0;
  for (const char c : text.substr(0, end)) {
    if (c != ',') {
      plain[size++] = c;
    } else if (numeral.comma) {
      plain[size++] = '.';
    }
  }
  std::from_chars(plain.data(), plain.data() + size, numeral.value);
  return numeral;
}

}  // namespace newscut::numbers
