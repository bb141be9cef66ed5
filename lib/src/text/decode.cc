#include "text/decode.h"

#include <cstdint>

#include "text/eight_bytes.h"

namespace newscut {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

unsigned char byte(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}

// What stands at `at`: a well-formed sequence, or the maximal subpart of an ill-formed one.
struct Sequence {
  std::uint8_t length;
  bool valid;
};

Sequence sequence_at(std::string_view text, std::size_t at) {
  const unsigned char lead = byte(text, at);
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
  std::uint8_t length = 0;
  if (lead < 0x80) return {1, true};
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;  // surrogates
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;  // above U+10FFFF
  } else {
    return {1, false};
  }
  for (std::uint8_t i = 1; i < length; ++i) {
    if (at + i >= text.size() || byte(text, at + i) < low || byte(text, at + i) > high) {
      return {i, false};
    }
    low = 0x80;
    high = 0xBF;
  }
  return {length, true};
}

std::size_t ascii_run(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end + 8 <= text.size() && (load_eight(text.data() + end) & each_byte(0x80)) == 0) end += 8;
  while (end < text.size() && byte(text, end) < 0x80) ++end;
  return end - at;
}

DecodedText decode_utf8(std::string_view input) {
  DecodedText result;
  std::size_t copied = 0;  // what is valid is copied in stretches as long as can be
  std::size_t at = 0;
  while (at < input.size()) {
    if (const std::size_t run = ascii_run(input, at); run > 0) {
      result.offsets.append(static_cast<std::uint32_t>(run), 1, 1, 1);
      at += run;
      continue;
    }
    const Sequence found = sequence_at(input, at);
    if (found.valid) {
      result.offsets.append(1, found.length, found.length, found.length == 4 ? 2 : 1);
    } else {
      result.text.append(input, copied, at - copied);
      result.text.append(replacement);
      result.offsets.append(1, 3, found.length, 1);
      copied = at + found.length;
    }
    at += found.length;
  }
  result.text.append(input, copied);
  return result;
}

void append_utf8(std::uint32_t code, std::string& out) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | code >> 6);
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | code >> 12);
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | code >> 18);
    out += static_cast<char>(0x80 | (code >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

DecodedText decode_utf16(std::string_view input, bool big_endian) {
  DecodedText result;
  result.text.reserve(input.size());
  const auto unit = [&](std::size_t at) -> std::uint32_t {
    const std::uint32_t first = byte(input, at);
    const std::uint32_t second = byte(input, at + 1);
    return big_endian ? first << 8 | second : second << 8 | first;
  };
  std::size_t at = 0;
  while (at + 1 < input.size()) {
    std::uint32_t code = unit(at);
    std::uint8_t width = 2;
    if (code >= 0xD800 && code < 0xDC00 && at + 3 < input.size() && unit(at + 2) >= 0xDC00 &&
        unit(at + 2) < 0xE000) {
      code = 0x10000 + ((code - 0xD800) << 10) + (unit(at + 2) - 0xDC00);
      width = 4;
    } else if (code >= 0xD800 && code < 0xE000) {
      code = 0xFFFD;  // an unpaired surrogate
    }
    const std::size_t before = result.text.size();
    append_utf8(code, result.text);
    result.offsets.append(1, static_cast<std::uint8_t>(result.text.size() - before), width,
                          static_cast<std::uint8_t>(width / 2));
    at += width;
  }
  if (at < input.size()) {  // half a code unit
    result.text.append(replacement);
    result.offsets.append(1, 3, 1, 1);
  }
  return result;
}

}  // namespace

DecodedText decode(std::string_view input) {
  if (input.starts_with("\xFF\xFE")) return decode_utf16(input, false);
  if (input.starts_with("\xFE\xFF")) return decode_utf16(input, true);
  return decode_utf8(input);
}

}  // namespace newscut
