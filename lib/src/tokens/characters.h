// What the tokenizer has to know of single characters.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace newscut {

enum class CharClass : std::uint8_t {
  space,        // white space, and the byte order mark
  letter,       // also marks that combine with one
  digit,        // also fractions and superscripts
  joiner,       // invisible (soft hyphen, zero-width joiner): belongs to the word around it
  punctuation,  // dashes, quotation marks, brackets, stops
  symbol,
  control,
  multibyte,  // of a byte alone: the first of a character that `classify` knows
};

struct Character {
  char32_t code = 0;
  std::uint32_t size = 1;  // in bytes
};

// The character at `at`. Requires: valid UTF-8, at < text.size().
inline Character decode_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return static_cast<char32_t>(static_cast<unsigned char>(text[at + i]));
  };
  const char32_t lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  if (lead < 0xE0) return {(lead & 0x1F) << 6 | (byte(1) & 0x3F), 2};
  if (lead < 0xF0) return {(lead & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F), 3};
  return {(lead & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F),
          4};
}

// The class of a character beyond ASCII.
CharClass classify(char32_t code);

bool is_upper(char32_t code);
bool is_lower(char32_t code);

constexpr std::array<CharClass, 256> make_byte_classes() {
  std::array<CharClass, 256> classes{};
  for (unsigned c = 0; c < 256; ++c) {
    CharClass& of_c = classes[c];
    if (c >= 0x80) {
      of_c = CharClass::multibyte;
    } else if (c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1C && c <= 0x1F)) {
      of_c = CharClass::space;
    } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_') {
      of_c = CharClass::letter;
    } else if (c >= '0' && c <= '9') {
      of_c = CharClass::digit;
    } else if (c < 0x20 || c == 0x7F) {
      of_c = CharClass::control;
    } else if (std::string_view("$+<=>^`|~").find(static_cast<char>(c)) != std::string_view::npos) {
      of_c = CharClass::symbol;
    } else {
      of_c = CharClass::punctuation;
    }
  }
  return classes;
}
inline constexpr std::array<CharClass, 256> byte_classes = make_byte_classes();

inline CharClass byte_class(char c) { return byte_classes[static_cast<unsigned char>(c)]; }

// The class of the character at `at`, and its length.
inline CharClass class_at(std::string_view text, std::size_t at, std::uint32_t& size) {
  const CharClass quick = byte_class(text[at]);
  if (quick != CharClass::multibyte) {
    size = 1;
    return quick;
  }
  const Character character = decode_at(text, at);
  size = character.size;
  return classify(character.code);
}

}  // namespace newscut
