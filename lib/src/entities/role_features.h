// What the role model looks at: the words around the name of a person.
//
// Around each mention of a person there are two windows, before and after it, within its sentence.
// A role is a segment of a window. The model scores each token (begins a role, is inside of one,
// ends one, is outside) and each segment as a whole; the trainer and the finder share this file.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "document.h"
#include "entities/entities.h"
#include "entities/role_words.h"

namespace newscut {

// The last token of a role is its end, too.
enum class RoleLabel : std::uint8_t { outside, begin, inside, end };
constexpr std::size_t role_labels = 4;

struct RoleWindow {
  TokenRange tokens;
  TokenRange name;  // the mention that it lies beside
  bool after = false;
  bool worth_reading = false;  // there is a noun for a person in it
};

// Half-open, in tokens of the window.
struct RoleSegment {
  std::uint8_t begin = 0;
  std::uint8_t end = 0;
  friend bool operator==(RoleSegment, RoleSegment) = default;
};

// An article as the role model sees it.
class RoleText {
 public:
  static constexpr TokenIndex most_before = 14;
  static constexpr TokenIndex most_after = 24;
  static constexpr TokenIndex longest_window = std::max(most_before, most_after);
  static constexpr TokenIndex longest_role = 14;

  RoleText(const Document& document, const std::vector<Mention>& mentions, RoleWords& words)
      : document_(document), words_(words), codes_(document.tokens.size() + 1) {
    for (const Mention& mention : mentions) {
      const auto code = static_cast<std::uint8_t>(2 + 2 * static_cast<int>(mention.type));
      for (TokenIndex i = mention.tokens.begin; i < mention.tokens.end; ++i) codes_[i] = code;
      ++codes_[mention.tokens.begin];
    }
  }

  // Back to a word that stands in no role.
  RoleWindow before(TokenRange name) const {
    const TokenRange sentence = document_.sentence(name.begin).tokens;
    const TokenIndex first = name.begin - std::min(most_before, name.begin - sentence.begin);
    RoleWindow window{{name.begin, name.begin}, name, false, false};
    if (first == name.begin || !word(name.begin - 1).joins_before) return window;
    TokenIndex& begin = window.tokens.begin;
    while (begin > first) {
      const RoleWord here = word(begin - 1);
      if (here.place == RoleWord::barrier) break;
      window.worth_reading |= here.names_person();
      --begin;
    }
    return window;
  }
  // As far as a word that parts roles from the name.
  RoleWindow after(TokenRange name) const {
    const TokenRange sentence = document_.sentence(name.begin).tokens;
    const TokenIndex last = std::min(sentence.end, name.end + most_after);
    RoleWindow window{{name.end, name.end}, name, true, false};
    if (name.end >= last || !word(name.end).joins_after) return window;
    TokenIndex& end = window.tokens.end;
    while (end < last) {
      const RoleWord here = word(end);
      if (here.place == RoleWord::barrier && !here.joins_after) break;
      window.worth_reading |= here.names_person();
      ++end;
    }
    return window;
  }

  RoleWord word(TokenIndex token) const {
    return words_.get(document_.tokens[token].word, *document_.vocabulary);
  }
  const Document& document() const { return document_; }
  // Whether the name of a person begins here: what stands before it is that person's title.
  bool starts_person(TokenIndex token) const { return codes_[token] == person_begin; }

  // Must be called before the features of a window are asked for.
  void read(const RoleWindow& window);
  // Calls `use(place, hash)` for each feature of each token whose bit is in `wanted`; place counts
  // from 0 in the window.
  template <class Use>
  void features(const RoleWindow& window, std::uint32_t wanted, Use use) const;
  // Calls `use(segment)` for each segment that may be a role.
  template <class Use>
  void segments(const RoleWindow& window, Use use) const;
  // Calls `use(hash)` for each feature of a segment.
  template <class Use>
  void segment_features(const RoleWindow& window, RoleSegment segment, Use use) const;

 private:
  static constexpr std::uint8_t person_begin = 3;
  static constexpr std::uint32_t beyond = 0x5bd1e995;  // the word outside the window

  static std::uint32_t mix(std::uint32_t a, std::uint32_t b) {
    std::uint32_t hash = (a ^ (b + 0x9e3779b9 + (a << 6) + (a >> 2))) * 0x85ebca6b;
    return hash ^ hash >> 13;
  }

