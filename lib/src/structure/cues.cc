#include "structure/cues.h"

#include <algorithm>
#include <bitset>
#include <cstddef>
#include <vector>

#include "lexicons.h"
#include "text/lexicon.h"

namespace newscut {
namespace {

constexpr std::size_t most_bytes = 160;  // of a line that are looked at
constexpr std::size_t most_start = 64;   // of a longer line, which can only begin with a cue
constexpr std::size_t most_tokens = 32;
constexpr std::size_t most_tokens_anywhere = 24;  // longer lines say such things by the way

struct Row {
  CueKind kind;
  CuePlace place;
};

template <std::size_t Size>
std::size_t index_of(std::string_view name, const std::array<std::string_view, Size>& names) {
  return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
}

// The lexicon's columns as values, and which first words it has.
class Table {
 public:
  static const Table& get() {
    static const Table table;
    return table;
  }
  const Row& row(int number) const { return rows_[static_cast<std::size_t>(number)]; }
  bool may_begin(std::string_view word) const {
    return first_words_[Lexicon::hash(word) % first_words_.size()];
  }

 private:
  Table() {
    const Lexicon& cues = lexicons::page_cues;
    for (int i = 0; i < cues.size(); ++i) {
      rows_.push_back({static_cast<CueKind>(index_of(cues.field(i, 1), cue_kind_names)),
                       static_cast<CuePlace>(index_of(cues.field(i, 2), cue_place_names))});
      const std::string_view key = cues.field(i, 0);
      first_words_.set(Lexicon::hash(key.substr(0, key.find(' '))) % first_words_.size());
    }
  }
  std::vector<Row> rows_;
  std::bitset<16384> first_words_;
};

bool is_word(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80;
}
bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }

// A line in the spelling of the lexicon's keys.
class Spelling {
 public:
  explicit Spelling(std::string_view line)
      : line_(line.substr(0, line.size() <= most_bytes ? most_bytes : most_start)) {
    short_ = line.size() <= most_bytes;
    while (at_ < line_.size() && count_ == 0) step();
    starts_[count_] = size_ + 1;
  }

  // Reads what follows the first word.
  void read_on() {
    while (at_ < line_.size() && count_ < most_tokens) step();
    starts_[count_] = size_ + 1;
  }

  std::size_t count() const { return count_; }
  // The line is no longer than what can be read of it.
  bool is_short() const { return short_; }
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
    while (size_ + 4 < text_.size()) {
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
  bool short_ = false;
};

}  // namespace

CueSet find_cues(std::string_view line) {
  CueSet found;
  Spelling spelling(line);
  if (spelling.count() == 0) return found;
  const Table& table = Table::get();
  if (!spelling.is_short() && !table.may_begin(spelling.phrase(0, 1))) return found;
  spelling.read_on();
  const Lexicon& cues = lexicons::page_cues;
  // A colon at the end does not keep a heading from being the whole of its line.
  std::size_t heading = spelling.count();
  if (heading > 1 && spelling.phrase(heading - 1, heading) == ":") --heading;
  const std::size_t longest = cues.longest_key();
  const bool short_line = spelling.whole() && spelling.count() <= most_tokens_anywhere;
  const std::size_t starts = short_line ? spelling.count() : 1;
  for (std::size_t first = 0; first < starts; ++first) {
    if (!table.may_begin(spelling.phrase(first, first + 1))) continue;
    std::uint32_t state = Lexicon::hash_seed;
    for (std::size_t last = first + 1; last <= std::min(first + longest, spelling.count());
         ++last) {
      state = Lexicon::extend_hash(state, spelling.extension(last - 1, last == first + 1));
      const int number = cues.find(spelling.phrase(first, last), Lexicon::finish_hash(state));
      if (number == Lexicon::none) continue;
      const Row& row = table.row(number);
      const bool whole = first == 0 && last >= heading && spelling.whole();
      if (whole) {
        found.add(row.kind, CuePlace::line);
      } else if (first == 0 && row.place != CuePlace::line) {
        found.add(row.kind, CuePlace::start);
      } else if (row.place == CuePlace::any) {
        found.add(row.kind, CuePlace::any);
      }
    }
  }
  return found;
}

}  // namespace newscut
