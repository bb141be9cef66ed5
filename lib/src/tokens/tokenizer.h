// A block -> tokens.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "document.h"

namespace newscut {

// Cuts blocks into tokens and remembers where a sentence may end. Linear: what it reads ahead of a
// character is bounded, or is read once.
class Tokenizer {
 public:
  explicit Tokenizer(Document& document);

  // Appends the block's tokens. `candidates` then holds those of its tokens that may end a
  // sentence or begin one, in order: stops, abbreviations, bullets.
  void tokenize(Span block);
  const std::vector<TokenIndex>& candidates() const { return candidates_; }

 private:
  using Offset = std::uint32_t;

  Offset plain_word(Offset begin);
  Offset word(Offset begin, Offset at);
  Offset apostrophe(Offset begin, Offset at, Offset size);
  Offset abbreviated(Offset begin, Offset at);
  Offset clock(Offset begin, Offset at);
  bool goes_on(Offset at) const;
  Offset hyphen(Offset begin, Offset at, Offset size);
  bool is_party(Offset begin, Offset after) const;
  Offset other(Offset begin);
  Offset elision(Offset begin, Offset size);
  Offset symbol(Offset begin);
  Offset emoji(Offset at) const;
  void find_at_sign(Offset from);
  Offset email(Offset begin);
  Offset url(Offset begin, Offset at);

  // The end of the run of letters and digits at `at`.
  Offset run(Offset at) const;
  bool period_belongs(Offset begin, Offset at);
  bool initial(Offset begin, Offset at);
  bool domain_follows(Offset at) const;
  bool separate(Offset begin) const;

  char byte(Offset at) const { return at < end_ ? text_[at] : '\0'; }
  bool digit_at(Offset at) const;
  bool letter_at(Offset at) const;
  bool word_at(Offset at) const;
  bool space_at(Offset at) const;  // or the end
  // The length of an apostrophe at `at`, else 0.
  Offset apostrophe_at(Offset at) const;

  // Adds a token, cut further where it is two words ("can|not", "16|bn").
  void add_word(Offset begin, Offset end);
  void add(Offset begin, Offset end, TokenKind kind);
  void add_candidate(Offset begin, Offset end, TokenKind kind);
  void add(Offset begin, Offset end, TokenKind kind, std::uint64_t key);
  // Tokens' words are looked up many at a time, when their slots of the vocabulary are in the
  // cache.
  void find_words();

  std::string_view text_;
  Document& document_;
  std::vector<TokenIndex> candidates_;
  Offset begin_ = 0;  // of the block
  Offset end_ = 0;
  Offset next_at_sign_ = 0;    // of the text, the first not yet passed; the text's end: none
  Offset no_email_until_ = 0;  // no address begins before, and sixteen bytes can be read there
  // Of the words that have not been looked up, which are those of the last tokens.
  std::array<std::uint64_t, 128> keys_{};
  std::size_t keys_size_ = 0;
};

}  // namespace newscut
