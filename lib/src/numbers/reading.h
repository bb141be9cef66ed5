// A stretch of a sentence as the number rules read it: numbers, words and signs one by one, however
// the tokens group them ("20%" and "20|%", "10-per-cent", "$2.8bn" and "$|2.8|bn").
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "document.h"
#include "numbers/facts.h"

namespace newscut::numbers {

struct Piece {
  enum class Kind : std::uint8_t {
    word,
    number,  // written in digits: "1,200.5", ".5", "½"
    sign,    // one code point
    opaque,  // an address, a version number, anything too long
  };

  Span span;
  TokenIndex token = 0;  // the (first) token that it is of
  Kind kind = Kind::sign;
  bool space_before = false;
  bool integer = false;    // number: digits and separators of thousands alone
  bool vulgar = false;     // number: one of ¼ ½ ¾ …
  bool comma = false;      // number: a comma that may be decimal, "21,6"
  char32_t sign = 0;       // sign: the code point
  double value = 0;        // number
  std::string_view lower;  // word
  WordFact fact;           // word
};

class Reading {
 public:
  // At most this many tokens are read at once, so that every rule ends soon; no sentence is longer.
  static constexpr TokenIndex most_tokens = 400;

  // Reads tokens `range`, which lie in one sentence. Keeps its memory from call to call.
  void read(const Document& document, TokenRange range, WordFacts<WordFact>& facts);

  std::string_view text() const { return text_; }
  std::uint32_t size() const { return static_cast<std::uint32_t>(pieces_.size()); }
  const Piece& operator[](std::uint32_t i) const { return pieces_[i]; }

  bool is(std::uint32_t i, std::string_view lower) const {
    return i < size() && pieces_[i].kind == Piece::Kind::word && pieces_[i].lower == lower;
  }
  bool is_sign(std::uint32_t i, char32_t sign) const {
    return i < size() && pieces_[i].kind == Piece::Kind::sign && pieces_[i].sign == sign;
  }
  // Hyphen-minus, hyphen, non-breaking hyphen, figure dash, en dash, minus; not the em dash.
  bool is_dash(std::uint32_t i) const;
  bool is_word(std::uint32_t i) const { return i < size() && pieces_[i].kind == Piece::Kind::word; }
  bool is_number(std::uint32_t i) const {
    return i < size() && pieces_[i].kind == Piece::Kind::number;
  }
  bool has(std::uint32_t i, std::uint32_t any_of) const {
    return is_word(i) && pieces_[i].fact.is(any_of);
  }
  // Piece i begins where the one before it ends.
  bool joined(std::uint32_t i) const { return i > 0 && i < size() && !pieces_[i].space_before; }
  // From the first byte of piece `first` to the last of piece `last` - 1.
  Span span(std::uint32_t first, std::uint32_t last) const {
    return {pieces_[first].span.begin, pieces_[last - 1].span.end};
  }
  // What is read, from byte `offset` on.
  std::string_view rest(std::uint32_t offset) const {
    return pieces_.empty() ? std::string_view()
                           : text_.substr(offset, pieces_.back().span.end - offset);
  }
  // Calls `find(i)` for one piece after the other. What it finds at i ends before the piece that it
  // returns, where the search goes on; 0 if there is nothing.
  template <class Find>
  void scan(Find find) const {
    for (std::uint32_t i = 0; i < size();) i = std::max(i + 1, find(i));
  }

  // The first piece that begins at or after byte `offset`.
  std::uint32_t piece_from(std::uint32_t offset) const;

 private:
  void cut(const Document& document, TokenIndex token, std::uint32_t& at);
  void add(Piece piece);

  std::string_view text_;
  std::vector<Piece> pieces_;
};

}  // namespace newscut::numbers
