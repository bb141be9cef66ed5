#include "structure/lines.h"

#include <algorithm>
#include <bitset>
#include <cstddef>
#include <limits>

#include "lexicons.h"
#include "structure/marks.h"
#include "structure/raw_lines.h"
#include "text/calendar.h"
#include "text/eight_bytes.h"
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

// A word of eight bytes or fewer as a number that tells it from all others, of a longer one as one
// that tells it from nearly all: each eight bytes, in lower case, are added in turn.
std::uint64_t extend_key(std::uint64_t key, std::uint64_t lower) {
  return (key * 0x9E3779B97F4A7C15U) ^ lower;
}

std::uint64_t key_of(std::string_view lower) {
  std::uint64_t key = 0;
  for (std::size_t i = 0; i < lower.size(); i += 8) {
    key = extend_key(key, load_up_to_eight(lower.data() + i, lower.size() - i));
  }
  return key;
}

// The words that are looked for in a line, in a table of their keys: one comparison a look-up. Cues
// are looked for by their first two words, since most that begin like one are none.
class KnownWords {
 public:
  enum Kind : std::uint8_t { none = 0, function_word = 1, cue = 2, cue_with_next = 4 };

  static const KnownWords& get() {
    static const KnownWords words;
    return words;
  }
  // Bits of Kind.
  unsigned kinds(std::uint64_t key) const {
    for (std::size_t at = slot(key);; at = (at + 1) % slots) {
      if (keys_[at] == key) return kinds_[at];
      if (keys_[at] == 0) return none;
    }
  }
  // A cue may begin with these two words.
  bool begin_cue(std::uint64_t first, std::uint64_t second) const {
    return pairs_[pair(first, second)];
  }
  // A cue may begin with something that is not looked for.
  bool any_begins_cue() const { return any_begins_cue_; }

 private:
  static constexpr std::size_t slots = 1024;
  static std::size_t slot(std::uint64_t key) {
    return static_cast<std::size_t>(key * 0x9E3779B97F4A7C15U >> 54);
  }
  using Pairs = std::bitset<4096>;
  static std::size_t pair(std::uint64_t first, std::uint64_t second) {
    return static_cast<std::size_t>(extend_key(first, second) * 0x9E3779B97F4A7C15U >> 52);
  }

  KnownWords() {
    for (int i = 0; i < lexicons::function_words.size(); ++i) {
      const std::string_view word = lexicons::function_words.field(i, 0);
      if (word.size() <= 8) add(word, function_word);
    }
    for (const std::string_view phrase : cues_anywhere()) add_cue(phrase);
  }
  void add_cue(std::string_view phrase) {
    const std::string_view first = letters(phrase);
    const std::string_view rest = phrase.substr(first.size());
    if (first.empty()) {
      // "(" and "@" the counter sees by itself.
      any_begins_cue_ = any_begins_cue_ || (phrase[0] != '(' && phrase[0] != '@');
    } else if (const std::string_view second = letters(rest.substr(!rest.empty()));
               rest.starts_with(' ') && !second.empty()) {
      add(first, cue_with_next);
      pairs_.set(pair(key_of(first), key_of(second)));
    } else {
      add(first, cue);
    }
  }
  // Those that `phrase` begins with.
  static std::string_view letters(std::string_view phrase) {
    const auto end = std::ranges::find_if_not(
        phrase, [](char c) { return is_letter(static_cast<unsigned char>(c)); });
    return phrase.substr(0, static_cast<std::size_t>(end - phrase.begin()));
  }
  void add(std::string_view word, Kind kind) {
    const std::uint64_t key = key_of(word);
    std::size_t at = slot(key);
    while (keys_[at] != 0 && keys_[at] != key) at = (at + 1) % slots;
    keys_[at] = key;
    kinds_[at] = static_cast<std::uint8_t>(kinds_[at] | kind);
  }

  std::array<std::uint64_t, slots> keys_{};
  std::array<std::uint8_t, slots> kinds_{};
  Pairs pairs_;
  bool any_begins_cue_ = false;
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
  std::uint64_t hash = 0;     // of the words
  bool may_have_cue = false;  // within the line
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

// Counts the words and marks of a line.
class Counter {
 public:
  // Requires: no longer than most_bytes.
  explicit Counter(std::string_view line) : size_(line.size()) {
    const auto end = std::ranges::copy(line, text_.begin()).out;
    std::fill_n(end, margin, '\0');
    counts_.may_have_cue = words_.any_begins_cue();
  }

  Counts count() {
    while (at_ < size_) {
      if (text_[at_] == ' ') {
        ++at_;
      } else if (!plain_word() && !word()) {
        mark();
        ++at_;
      }
    }
    return counts_;
  }

 private:
  // What a word adds to the counts.
  struct Word {
    std::uint64_t key = 0;
    std::uint32_t size = 0;
    std::uint32_t upper = 0;
    std::uint32_t digits = 0;
    bool capital = false;
    bool glued = false;
  };

  unsigned char byte(std::size_t at) const { return static_cast<unsigned char>(text_[at]); }
  ByteClass class_of(std::size_t at) const { return byte_classes[byte(at)]; }

  // A word of at most seven ASCII letters, as most are.
  bool plain_word() {
    const std::uint64_t bytes = load_eight(&text_[at_]);
    const unsigned size = run_length(letter_bits(bytes));
    if (size == 0 || size == 8 || class_of(at_ + size) != ByteClass::other) return false;
    const std::uint64_t word = first_bytes(bytes, size);
    const std::uint64_t capitals = bytes_between(word, 'A', 'Z');
    add({.key = word | capitals >> 2,
         .size = size,
         .upper = count_bytes(capitals),
         .capital = (capitals & 0x80) != 0});
    at_ += size;
    return true;
  }