  struct Look {
    std::uint32_t lower = beyond;
    std::uint32_t fine = 0;
    std::uint32_t medium = 0;
    std::uint32_t kind = 15;  // kind and shape
    std::uint32_t code = 31;  // 0 outside names, else the name's type, odd at its beginning
    std::uint32_t form = 0;   // what it is, without its word unless it is a function word
    RoleWord::Place place = RoleWord::anywhere;
    bool person = false;
    bool comma = false;
  };
  // Of a token near the window: the rest of the sentence and the name can be seen, what lies behind
  // the name cannot.
  Look look(const RoleWindow& window, TokenRange sentence, std::int64_t token) const {
    const std::int64_t first = window.after ? window.name.begin : sentence.begin;
    const std::int64_t last = window.after ? sentence.end : window.name.end;
    if (token < first || token >= last) return {};
    const auto at = static_cast<TokenIndex>(token);
    const RoleWord facts = word(at);
    Look result;
    result.lower = facts.lower;
    result.fine = facts.fine;
    result.medium = facts.medium;
    result.kind = facts.kind * 8U + facts.shape;
    result.code = codes_[at] + (window.name.contains(at) ? 20U : 0U);
    result.place = facts.place;
    result.person = facts.names_person();
    result.comma = facts.comma;
    result.form = codes_[at] != 0 ? 100U + codes_[at] / 2
                  : result.person ? 10U + facts.kind
                  : facts.place == RoleWord::preposition || facts.place == RoleWord::barrier
                      ? facts.lower
                      : facts.shape;
    return result;
  }
  template <class Place>
  const Look& seen(Place place) const {
    return looks_[static_cast<std::size_t>(static_cast<std::int64_t>(place) + 2)];
  }

  // Whether a name goes on at the place.
  bool cuts_name(std::size_t place) const {
    const std::uint32_t code = looks_[place + 2].code;
    return code != 0 && code < 20 && code % 2 == 0;
  }

  template <class Use>
  void token_features(const RoleWindow& window, TokenIndex token, const Look* looks,
                      std::uint32_t between, Use use) const;

