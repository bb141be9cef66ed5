#include "structure/lines.h"

#include <algorithm>
#include <cstddef>
#include <limits>

#include "lexicons.h"
#include "structure/marks.h"
#include "structure/raw_lines.h"
#include "text/calendar.h"
#include "text/lexicon.h"

namespace newscut {
namespace {

// Of a line whose words are looked at; of a longer one, its beginning tells enough.
constexpr std::size_t most_bytes = 200;
constexpr std::size_t most_beginning = 128;

bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }
bool is_upper(unsigned char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(unsigned char c) { return c >= 'a' && c <= 'z'; }
bool is_letter(unsigned char c) { return is_upper(c) || is_lower(c); }

// lexicons::function_words in a table of words of eight bytes or fewer, one comparison a look-up.
class FunctionWords {
 public:
  static const FunctionWords& get() {
    static const FunctionWords words;
    return words;
  }
  // `packed`: the word's bytes in lower case, the first the highest.
  bool contains(std::uint64_t packed) const {
    for (std::size_t at = slot(packed);; at = (at + 1) % slots) {
      if (table_[at] == packed) return true;
      if (table_[at] == 0) return false;
    }
  }

 private:
  static constexpr std::size_t slots = 1024;
  static std::size_t slot(std::uint64_t packed) {
    return static_cast<std::size_t>(packed * 0x9E3779B97F4A7C15ULL >> 54);
  }
  FunctionWords() {
    for (int i = 0; i < lexicons::function_words.size(); ++i) {
      const std::string_view word = lexicons::function_words.field(i, 0);
      if (word.size() > 8) continue;
      std::uint64_t packed = 0;
      for (const char c : word) packed = packed << 8 | static_cast<unsigned char>(c);
      std::size_t at = slot(packed);
      while (table_[at] != 0) at = (at + 1) % slots;
      table_[at] = packed;
    }
  }
  std::array<std::uint64_t, slots> table_{};
};

// What a walk over the first bytes of a line counts.
struct Counts {
  std::uint32_t words = 0;
  std::uint32_t function_words = 0;
  std::uint32_t capitalised = 0;  // words, of those with a letter
  std::uint32_t with_letter = 0;
  std::uint32_t plain = 0;  // neither function words nor capitalised
  std::uint32_t upper = 0;
  std::uint32_t lower = 0;
  std::uint32_t digits = 0;
  std::uint32_t commas = 0;
  std::uint32_t hash = 2166136261U;
  bool glued = false;
  bool sentence_inside = false;
  bool clock = false;
  bool bar = false;
  bool quote = false;
  bool handle = false;
  bool hash_tag = false;
  bool url = false;
};

// What a byte is to a word.
enum class ByteClass : std::uint8_t { other, lower, upper, digit, high };

constexpr std::array<ByteClass, 256> byte_classes = [] {
  std::array<ByteClass, 256> classes{};
  for (unsigned c = 0; c < 256; ++c) {
    if (c >= 'a' && c <= 'z') classes[c] = ByteClass::lower;
    if (c >= 'A' && c <= 'Z') classes[c] = ByteClass::upper;
    if (c >= '0' && c <= '9') classes[c] = ByteClass::digit;
    if (c >= 0x80 && c != 0xC2) classes[c] = ByteClass::high;
  }
  return classes;
}();

// Reads the word that begins at `at`, if one does: letters, digits and bytes of other scripts, but
// not of general punctuation. Gives where it ends.
std::size_t count_word(std::string_view line, std::size_t at, Counts& counts) {
  const std::size_t begin = at;
  std::uint64_t packed = 0;
  std::uint32_t upper = 0;
  std::uint32_t digits = 0;
  ByteClass before = ByteClass::other;
  bool glued = false;
  for (; at < line.size(); ++at) {
    const auto c = static_cast<unsigned char>(line[at]);
    const ByteClass kind = byte_classes[c];
    if (kind == ByteClass::other) break;
    if (c == 0xE2 && at + 1 < line.size() && static_cast<unsigned char>(line[at + 1]) <= 0x81)
      break;
    const bool capital = kind == ByteClass::upper;
    packed = packed << 8 | (capital ? c + ('a' - 'A') : c);
    upper += static_cast<std::uint32_t>(capital);
    digits += static_cast<std::uint32_t>(kind == ByteClass::digit);
    glued = glued || (capital && before == ByteClass::lower);
    before = kind;
  }
  const std::size_t size = at - begin;
  if (size == 0) return at;
  ++counts.words;
  counts.hash = (counts.hash ^ static_cast<std::uint32_t>(packed ^ packed >> 32)) * 16777619U;
  counts.upper += upper;
  counts.digits += digits;
  if (size == digits) return at;
  // "MenuSections"; "McDonald" and "iPhone" are words.
  if (glued && size > 9) counts.glued = true;
  counts.lower += static_cast<std::uint32_t>(size) - upper - digits;
  ++counts.with_letter;
  const ByteClass first = byte_classes[static_cast<unsigned char>(line[begin])];
  const bool capital = first == ByteClass::upper || first == ByteClass::high;
  const bool function_word = size <= 8 && FunctionWords::get().contains(packed);
  counts.capitalised += static_cast<std::uint32_t>(capital);
  counts.function_words += static_cast<std::uint32_t>(function_word);
  counts.plain += static_cast<std::uint32_t>(!capital && !function_word);
  constexpr std::uint64_t www = 0x777777;
  if (packed == www && at < line.size() && line[at] == '.') counts.url = true;
  return at;
}

Counts count(std::string_view line) {
  Counts counts;
  std::size_t at = 0;
  while (at < line.size()) {
    const std::size_t end = count_word(line, at, counts);
    if (end > at) {
      at = end;
      continue;
    }
    if (line[at] == ' ') {
      ++at;
      continue;
    }
    const char c = line[at];
    const auto next = [&](std::size_t i) { return at + i < line.size() ? line[at + i] : '\0'; };
    switch (c) {
      case ',':
        ++counts.commas;
        break;
      case '.':
      case '!':
      case '?':
        if (at > 2 && is_lower(static_cast<unsigned char>(line[at - 1])) &&
            is_lower(static_cast<unsigned char>(line[at - 2])) && next(1) == ' ') {
          counts.sentence_inside = true;
        }
        break;
      case ':':
        if (at > 0 && is_digit(static_cast<unsigned char>(line[at - 1])) &&
            is_digit(static_cast<unsigned char>(next(1))) &&
            is_digit(static_cast<unsigned char>(next(2)))) {
          counts.clock = true;
        }
        if (next(1) == '/' && next(2) == '/') counts.url = true;
        break;
      case '|':
        counts.bar = true;
        break;
      case '"':
        counts.quote = true;
        break;
      case '@':
        counts.handle = true;
        break;
      case '#':
        if (is_letter(static_cast<unsigned char>(next(1)))) counts.hash_tag = true;
        break;
      case '\xC2':
        if (next(1) == '\xB7' || next(1) == '\xBB') counts.bar = true;
        break;
      case '\xE2':
        if (next(1) == '\x80') {
          const char third = next(2);
          if (third == '\xA2' || third == '\xBA') counts.bar = true;
          if (third == '\x9C' || third == '\x9D') counts.quote = true;
        }
        break;
      default:
        break;
    }
    ++at;
  }
  return counts;
}

Shape length_shape(std::uint32_t words) {
  if (words <= 1) return Shape::words_1;
  if (words == 2) return Shape::words_2;
  if (words <= 4) return Shape::words_3_4;
  if (words <= 8) return Shape::words_5_8;
  if (words <= 15) return Shape::words_9_15;
  if (words <= 25) return Shape::words_16_25;
  if (words <= 50) return Shape::words_26_50;
  return Shape::words_51;
}

Shape function_shape(const Counts& counts) {
  if (counts.function_words == 0) return Shape::function_0;
  const std::uint32_t percent = 100 * counts.function_words / counts.words;
  if (percent < 20) return Shape::function_20;
  if (percent < 35) return Shape::function_35;
  if (percent < 50) return Shape::function_50;
  return Shape::function_more;
}

Shape start_shape(std::string_view line, bool bullet) {
  if (bullet) return Shape::start_bullet;
  const auto c = static_cast<unsigned char>(line.front());
  if (is_lower(c)) return Shape::start_lower;
  if (is_upper(c) || c == 0xC3) return Shape::start_upper;
  if (is_digit(c)) return Shape::start_digit;
  if (c == '"' || c == '\'' || line.starts_with("\u201C") || line.starts_with("\u2018")) {
    return Shape::start_quote;
  }
  return Shape::start_other;
}

bool is_stop(char c) { return c == '.' || c == '!' || c == '?'; }

Shape end_shape(std::string_view line) {
  if (line.ends_with("...") || line.ends_with("\u2026")) return Shape::end_ellipsis;
  std::size_t end = line.size();
  bool marks = false;
  for (;;) {  // closing marks behind the full stop
    const std::string_view rest = line.substr(0, end);
    if (rest.ends_with("\u201D") || rest.ends_with("\u2019")) {
      end -= 3;
    } else if (rest.ends_with('"') || rest.ends_with('\'') || rest.ends_with(')') ||
               rest.ends_with(']')) {
      end -= 1;
    } else {
      break;
    }
    marks = true;
  }
  if (end == 0) return Shape::end_word;
  const char c = line[end - 1];
  if (is_stop(c)) return marks ? Shape::end_quote : Shape::end_stop;
  if (marks) return line.ends_with(')') ? Shape::end_paren : Shape::end_word;
  if (c == ':') return Shape::end_colon;
  if (c == ',' || c == ';') return Shape::end_comma;
  if (is_digit(static_cast<unsigned char>(c))) return Shape::end_digit;
  return Shape::end_word;
}

bool ends_sentence(const Line& line) {
  return line.has(Shape::end_stop) || line.has(Shape::end_quote);
}

LineClass classify(const Line& line, const Counts& counts) {
  if (line.words >= 10 && ends_sentence(line) && counts.function_words >= 2 &&
      !line.has(Shape::start_bullet)) {
    return LineClass::sentence;
  }
  // "Pause."
  const bool exclaimed = line.words <= 2 && line.has(Shape::end_stop);
  constexpr std::array furniture{CueKind::ad,     CueKind::comment, CueKind::legal,
                                 CueKind::login,  CueKind::nav,     CueKind::related,
                                 CueKind::share,  CueKind::social,  CueKind::subscribe,
                                 CueKind::author, CueKind::credit};
  for (const CueKind kind : furniture) {
    if (line.cues.has(kind) && !exclaimed) return LineClass::cue;
  }
  if (line.has(Shape::start_bullet)) return LineClass::bullet;
  if (line.has(Shape::full_date) || line.cues.has(CueKind::time, CuePlace::line)) {
    return LineClass::dated;
  }
  if (line.words >= 10) return LineClass::open_text;
  if (ends_sentence(line) && counts.function_words > 0) return LineClass::short_sentence;
  return line.words <= 3 ? LineClass::label : LineClass::heading;
}

Line look_at(std::string_view text, const RawLine& raw) {
  Line line;
  line.span = raw.span;
  const std::string_view whole = raw.span.of(text);
  const std::string_view rest = without_bullet(whole);
  if (rest.empty()) {
    line.set(Shape::words_1);
    line.set(Shape::start_bullet);
    line.kind = LineClass::bullet;
    return line;
  }
  const std::string_view head =
      rest.substr(0, rest.size() <= most_bytes ? most_bytes : most_beginning);
  const Counts counts = count(head);
  const std::size_t words = counts.words + (rest.size() - head.size()) / 6;
  line.words = static_cast<std::uint16_t>(
      std::min<std::size_t>(words, std::numeric_limits<std::uint16_t>::max()));
  line.hash = counts.hash;
  line.cues = find_cues(rest);

  line.set(length_shape(line.words));
  line.set(function_shape(counts));
  line.set(start_shape(rest, rest.size() != whole.size()));
  line.set(end_shape(rest));
  if (raw.blank_before) line.set(Shape::blank_before);
  if (counts.upper >= 2 && counts.lower == 0) line.set(Shape::all_caps);
  if (counts.with_letter >= 2 &&
      (4 * counts.capitalised >= 3 * counts.with_letter ||
       (counts.plain == 0 && 2 * counts.capitalised >= counts.with_letter))) {
    line.set(Shape::title_case);
  }
  if (counts.sentence_inside) line.set(Shape::sentence_inside);
  if (counts.url) line.set(Shape::url);
  if (counts.handle) line.set(Shape::mail_or_handle);
  if (counts.hash_tag) line.set(Shape::hash_tag);
  if (counts.bar) line.set(Shape::bar);
  if (counts.clock) line.set(Shape::clock);
  if (counts.glued) line.set(Shape::glued);
  if (counts.quote) line.set(Shape::quote);
  if (counts.commas >= 2) line.set(Shape::commas);
  if (counts.digits >= 1 && 3 * counts.digits >= head.size()) line.set(Shape::digits);
  if (counts.digits >= 3 && line.words <= 30 && find_full_date(head)) line.set(Shape::full_date);
  line.kind = classify(line, counts);
  return line;
}

// Marks the lines that another line has the words of.
void mark_repeated(std::vector<Line>& lines) {
  std::size_t size = 16;
  while (size < 2 * lines.size()) size *= 2;
  std::vector<std::uint32_t> slots(size);  // index of the line + 1
  for (std::uint32_t i = 0; i < lines.size(); ++i) {
    constexpr std::size_t most_probes = 64;  // whatever lines somebody thinks up
    for (std::size_t probe = 0; probe < most_probes; ++probe) {
      std::uint32_t& slot = slots[(lines[i].hash + probe) & (size - 1)];
      if (slot == 0) {
        slot = i + 1;
        break;
      }
      if (lines[slot - 1].hash == lines[i].hash) {
        lines[slot - 1].set(Shape::repeated);
        lines[i].set(Shape::repeated);
        break;
      }
    }
  }
}

}  // namespace

std::string_view without_bullet(std::string_view line) { return line.substr(bullet_length(line)); }

std::vector<Line> find_lines(std::string_view text) {
  std::vector<RawLine> raw = split_lines(text);
  join_wrapped(text, raw);
  std::vector<Line> lines;
  lines.reserve(raw.size());
  for (const RawLine& line : raw) {
    lines.push_back(look_at(text, line));
    if (lines.size() > 1 && line.blank_before) lines[lines.size() - 2].set(Shape::blank_after);
  }
  mark_repeated(lines);
  return lines;
}

}  // namespace newscut