  // Any word: letters, digits and bytes of other scripts, but not of general punctuation.
  bool word() {
    const std::size_t begin = at_;
    for (;; ++at_) {
      at_ += run_length(letter_bits(load_eight(&text_[at_])));
      if (class_of(at_) == ByteClass::other || (byte(at_) == 0xE2 && byte(at_ + 1) <= 0x81)) break;
    }
    if (at_ == begin) return false;
    Word word{.size = static_cast<std::uint32_t>(at_ - begin)};
    std::uint64_t small_before = 0;  // the lowest byte's high bit: a small letter stands before
    std::uint64_t glued = 0;
    for (std::size_t at = begin; at < at_; at += 8) {
      const auto left = static_cast<unsigned>(std::min<std::size_t>(at_ - at, 8));
      const std::uint64_t bytes = first_bytes(load_eight(&text_[at]), left);
      const std::uint64_t capitals = bytes_between(bytes, 'A', 'Z');
      const std::uint64_t small = bytes_between(bytes, 'a', 'z');
      word.key = extend_key(word.key, bytes | capitals >> 2);
      word.upper += count_bytes(capitals);
      word.digits += count_bytes(bytes_between(bytes, '0', '9'));
      glued |= capitals & (small << 8 | small_before);
      small_before = small >> 56;
    }
    word.capital = class_of(begin) == ByteClass::upper || class_of(begin) == ByteClass::high;
    word.glued = glued != 0;
    add(word);
    return true;
  }

  void add(const Word& word) {
    ++counts_.words;
    counts_.hash = extend_key(counts_.hash, word.key);
    counts_.upper += word.upper;
    counts_.digits += word.digits;
    if (word.size == word.digits) {
      kinds_before_ = KnownWords::none;
      return;
    }
    // "MenuSections"; "McDonald" and "iPhone" are words.
    if (word.glued && word.size > 9) counts_.glued = true;
    counts_.lower += word.size - word.upper - word.digits;
    ++counts_.with_letter;
    const unsigned kinds = words_.kinds(word.key);
    const bool function_word = (kinds & KnownWords::function_word) != 0;
    counts_.may_have_cue |= (kinds & KnownWords::cue) != 0;
    if ((kinds_before_ & KnownWords::cue_with_next) != 0) {
      counts_.may_have_cue |= words_.begin_cue(key_before_, word.key);
    }
    kinds_before_ = kinds;
    key_before_ = word.key;
    counts_.capitalised += static_cast<std::uint32_t>(word.capital);
    counts_.function_words += static_cast<std::uint32_t>(function_word);
    counts_.plain += static_cast<std::uint32_t>(!word.capital && !function_word);
  }

  // "www", and no longer word, ends here.
  bool www_before() const {
    const auto is_w = [&](std::size_t back) { return (byte(at_ - back) | 0x20) == 'w'; };
    return at_ >= 3 && is_w(1) && is_w(2) && is_w(3) &&
           (at_ == 3 || class_of(at_ - 4) == ByteClass::other);
  }

  void mark() {
    const auto next = [&](std::size_t i) { return text_[at_ + i]; };
    switch (text_[at_]) {
      case ',':
        ++counts_.commas;
        break;
      case '.':
        if (www_before()) counts_.url = true;
        [[fallthrough]];
      case '!':
      case '?':
        if (at_ > 2 && is_lower(byte(at_ - 1)) && is_lower(byte(at_ - 2)) && next(1) == ' ') {
          counts_.sentence_inside = true;
        }
        break;
      case ':':
        if (at_ > 0 && is_digit(byte(at_ - 1)) && is_digit(byte(at_ + 1)) &&
            is_digit(byte(at_ + 2))) {
          counts_.clock = true;
        }
        if (next(1) == '/' && next(2) == '/') counts_.url = true;
        break;
      case '|':
        counts_.bar = true;
        break;
      case '"':
        counts_.quote = true;
        break;
      case '@':
        counts_.handle = true;
        counts_.may_have_cue = true;
        break;
      case '(':
        counts_.may_have_cue = true;
        break;
      case '#':
        if (is_letter(byte(at_ + 1))) counts_.hash_tag = true;
        break;
      case '\xC2':
        if (next(1) == '\xB7' || next(1) == '\xBB') counts_.bar = true;
        break;
      case '\xE2':
        if (next(1) == '\x80') {
          const char third = next(2);
          if (third == '\xA2' || third == '\xBA') counts_.bar = true;
          if (third == '\x9C' || third == '\x9D') counts_.quote = true;
        }
        break;
      default:
        break;
    }
  }

  static constexpr std::size_t margin = 8;  // so that eight bytes can be read anywhere
  std::array<char, most_bytes + margin> text_;
  std::size_t size_;
  std::size_t at_ = 0;
  const KnownWords& words_ = KnownWords::get();
  unsigned kinds_before_ = KnownWords::none;  // of the word before
  std::uint64_t key_before_ = 0;
  Counts counts_;
};

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
  const Counts counts = Counter(head).count();
  const std::size_t words = counts.words + (rest.size() - head.size()) / 6;
  line.words = static_cast<std::uint16_t>(
      std::min<std::size_t>(words, std::numeric_limits<std::uint16_t>::max()));
  line.hash = static_cast<std::uint32_t>(counts.hash ^ counts.hash >> 32);
  line.cues = find_cues(rest, counts.may_have_cue);

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
