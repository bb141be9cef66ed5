// What the role model looks at: the words around the name of a person.
//
// Around each mention of a person there are two windows, before and after it, within its sentence.
// The model labels their tokens with B, I and O; the trainer and the finder share this file.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "document.h"
#include "entities/entities.h"
#include "entities/role_words.h"

namespace newscut {

enum class RoleLabel : std::uint8_t { outside, begin, inside };
constexpr std::size_t role_labels = 3;

struct RoleWindow {
  TokenRange tokens;
  TokenRange name;  // the mention that it lies beside
  bool after = false;
  bool worth_reading = false;  // there is a noun for a person in it
};

// An article as the role model sees it.
class RoleText {
 public:
  static constexpr TokenIndex most_before = 12;
  static constexpr TokenIndex most_after = 20;

  RoleText(const Document& document, const std::vector<Mention>& mentions,
           LazyWordFacts<RoleWord>& words)
      : document_(document), words_(words), codes_(document.tokens.size() + 1) {
    for (const Mention& mention : mentions) {
      const auto code = static_cast<std::uint8_t>(2 + 2 * static_cast<int>(mention.type));
      for (TokenIndex i = mention.tokens.begin; i < mention.tokens.end; ++i) codes_[i] = code;
      ++codes_[mention.tokens.begin];
    }
  }

  RoleWindow before(TokenRange name) const {
    const TokenRange sentence = document_.sentence(name.begin).tokens;
    const TokenIndex begin = name.begin - std::min(most_before, name.begin - sentence.begin);
    return make_window({begin, name.begin}, name, false);
  }
  RoleWindow after(TokenRange name) const {
    const TokenRange sentence = document_.sentence(name.begin).tokens;
    return make_window({name.end, std::min(sentence.end, name.end + most_after)}, name, true);
  }

  const RoleWord& word(TokenIndex token) const {
    return words_.get(document_.tokens[token].word, *document_.vocabulary);
  }
  const Document& document() const { return document_; }
  // Whether the name of a person begins here: what stands before it is that person's title.
  bool starts_person(TokenIndex token) const { return codes_[token] == person_begin; }

  // Calls `use(place, hash)` for each feature of each token; place counts from 0 in the window.
  template <class Use>
  void features(const RoleWindow& window, Use use) const;

 private:
  static constexpr std::uint8_t person_begin = 3;
  static constexpr std::uint32_t beyond = 0x5bd1e995;  // the word outside the window

  // Only what lies between the name and the noun farthest from it can matter, and a few words
  // before that noun.
  RoleWindow make_window(TokenRange tokens, TokenRange name, bool after) const {
    RoleWindow window{tokens, name, after, false};
    if (tokens.empty() || !word(after ? tokens.begin : tokens.end - 1).joins_role(after)) {
      return window;
    }
    TokenIndex noun = tokens.begin;
    while (noun < tokens.end && !word(noun).names_person()) ++noun;
    window.worth_reading = noun < tokens.end;
    return window;
  }

  static std::uint32_t mix(std::uint32_t a, std::uint32_t b) {
    std::uint32_t hash = (a ^ (b + 0x9e3779b9 + (a << 6) + (a >> 2))) * 0x85ebca6b;
    return hash ^ hash >> 13;
  }

  struct Look {
    std::uint32_t lower = beyond;
    std::uint32_t suffix = 0;
    std::uint32_t kind = 15;  // kind and shape
    std::uint32_t code = 31;  // 0 outside names, else the name's type, odd at its beginning
  };
  // Of a token near the window: the name itself can be seen, what lies behind it cannot.
  Look look(const RoleWindow& window, std::int64_t token) const {
    const std::int64_t first = window.after ? window.name.begin : window.tokens.begin;
    const std::int64_t last = window.after ? window.tokens.end : window.name.end;
    if (token < first || token >= last) return {};
    const auto at = static_cast<TokenIndex>(token);
    const RoleWord& facts = word(at);
    const std::uint32_t own = window.name.contains(at) ? 20 : 0;
    return {facts.lower, facts.suffix, static_cast<std::uint32_t>(facts.kind) * 8 + facts.shape,
            own + codes_[at]};
  }

  template <class Use>
  void token_features(const RoleWindow& window, TokenIndex token, const Look* looks,
                      std::uint32_t between, Use use) const;

  const Document& document_;
  LazyWordFacts<RoleWord>& words_;
  std::vector<std::uint8_t> codes_;
};

template <class Use>
void RoleText::features(const RoleWindow& window, Use use) const {
  std::array<Look, std::max(most_before, most_after) + 4> looks;
  const auto first = static_cast<std::int64_t>(window.tokens.begin);
  for (std::int64_t i = -2; i < static_cast<std::int64_t>(window.tokens.size()) + 2; ++i) {
    looks[static_cast<std::size_t>(i + 2)] = look(window, first + i);
  }
  std::uint32_t commas = 0;
  std::uint32_t persons = 0;
  for (TokenIndex n = 0; n < window.tokens.size(); ++n) {  // from the name on
    const TokenIndex i = window.after ? n : window.tokens.size() - 1 - n;
    const TokenIndex token = window.tokens.begin + i;
    token_features(window, token, looks.data() + i + 2,
                   std::min(commas, 2U) * 4 + std::min(persons, 2U),
                   [&](std::uint32_t feature) { use(i, feature); });
    commas += static_cast<std::uint32_t>(document_.text_of(token) == ",");
    persons += static_cast<std::uint32_t>(starts_person(token));
  }
}

// `looks` points at the token's own; two stand before it and two after it. `between`: the commas
// and persons that part it from the name.
template <class Use>
void RoleText::token_features(const RoleWindow& window, TokenIndex token, const Look* looks,
                              std::uint32_t between, Use use) const {
  const Look& here = looks[0];
  const Look& last = looks[-1];
  const Look& next = looks[1];
  const Look& last2 = looks[-2];
  const Look& next2 = looks[2];
  const std::uint32_t side = window.after ? 1 : 2;
  const std::uint32_t distance = std::min<TokenIndex>(
      window.after ? token - window.name.end : window.name.begin - 1 - token, 9);
  const std::uint32_t edge =
      window.after ? word(window.tokens.begin).lower : word(window.tokens.end - 1).lower;
  std::uint32_t number = side << 8;
  const auto add = [&](std::uint32_t value) { use(mix(++number, value)); };
  const auto pair = [&](std::uint32_t a, std::uint32_t b) { add(mix(a, b)); };
  add(here.lower);
  add(last.lower);
  add(next.lower);
  add(last2.lower);
  add(next2.lower);
  add(here.suffix);
  pair(here.kind, here.code);
  pair(last.kind, last.code);
  pair(next.kind, next.code);
  pair(here.lower, next.lower);
  pair(last.lower, here.lower);
  pair(mix(here.kind, here.code), mix(next.kind, next.code));
  pair(mix(here.kind, here.code), mix(last.kind, last.code));
  pair(here.kind, next.lower);
  pair(here.kind, last.lower);
  add(distance);
  pair(distance, edge);
  pair(distance, here.kind);
  pair(edge, here.kind);
  pair(between, here.kind);
  pair(between, mix(distance, edge));
  pair(here.lower, distance < 2 ? distance : 2);
  pair(here.code, mix(next.code, next2.code));
  pair(last.code, mix(here.code, next.kind));
  pair(next.kind, next2.kind);
  pair(last.lower, mix(last2.lower, here.kind));
  pair(static_cast<std::uint32_t>(window.name.size() > 1), std::min(distance, 3U));
}

}  // namespace newscut