  const Document& document_;
  RoleWords& words_;
  std::vector<std::uint8_t> codes_;
  std::array<Look, longest_window + 4> looks_;
};

inline void RoleText::read(const RoleWindow& window) {
  const TokenRange sentence = document_.sentence(window.name.begin).tokens;
  const auto first = static_cast<std::int64_t>(window.tokens.begin);
  for (std::int64_t i = -2; i < static_cast<std::int64_t>(window.tokens.size()) + 2; ++i) {
    looks_[static_cast<std::size_t>(i + 2)] = look(window, sentence, first + i);
  }
}

template <class Use>
void RoleText::features(const RoleWindow& window, std::uint32_t wanted, Use use) const {
  std::uint32_t commas = 0;
  std::uint32_t persons = 0;
  for (TokenIndex n = 0; n < window.tokens.size(); ++n) {  // from the name on
    const TokenIndex i = window.after ? n : window.tokens.size() - 1 - n;
    const Look& here = seen(i);
    if ((wanted >> i & 1) != 0) {
      token_features(window, window.tokens.begin + i, &here,
                     std::min(commas, 2U) * 4 + std::min(persons, 2U),
                     [&](std::uint32_t feature) { use(i, feature); });
    }
    commas += static_cast<std::uint32_t>(here.comma);
    persons += static_cast<std::uint32_t>(here.code == person_begin);
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
  const std::uint32_t side = window.after ? 1 : 2;
  const std::uint32_t distance = std::min<TokenIndex>(
      window.after ? token - window.name.end : window.name.begin - 1 - token, 9);
  const std::uint32_t edge =
      seen(window.after ? 0 : static_cast<std::int64_t>(window.tokens.size()) - 1).lower;
  std::uint32_t number = side << 8;
  const auto add = [&](std::uint32_t value) { use(mix(++number, value)); };
  const auto pair = [&](std::uint32_t a, std::uint32_t b) { add(mix(a, b)); };
  add(here.lower);
  add(last.lower);
  add(next.lower);
  add(here.fine);
  add(here.medium);
  add(last.medium);
  add(next.medium);
  pair(here.kind, here.code);
  pair(last.kind, last.code);
  pair(next.kind, next.code);
  pair(here.lower, next.lower);
  pair(last.lower, here.lower);
  pair(here.kind, next.lower);
  pair(here.kind, last.lower);
  add(distance);
  pair(distance, edge);
  pair(distance, here.kind);
  pair(edge, here.kind);
  pair(between, here.kind);
  pair(between, mix(distance, edge));
  pair(here.lower, distance < 2 ? distance : 2);
  pair(static_cast<std::uint32_t>(window.name.size() > 1), std::min(distance, 3U));
}

template <class Use>
void RoleText::segments(const RoleWindow& window, Use use) const {
  const std::size_t size = window.tokens.size();
  for (std::size_t begin = 0; begin < size; ++begin) {
    const RoleWord::Place first = seen(begin).place;
    if (first != RoleWord::anywhere && first != RoleWord::connective) continue;
    if (cuts_name(begin)) continue;
    bool person = false;
    const std::size_t last = std::min<std::size_t>(size, begin + longest_role);
    for (std::size_t end = begin; end < last; ++end) {
      const Look& here = seen(end);
      if (here.place == RoleWord::barrier) break;
      person |= here.person;
      if (!person || here.place != RoleWord::anywhere || cuts_name(end + 1)) continue;
      use(RoleSegment{static_cast<std::uint8_t>(begin), static_cast<std::uint8_t>(end + 1)});
    }
  }
}

template <class Use>
void RoleText::segment_features(const RoleWindow& window, RoleSegment segment, Use use) const {
  const std::uint32_t side = window.after ? 1 : 2;
  std::uint32_t number = (side + 2) << 8;
  const auto add = [&](std::uint32_t value) { use(mix(++number, value)); };
  const auto pair = [&](std::uint32_t a, std::uint32_t b) { add(mix(a, b)); };
  const auto size = static_cast<std::int64_t>(window.tokens.size());
  const auto length = static_cast<std::uint32_t>(segment.end - segment.begin);
  // The head is the last noun for a person before the first preposition.
  std::int64_t head = size;
  std::int64_t preposition = size;
  std::uint32_t pattern = side;
  std::uint32_t form = 0;
  std::uint32_t nouns = 0;
  std::uint32_t joints = 0;
  for (std::int64_t i = segment.begin; i < segment.end; ++i) {
    const Look& here = seen(i);
    if (here.person) ++nouns;
    if (here.place == RoleWord::connective) ++joints;
    if (here.person && preposition == size) head = i;
    if (here.place == RoleWord::preposition && preposition == size && head != size) preposition = i;
    if (here.form != form || here.person) pattern = mix(pattern, here.form);
    form = here.form;
  }
  const Look& first = seen(segment.begin);
  const Look& last = seen(segment.end - 1);
  const Look& former = seen(segment.begin - 1);
  const Look& next = seen(segment.end);
  const std::uint32_t distance =
      window.after ? segment.begin : static_cast<std::uint32_t>(size - segment.end);
  std::uint32_t gap = std::min(distance, 6U);  // the words between role and name
  if (distance < 5) {
    for (std::int64_t i = 0; i < distance; ++i) {
      const Look& here = seen(window.after ? i : size - 1 - i);
      gap = mix(gap, here.place == RoleWord::anywhere ? here.form : here.lower);
    }
  }
  const std::uint32_t head_word = head == size ? 0 : seen(head).lower;
  const std::uint32_t head_kind = head == size ? 0 : seen(head).medium;
  const std::uint32_t tail = preposition == size ? 0 : seen(preposition).lower;
  const std::uint32_t object = preposition == size ? 0 : seen(preposition + 1).form;
  const std::uint32_t follows = next.place == RoleWord::preposition ? next.lower : next.form;
  const std::uint32_t at_head = head + 1 == segment.end;
  add(length);
  pair(first.lower, length == 1);
  add(first.form);
  pair(last.lower, length == 1);
  pair(last.form, next.form);
  pair(former.lower, first.form);
  pair(next.lower, last.form);
  pair(former.form, next.form);
  add(pattern);
  pair(pattern, gap);
  add(gap);
  pair(gap, length);
  pair(gap, next.form);
  pair(head_word, tail);
  pair(head_kind, tail);
  pair(head_word, follows);
  pair(head_kind, follows);
  pair(tail, object);
  pair(mix(tail, object), next.form);
  pair(follows, seen(segment.end + 1).form);
  pair(follows, mix(gap, at_head));
  pair(nouns, joints);
  pair(head_word, gap);
  pair(head_word, former.form);
  pair(head == segment.begin, former.form);
  pair(mix(former.lower, head_kind), head == segment.begin);
}

}  // namespace newscut
