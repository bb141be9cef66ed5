// The distinct words that have been met, and what can be said of a word by itself.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "text/eight_bytes.h"

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

// What is asked of words most often. Two bytes, for a token carries them along.
struct WordTraits {
  Mark mark = Mark::none;
  bool capital : 1 = false;  // begins with an upper-case letter
  bool upper : 1 = false;    // two letters or more, all of them upper-case
  bool letter : 1 = false;   // has a letter
  bool digit : 1 = false;    // has an ASCII digit
};

// Everything here depends on the word's bytes alone, so that a word seen again costs one look-up.
struct Word {
  std::string_view text;   // as written; owned by the Vocabulary
  std::string_view lower;  // lower case, ’ as ', without soft hyphens and zero-width characters
  std::uint32_t hash = 0;  // Lexicon::hash(lower): the word is looked up in many lexicons
  Mark mark = Mark::none;
  bool capital : 1 = false;  // as in WordTraits
  bool upper : 1 = false;
  bool letter : 1 = false;
  bool digit : 1 = false;
};

// What the punctuation `word`, which is not empty, is; Mark::other for a symbol.
Mark mark_of(std::string_view word);

// Grows as words are met. Not thread-safe: each thread has its own.
class Vocabulary {
 public:
  Vocabulary();

  WordId add(std::string_view word) { return add(word, key_of(word)).id; }

  // The same in steps, for many words at once, lest each waits for memory: first the keys of all,
  // which are announced, then `expect` of each some words before its `add`.
  struct Known {
    WordId id = 0;
    WordTraits traits;
  };
  static std::uint64_t key_of(std::string_view word);
  void announce(std::uint64_t key) const { __builtin_prefetch(&slots_[start_of(key)]); }
  void expect(std::uint64_t key) const {
    const Slot& slot = slots_[start_of(key)];
    if (slot.number != 0) __builtin_prefetch(&words_[slot.number - 1]);
  }
  Known add(std::string_view word, std::uint64_t key) {
    const std::size_t size = std::min<std::size_t>(word.size(), long_size);
    std::size_t at = start_of(key);
    for (; slots_[at].number != 0; at = (at + 1) & (slots_.size() - 1)) {
      const Slot& slot = slots_[at];
      if (slot.key != key || slot.size != size) continue;
      if (size > longest_short && !same_bytes(words_[slot.number - 1].text, word)) continue;
      return {slot.number - 1, slot.traits};
    }
    return insert(word, key, at);
  }

  // Valid until the next `add`; the bytes of its strings stay.
  const Word& operator[](WordId id) const { return words_[id]; }
  std::size_t size() const { return words_.size(); }
  std::size_t bytes() const { return bytes_; }  // of all words

 private:
  // Sixteen bytes, so that to find a word seldom costs more than one line of cache.
  struct Slot {
    std::uint64_t key = 0;     // the bytes of a word of eight or fewer, the hash of a longer one
    std::uint32_t number = 0;  // of the word, from 1; 0 for an empty slot
    std::uint8_t size = 0;     // of the word, or `long_size`
    WordTraits traits;
  };
  static constexpr std::uint8_t long_size = 255;
  static constexpr std::size_t longest_short = 8;  // bytes

  // Where the search for a word begins.
  std::size_t start_of(std::uint64_t key) const {
    // Folded first, so that words that differ in their last letters alone part as well.
    return static_cast<std::size_t>((key ^ key >> 32) * 0x9E3779B97F4A7C15U >> shift_);
  }
  static bool same_bytes(std::string_view a, std::string_view b) {
    const std::size_t size = a.size();
    // Most words that are not short have sixteen bytes at most, and are not worth a call.
    if (size != b.size() || size < 8 || size > 16) return a == b;
    return load_eight(a.data()) == load_eight(b.data()) &&
           load_eight(a.data() + size - 8) == load_eight(b.data() + size - 8);
  }
  Known insert(std::string_view word, std::uint64_t key, std::size_t at);
  char* room_for(std::size_t size);
  std::string_view keep(std::string_view bytes);
  void grow();

  std::vector<Word> words_;
  std::vector<Slot> slots_;  // open addressing; a power of two
  int shift_;                // 64 less the logarithm of their number
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
  // To be told some words before, which spares `get` the wait for memory.
  void expect(WordId id) const {
    if (id < facts_.size()) __builtin_prefetch(&facts_[id]);
  }
  void reset() { facts_.clear(); }

 private:
  Make make_;
  std::vector<Fact> facts_;
};

}  // namespace newscut
