// Words written with a full stop, and words that begin a sentence: lexicons::abbreviations and
// lexicons::sentence_openers, by their classes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace newscut {

// What the full stop of an abbreviation says of the sentence; see abbreviations.tsv.
enum class Abbreviation : std::uint8_t { none, title, inner, number, month, clock, either, end };

inline constexpr std::size_t longest_abbreviation = 12;  // in bytes

// `form` with its full stop.
Abbreviation abbreviation(std::string_view form);

// Single letters, a full stop behind each: "U.S.", "J.".
bool is_chain(std::string_view form);

// Does the word, which has a capital, begin a sentence?
enum class Opener : std::uint8_t {
  no,
  name,  // perhaps: it is also part of names
  always
};
Opener sentence_opener(std::string_view word);

}  // namespace newscut
