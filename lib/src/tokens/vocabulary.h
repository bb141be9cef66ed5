// The distinct words that have been met, and what can be said of a word by itself.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace newscut {

using WordId = std::uint32_t;

// What a token of punctuation is. Single and double quotation marks apart, since ’ and ' are also
// apostrophes.
enum class Mark : std::uint8_t {
  none,             // not punctuation
  period,           // .
  exclamation,      // runs of ! and ?, also of other scripts, and their full stops
  ellipsis,         // … and two or more full stops
  comma,            // ,
  colon,            // :
  semicolon,        // ;
  hyphen,           // - ‐ ‑
  dash,             // – — -- and longer
  open_quote,       // “ „ ‟ « ``
  close_quote,      // ” » ''
  straight_quote,   // "
  open_single,      // ‘ ‚ ‛ ‹
  close_single,     // ’ ›
  straight_single,  // '
  open_bracket,     // ( [ {
  close_bracket,    // ) ] }
  bullet,           // • ‣ ⁃ ● ▪ and the like
  other,
};

// “ ” " and the like: a mark that, standing by itself, can only be a quotation mark.
constexpr bool is_double_quote(Mark mark) {
  return mark == Mark::open_quote || mark == Mark::close_quote || mark == Mark::straight_quote;
}
// ‘ ’ ' and the like: a quotation mark or an apostrophe.
constexpr bool is_single_quote(Mark mark) {
  return mark == Mark::open_single || mark == Mark::close_single || mark == Mark::straight_single;
}
constexpr bool is_quote(Mark mark) { return is_double_quote(mark) || is_single_quote(mark); }

// Everything here depends on the word's bytes alone, so that a word seen again costs one look-up.
struct Word {
  std::string_view text;   // as written; owned by the Vocabulary
  std::string_view lower;  // lower case, ’ as ', without soft hyphens and zero-width characters
  bool capital = false;    // begins with an upper-case letter
  bool upper = false;      // two letters or more, all of them upper-case
  bool letter = false;     // has a letter
  bool digit = false;      // has an ASCII digit
  Mark mark = Mark::none;
};

// Grows as words are met. Not thread-safe: each thread has its own.
class Vocabulary {
 public:
  Vocabulary();

  WordId add(std::string_view word) { return add(word, announce(word)); }
  // The same in two steps, with other work between them, lest `add` waits for memory.
  std::uint64_t announce(std::string_view word) const;  // gives the word's key
  WordId add(std::string_view word, std::uint64_t key);
  // Valid until the next `add`; the bytes of its strings stay.
  const Word& operator[](WordId id) const { return words_[id]; }
  std::size_t size() const { return words_.size(); }
  std::size_t bytes() const { return bytes_; }  // of all words

 private:
  // Sixteen bytes, so that to find a word seldom costs more than one line of cache.
  struct Slot {
    std::uint64_t key = 0;  // the bytes of a word of eight or fewer, the hash of a longer one
    std::uint32_t size = 0;
    std::uint32_t number = 0;  // of the word, from 1; 0 for an empty slot
  };

  WordId insert(std::string_view word, std::uint64_t key, std::size_t at);
  std::string_view keep(std::string_view bytes);
  void grow();

  std::vector<Word> words_;
  std::vector<Slot> slots_;  // open addressing
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t block_left_ = 0;
  std::size_t bytes_ = 0;
  char* block_at_ = nullptr;
};

// Facts of a layer's own about each word, worked out when first asked for:
//
//     WordFacts<int> rows([](const Word& word) { return lexicons::cues.find(word.lower); });
//     int row = rows.get(token.word, vocabulary);
template <class Fact>
class WordFacts {
 public:
  using Make = Fact (*)(const Word&);
  explicit WordFacts(Make make) : make_(make) {}

  const Fact& get(WordId id, const Vocabulary& vocabulary) {
    if (id >= facts_.size()) {
      // Words are numbered as they come, so the facts of all words before `id` are made with it.
      while (facts_.size() < vocabulary.size()) {
        facts_.push_back(make_(vocabulary[static_cast<WordId>(facts_.size())]));
      }
    }
    return facts_[id];
  }
  void reset() { facts_.clear(); }

 private:
  Make make_;
  std::vector<Fact> facts_;
};

}  // namespace newscut
