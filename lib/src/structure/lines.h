// The lines of a text, those that a mail program or typewriter wrapped joined again, and what each
// looks like.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "newscut/span.h"
#include "structure/cues.h"

namespace newscut {

// What can be seen of a line by itself. The names are those of lib/data/line_weights.tsv.
enum class Shape : std::uint8_t {
  words_1,
  words_2,
  words_3_4,
  words_5_8,
  words_9_15,
  words_16_25,
  words_26_50,
  words_51,
  end_stop,
  end_quote,  // a full stop and closing marks, in either order
  end_colon,
  end_comma,
  end_ellipsis,
  end_paren,
  end_digit,
  end_word,
  start_bullet,
  start_lower,
  start_upper,
  start_digit,
  start_quote,
  start_other,
  function_0,  // share of function words among the words, percent
  function_20,
  function_35,
  function_50,
  function_more,
  all_caps,
  title_case,
  sentence_inside,  // a sentence ends before the line does
  url,
  mail_or_handle,
  hash_tag,
  bar,  // | » › · •
  clock,
  full_date,
  glued,  // "MenuSections"
  quote,
  digits,  // a third of the characters or more
  commas,  // two or more
  blank_before,
  blank_after,
  repeated,
};
inline constexpr std::array<std::string_view, 43> shape_names{
    "words_1",      "words_2",        "words_3_4",    "words_5_8",   "words_9_15",
    "words_16_25",  "words_26_50",    "words_51",     "end_stop",    "end_quote",
    "end_colon",    "end_comma",      "end_ellipsis", "end_paren",   "end_digit",
    "end_word",     "start_bullet",   "start_lower",  "start_upper", "start_digit",
    "start_quote",  "start_other",    "function_0",   "function_20", "function_35",
    "function_50",  "function_more",  "all_caps",     "title_case",  "sentence_inside",
    "url",          "mail_or_handle", "hash_tag",     "bar",         "clock",
    "full_date",    "glued",          "quote",        "digits",      "commas",
    "blank_before", "blank_after",    "repeated"};

// A line as its neighbours see it.
enum class LineClass : std::uint8_t {
  none,            // beyond the first and the last line
  sentence,        // running text: ten words or more, function words, a full stop
  short_sentence,  // fewer words, a full stop
  open_text,       // ten words or more without a full stop
  bullet,
  cue,
  dated,
  label,    // three words or fewer
  heading,  // four to nine words
};
inline constexpr std::array<std::string_view, 9> line_class_names{
    "none", "sentence", "short_sentence", "open_text", "bullet",
    "cue",  "dated",    "label",          "heading"};

struct Line {
  Span span;  // without the white space around it, never empty; the bullet belongs to it
  std::uint64_t shape = 0;
  CueSet cues;
  std::uint32_t hash = 0;   // of its letters and digits, in lower case
  std::uint16_t words = 0;  // estimated past the first 320 bytes
  LineClass kind = LineClass::none;

  bool has(Shape s) const { return (shape >> static_cast<unsigned>(s) & 1U) != 0; }
  void set(Shape s) { shape |= std::uint64_t{1} << static_cast<unsigned>(s); }
};

// A line ends with LF, CR, CR LF, U+2028 or U+2029. Lines of white space are left out. Linear.
std::vector<Line> find_lines(std::string_view text);

// The rest of `line` after its bullet and the space behind it.
std::string_view without_bullet(std::string_view line);

}  // namespace newscut
