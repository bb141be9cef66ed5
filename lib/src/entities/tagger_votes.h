// The second pass of the tagger: what the first pass said of the same word elsewhere in the
// article, as numbered features.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <vector>

#include "entities/tagger_features.h"
#include "entities/tagger_labels.h"

namespace newscut::tagger {

// A word of an article, lower-case, by number.
using VoteId = std::uint32_t;

// What the first pass said of one token.
struct Vote {
  VoteId word = 0;
  Label label = outside;
  bool capital = false;
  bool first = false;  // of its sentence
};

namespace votes {
inline constexpr std::size_t base = phrase_features;
inline constexpr std::size_t second_pass = base;      // of every token in it
inline constexpr std::size_t label = base + 1;        // what most others say: 0 no others, 1 + lane
inline constexpr std::size_t unanimous = label + 33;  // by type, 7 for outside
inline constexpr std::size_t some = unanimous + 8;    // at least one says this type
inline constexpr std::size_t written = some + types;  // seen in lower case, seen capitalised, first
inline constexpr std::size_t before = written + 8;    // type of the word before: 0 none, 1 outside
inline constexpr std::size_t after = before + 9;
inline constexpr std::size_t end = after + 9;
}  // namespace votes
inline constexpr std::size_t dense_features = votes::end;

// The counts of an article.
class Votes {
 public:
  void clear() { counts_.clear(); }
  void reserve(std::size_t words) {
    if (counts_.size() < words) counts_.resize(words);
  }
  // Requires: reserve() was told of the word.
  void add(const Vote& vote) {
    Count& count = counts_[vote.word];
    ++count.labels[vote.label];
    count.seen |= 1U << vote.label;
    ++(vote.capital ? vote.first ? count.first : count.capital : count.lower);
  }
  // To be called when all are in, before visit().
  void sum_up() {
    for (Count& count : counts_) {
      for (std::uint32_t left = count.seen; left != 0; left &= left - 1) {
        const auto lane = static_cast<std::size_t>(std::countr_zero(left));
        const std::uint32_t votes = count.labels[lane];
        if (count.best == lanes || votes > count.labels[count.best]) {
          count.second = count.best;
          count.best = lane;
        } else if (count.second == lanes || votes > count.labels[count.second]) {
          count.second = lane;
        }
      }
    }
  }

  // Calls visit(feature) for each feature of the token `at`, which has been added, as have its
  // neighbours, which may be null.
  template <class Visit>
  void visit(const Vote* left, const Vote& at, const Vote* right, Visit visit) const {
    visit(votes::second_pass);
    const Count& count = counts_[at.word];
    const std::size_t best = best_of_others(at);
    visit(votes::label + (best == lanes ? 0 : 1 + best));
    if (best != lanes) {
      std::uint32_t seen = count.seen;
      if (count.labels[at.label] == 1) seen &= ~(1U << at.label);
      const std::uint32_t types_seen =
          (seen >> unit | seen >> last | seen >> beginning | seen >> inside) & 0x7F;
      const std::uint32_t all_seen = types_seen | (seen & 1U) << types;
      if ((all_seen & (all_seen - 1)) == 0) visit(votes::unanimous + type_or_outside(best));
      for (std::size_t type = 0; type < types; ++type) {
        if ((types_seen >> type & 1) != 0) visit(votes::some + type);
      }
    }
    const std::uint32_t own = static_cast<std::uint32_t>(at.capital && !at.first);
    visit(votes::written + (count.lower > static_cast<std::uint32_t>(!at.capital) ? 1 : 0) +
          (count.capital > own ? 2 : 0) + (at.first ? 4 : 0));
    visit(votes::before + neighbour(left));
    visit(votes::after + neighbour(right));
  }

 private:
  struct Count {
    std::array<std::uint32_t, lanes> labels{};
    std::uint32_t lower = 0;
    std::uint32_t capital = 0;
    std::uint32_t first = 0;
    std::uint32_t seen = 0;      // a bit for each label that has a vote
    std::size_t best = lanes;    // the label with most votes, the lowest of equals
    std::size_t second = lanes;  // and without that one
  };

  static std::size_t type_or_outside(std::size_t lane) {
    return lane == outside ? types : static_cast<std::size_t>(type_of(static_cast<Label>(lane)));
  }

  // The label that most others say, the lowest of equals; `lanes` where there are no others.
  std::size_t best_of_others(const Vote& vote) const {
    const Count& count = counts_[vote.word];
    if (count.best != vote.label) return count.best;
    const std::uint32_t left = count.labels[count.best] - 1;
    const std::uint32_t rival = count.second == lanes ? 0 : count.labels[count.second];
    if (left == 0 && rival == 0) return lanes;
    if (left != rival) return left > rival ? count.best : count.second;
    return std::min(count.best, count.second);
  }

  // 0 where no others of the word are, 1 where most others are outside, 2 + type.
  std::size_t neighbour(const Vote* vote) const {
    if (vote == nullptr) return 0;
    const std::size_t best = best_of_others(*vote);
    if (best == lanes) return 0;
    return best == outside ? 1 : 2 + type_or_outside(best);
  }

  std::vector<Count> counts_;
};

}  // namespace newscut::tagger
