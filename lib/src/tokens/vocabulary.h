// The distinct words that have been met, and what can be said of a word by itself.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string_view>
#include <vector>

namespace newscut {

using WordId = std::uint32_t;

// Everything here depends on the word's bytes alone, so that a word seen again costs one look-up.
struct Word {
  std::string_view text;   // as written; owned by the Vocabulary
  std::string_view lower;  // lower case, ’ as '
  bool capital = false;    // begins with an upper-case letter
  bool upper = false;      // two letters or more, all of them upper-case
  bool letter = false;     // has a letter
  bool digit = false;      // has an ASCII digit
};

// Grows as words are met. Not thread-safe: each thread has its own.
class Vocabulary {
 public:
  Vocabulary();

  WordId add(std::string_view word);
  const Word& operator[](WordId id) const { return words_[id]; }
  std::size_t size() const { return words_.size(); }

 private:
  std::string_view keep(std::string_view bytes);
  void grow();

  std::vector<Word> words_;
  std::vector<std::uint32_t> hashes_;  // of each word
  std::vector<std::uint32_t> slots_;   // id + 1, open addressing
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t block_left_ = 0;
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
      facts_.reserve(vocabulary.size());
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
