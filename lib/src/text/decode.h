// text: bytes -> valid UTF-8 and the map back.
#pragma once

#include <string>
#include <string_view>

#include "newscut/offset_map.h"

namespace newscut {

struct DecodedText {
  std::string text;  // valid UTF-8
  OffsetMap offsets;
};

// Decodes UTF-8, or UTF-16 after a byte order mark. Each maximal subpart of an ill-formed sequence
// (Unicode 15, section 3.9, "U+FFFD Substitution of Maximal Subparts", as in the WHATWG Encoding
// Standard and in Python) becomes one U+FFFD.
DecodedText decode(std::string_view input);

}  // namespace newscut
