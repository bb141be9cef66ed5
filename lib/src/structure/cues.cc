#include "structure/cues.h"

#include <algorithm>
#include <bitset>
#include <cstddef>
#include <vector>

#include "lexicons.h"
#include "text/eight_bytes.h"
#include "text/lexicon.h"

namespace newscut {
namespace {

constexpr std::size_t most_bytes = 160;  // of a line that are looked at
constexpr std::size_t most_start = 64;   // of a longer line, which can only begin with a cue
constexpr std::size_t most_tokens = 32;
constexpr std::size_t most_tokens_anywhere = 24;  // longer lines say such things by the way

template <std::size_t Size>
std::size_t index_of(std::string_view name, const std::array<std::string_view, Size>& names) {
  return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
}

// The columns of lexicons::page_cues.
std::string_view phrase_of(int row) { return lexicons::page_cues.field(row, 0); }
CueKind kind_of(int row) {
  return static_cast<CueKind>(index_of(lexicons::page_cues.field(row, 1), cue_kind_names));
}
CuePlace place_of(int row) {
  return static_cast<CuePlace>(index_of(lexicons::page_cues.field(row, 2), cue_place_names));
}

// What cues begin with, up to the end of any of their words: sets in which little else is by
// chance.
class Beginnings {
 public:
  static const Beginnings& of_all() {
    static const Beginnings beginnings([](CuePlace) { return true; });
    return beginnings;
  }
  static const Beginnings& of_anywhere() {
    static const Beginnings beginnings([](CuePlace place) { return place == CuePlace::any; });
    return beginnings;
  }
  // `state`: of Lexicon::extend_hash.
  bool has(std::uint32_t state) const { return set_[Lexicon::finish_hash(state) % set_.size()]; }

 private:
  template <class Wanted>
  explicit Beginnings(Wanted wanted) {
    for (int row = 0; row < lexicons::page_cues.size(); ++row) {
      if (!wanted(place_of(row))) continue;
      std::uint32_t state = Lexicon::hash_seed;
      for (const char c : phrase_of(row)) {
        if (c == ' ') add(state);
        state = Lexicon::extend_hash(state, {&c, 1});
      }
      add(state);
    }
  }
  void add(std::uint32_t state) { set_.set(Lexicon::finish_hash(state) % set_.size()); }
  std::bitset<32768> set_;
};

bool is_word(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80;
}
bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }

// A line in the spelling of the lexicon's keys.
class Spelling {
 public:
  explicit Spelling(std::string_view line)
      : line_(line.substr(0, line.size() <= most_bytes ? most_bytes : most_start)),
        short_(line.size() <= most_bytes) {}

  // Reads on until there are `tokens` of them, at most most_tokens, or the line ends.
  void read(std::size_t tokens) {
    while (at_ < line_.size() && count_ < std::min(tokens, most_tokens)) step();
    starts_[count_] = size_ + 1;
  }

  std::size_t count() const { return count_; }
  // The line is no longer than what can be read of it.
  bool is_short() const { return short_; }
  // It has been read to its end.
  bool whole() const { return short_ && at_ >= line_.size(); }
  // Token `token`, with the space before it unless it is the first of its phrase.
  std::string_view extension(std::size_t token, bool first) const {
    const std::size_t begin = starts_[token] - (first ? 0 : 1);
    return {text_.data() + begin, starts_[token + 1] - 1 - begin};
  }
  // Tokens [first, last), parted by single spaces.
  std::string_view phrase(std::size_t first, std::size_t last) const {
    return {text_.data() + starts_[first], starts_[last] - 1 - starts_[first]};
  }

