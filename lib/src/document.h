// An article while it is worked on: what the layers hand on to each other.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "newscut/report.h"
#include "structure/structure.h"
#include "tokens/vocabulary.h"

namespace newscut {

using TokenIndex = std::uint32_t;

// Half-open range of tokens.
struct TokenRange {
  TokenIndex begin = 0;
  TokenIndex end = 0;

  bool empty() const { return begin == end; }
  TokenIndex size() const { return end - begin; }
  bool contains(TokenIndex token) const { return begin <= token && token < end; }
  friend bool operator==(TokenRange, TokenRange) = default;
};

struct DocToken {
  Span span;
  WordId word = 0;
  TokenKind kind = TokenKind::word;
  WordTraits traits;  // its word's
};

struct Sentence {
  Span span;  // from its first token to its last
  TokenRange tokens;
  std::uint32_t block = 0;  // index into Structure::blocks
};

struct Document {
  std::string_view text;
  Structure structure;
  std::vector<DocToken> tokens;
  std::vector<Sentence> sentences;  // of all blocks, in order; together they hold every token
  std::vector<std::uint32_t> sentence_of;  // of each token
  Vocabulary* vocabulary = nullptr;

  // Forgets what it holds, but keeps the memory.
  void begin(std::string_view new_text, Vocabulary& words) {
    text = new_text;
    vocabulary = &words;
    structure = {};
    tokens.clear();
    sentences.clear();
    sentence_of.clear();
  }

  // A loop over the tokens that looks words up tells of each this many tokens before, for the facts
  // of words are too many for the nearest caches.
  static constexpr TokenIndex words_ahead = 16;
  // Calls `expect(WordId)` with the word that stands so far after the token.
  template <class Expect>
  void look_ahead(TokenIndex token, Expect expect) const {
    if (token + words_ahead < tokens.size()) expect(tokens[token + words_ahead].word);
  }

  const Word& word(TokenIndex token) const { return (*vocabulary)[tokens[token].word]; }
  // Without a look at the word: the token has them.
  Mark mark(TokenIndex token) const { return tokens[token].traits.mark; }
  WordTraits traits(TokenIndex token) const { return tokens[token].traits; }
  std::string_view lower(TokenIndex token) const { return word(token).lower; }
  std::string_view text_of(TokenIndex token) const { return tokens[token].span.of(text); }
  // Requires: not empty.
  Span span(TokenRange range) const {
    return {tokens[range.begin].span.begin, tokens[range.end - 1].span.end};
  }
  // White space, or the beginning of a block, stands before the token.
  bool space_before(TokenIndex token) const {
    return token == 0 || tokens[token - 1].span.end != tokens[token].span.begin;
  }
  const Sentence& sentence(TokenIndex token) const { return sentences[sentence_of[token]]; }
  const Block& block(TokenIndex token) const { return structure.blocks[sentence(token).block]; }
};

}  // namespace newscut
