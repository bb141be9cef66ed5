// Numbers written in digits.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace newscut::numbers {

struct Numeral {
  std::uint32_t length = 0;  // bytes
  double value = 0;          // finite
  bool integer = false;      // no decimal point, no fraction
  bool vulgar = false;       // ¼ ½ ¾ …
  bool comma = false;        // a comma that may be decimal: "21,6" (then it was read as that)
  bool opaque = false;  // a version number or an endless string of digits: `length` alone counts
};

// The numeral that `text` begins with: "1,200.5", "1,50,000", ".001", "21,6", "¾". None where it
// begins with neither digit, nor point and digit, nor a vulgar fraction. Linear in its length.
std::optional<Numeral> read_numeral(std::string_view text);

}  // namespace newscut::numbers