 private:
  unsigned char peek(std::size_t ahead = 0) const {
    return at_ + ahead < line_.size() ? static_cast<unsigned char>(line_[at_ + ahead]) : 0;
  }
  void put(char c) { text_[size_++] = c; }
  void begin() {
    if (count_ > 0) put(' ');
    starts_[count_++] = size_;
  }
  bool take(std::string_view bytes) {
    if (line_.compare(at_, bytes.size(), bytes) != 0) return false;
    at_ += bytes.size();
    return true;
  }
  // ’ and ' inside a word.
  bool apostrophe() {
    const std::size_t start = at_;
    if ((peek() == '\'' && ++at_ != 0) || take("\u2019")) {
      if (is_word(peek()) && !other_mark()) return true;
    }
    at_ = start;
    return false;
  }
  // General punctuation, no-break spaces and such, which are no part of a word.
  bool other_mark() const { return (peek() == 0xE2 && peek(1) <= 0x81) || (peek() == 0xC2); }
  void word() {
    begin();
    bool number = false;
    while (size_ + 8 < text_.size()) {
      const std::uint64_t bytes = load_up_to_eight(line_.data() + at_, line_.size() - at_);
      if (const unsigned letters = run_length(letter_bits(bytes)); letters > 0) {
        store_eight(to_lower(bytes), text_.data() + size_);
        size_ += letters;
        at_ += letters;
        number = false;
        continue;
      }
      const unsigned char c = peek();
      if (is_digit(c)) {
        if (!number) put('0');
        number = true;
        ++at_;
      } else if (is_word(c) && !other_mark()) {
        put(static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c));
        number = false;
        ++at_;
      } else if (apostrophe()) {
        put('\'');
      } else if ((c == '&' || c == '+') && is_word(peek(1))) {
        put(static_cast<char>(c));
        ++at_;
      } else {
        break;
      }
    }
    if ((peek() == ':' || peek() == '/') && size_ + 4 < text_.size()) {
      begin();
      put(static_cast<char>(peek()));
      ++at_;
    }
  }
  void step() {
    const unsigned char c = peek();
    if (take("\u00A9")) {
      begin();
      put('\xC2');
      put('\xA9');
    } else if (is_word(c) && !other_mark()) {
      word();
    } else {
      if ((c == '(' && is_word(peek(1))) || c == '@' || c == '%' || c == '$') {
        begin();
        put(static_cast<char>(c));
      }
      ++at_;
    }
    if (size_ + 8 >= text_.size()) at_ = line_.size();
  }

  std::string_view line_;
  std::size_t at_ = 0;
  std::array<char, 2 * most_bytes> text_;
  std::array<std::size_t, most_tokens + 4> starts_;
  std::size_t size_ = 0;
  std::size_t count_ = 0;
  bool short_;
};

// Calls `use` with the row and the end of each cue that begins with token `first`.
template <class Use>
void look_up(Spelling& spelling, std::size_t first, const Beginnings& beginnings, Use use) {
  std::uint32_t state = Lexicon::hash_seed;
  for (std::size_t last = first + 1;; ++last) {
    spelling.read(last);
    if (spelling.count() < last) return;
    state = Lexicon::extend_hash(state, spelling.extension(last - 1, last == first + 1));
    if (!beginnings.has(state)) return;
    const int row =
        lexicons::page_cues.find(spelling.phrase(first, last), Lexicon::finish_hash(state));
    if (row != Lexicon::none) use(row, last);
  }
}

// Do the first `tokens` make the whole line? A colon behind a heading does not keep it from that.
bool is_line(Spelling& spelling, std::size_t tokens) {
  spelling.read(tokens + 2);
  const std::size_t count = spelling.count();
  return spelling.whole() &&
         (count == tokens || (count == tokens + 1 && spelling.phrase(tokens, count) == ":"));
}

}  // namespace

CueSet find_cues(std::string_view line, bool anywhere) {
  CueSet found;
  Spelling spelling(line);
  look_up(spelling, 0, Beginnings::of_all(), [&](int row, std::size_t last) {
    if (is_line(spelling, last)) {
      found.add(kind_of(row), CuePlace::line);
    } else if (place_of(row) != CuePlace::line) {
      found.add(kind_of(row), CuePlace::start);
    }
  });
  if (!anywhere || !spelling.is_short()) return found;
  spelling.read(most_tokens_anywhere + 1);
  if (!spelling.whole() || spelling.count() > most_tokens_anywhere) return found;
  for (std::size_t first = 1; first < spelling.count(); ++first) {
    look_up(spelling, first, Beginnings::of_anywhere(), [&](int row, std::size_t) {
      if (place_of(row) == CuePlace::any) found.add(kind_of(row), CuePlace::any);
    });
  }
  return found;
}

std::vector<std::string_view> cues_anywhere() {
  std::vector<std::string_view> phrases;
  for (int row = 0; row < lexicons::page_cues.size(); ++row) {
    if (place_of(row) == CuePlace::any) phrases.push_back(phrase_of(row));
  }
  return phrases;
}

}  // namespace newscut
