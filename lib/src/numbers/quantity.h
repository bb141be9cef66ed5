// Numbers in digits or words, as the text says them.
#pragma once

#include <cstdint>
#include <optional>

#include "numbers/reading.h"

namespace newscut::numbers {

struct Quantity {
  std::uint32_t first = 0;  // pieces, half-open
  std::uint32_t last = 0;
  double value = 0;
  bool digits = false;   // written in digits
  bool integer = false;  // no fraction of any kind
  bool scaled = false;   // with thousand, million …
  bool part = false;     // "half a", "a quarter of one": says a number only with a unit after it
};

// The quantity that begins at piece `i`: "1,200", "-0.4", "7½", "6 1/4", "2 and a half",
// "twenty-five", "one hundred and five", "two point five", "half a", "three-quarters of one".
std::optional<Quantity> read_quantity(const Reading& reading, std::uint32_t i);

// A fraction in words that begins at piece `i`: "a third", "two-thirds", "half", "quarter".
struct WordFraction {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  double numerator = 1;  // 1 where none is written
  double denominator = 1;
  bool article = false;            // "a third"
  bool numerator_written = false;  // "a third", "one third"; not "quarter"
};
std::optional<WordFraction> read_word_fraction(const Reading& reading, std::uint32_t i);

// `i`, or the piece after it where `i` is a hyphen within a word.
std::uint32_t after_hyphen(const Reading& reading, std::uint32_t i);

}  // namespace newscut::numbers
