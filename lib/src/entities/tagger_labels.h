// The labels of the tagger: where in a name a token stands, and of what type the name is (BILOU).
#pragma once

#include <cstddef>
#include <cstdint>

#include "newscut/report.h"

namespace newscut::tagger {

// A row of scores has a lane for each label, laid out so that the Viterbi algorithm works on
// whole groups of eight:
//
//     lane   0  outside     8..14  last token of a name of type 0..6      15  unused
//         1..7  unit       16..22  beginning                              23  unused
//                          24..30  inside                                 31  unused
//
// After the lanes 0 to 14 a name may begin or not; after 16 to 30 it must go on.
using Label = std::uint8_t;

inline constexpr std::size_t lanes = 32;
inline constexpr std::size_t kinds = 2;  // of text: where capitals tell names, and where not
inline constexpr int types = 7;          // per to misc
inline constexpr Label outside = 0;
inline constexpr Label unit = 1;
inline constexpr Label last = 8;
inline constexpr Label beginning = 16;
inline constexpr Label inside = 24;
inline constexpr Label exits = 15;  // the lanes below it end what was before

inline constexpr bool is_used(std::size_t lane) { return lane != 15 && lane != 23 && lane != 31; }
// Requires: not `outside`.
inline constexpr int type_of(Label label) { return label < last ? label - unit : label & 7; }
inline constexpr Label label_of(Label part, int type) { return static_cast<Label>(part + type); }
inline constexpr bool begins(Label label) {
  return (label >= unit && label < last) || (label >= beginning && label < inside);
}
inline constexpr bool ends(Label label) { return label >= unit && label < exits; }

// What the type system allows to follow what.
inline constexpr bool may_follow(std::size_t from, std::size_t to) {
  if (!is_used(from) || !is_used(to)) return false;
  const bool enters = to < last || (to >= beginning && to < inside);
  if (from < exits) return enters;
  return !enters && (from & 7) == (to & 7);
}

inline constexpr EntityType entity_type(int type) { return static_cast<EntityType>(type); }

}  // namespace newscut::tagger
