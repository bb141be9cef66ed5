// The second pass of the tagger: what the first pass said of the same word elsewhere in the
// article, as numbered features.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <compare>
#include <cstdint>
#include <span>
#include <vector>

#include "entities/tagger_features.h"
#include "entities/tagger_labels.h"

namespace newscut::tagger {

// A word of an article, lower-case, by number.
using VoteId = std::uint32_t;

// What the first pass said of one token.
struct Vote {
  Vote() = default;
  Vote(const Word& written, VoteId id, Label said, bool first_of_sentence)
      : word(id), label(said), capital(written.capital), first(first_of_sentence) {
    if (capital) initial = written.lower.front();
    if (written.upper && written.lower.size() <= 12) {
      for (const char c : written.lower) {
        if (c != '.') letters = letters << 8 | static_cast<unsigned char>(c);
      }
    }
  }

  VoteId word = 0;
  Label label = outside;
  bool capital = false;
  bool first = false;         // of its sentence
  char initial = 0;           // first byte of a word with a capital, in lower case
  std::uint64_t letters = 0;  // of a word in capitals, without full stops: "U.N." is "un"
};

namespace votes {
inline constexpr std::size_t base = phrase_features;
inline constexpr std::size_t second_pass = base;            // of every token in it
inline constexpr std::size_t alone = base + 1;              // no others
inline constexpr std::size_t label = alone + 1;             // what most others say, by how many
inline constexpr std::size_t steps = 4;                     // 1, 2, 3 to 5, more
inline constexpr std::size_t seen = label + lanes * steps;  // each label that another has
inline constexpr std::size_t unanimous = seen + lanes;      // by type, 7 for outside
inline constexpr std::size_t written = unanimous + 8;       // in lower case, with a capital, first
inline constexpr std::size_t before = written + 8;  // type of the word before: 0 none, 1 outside
inline constexpr std::size_t after = before + 9;
// What most others say that have the same word before them; after them.
inline constexpr std::size_t same_before = after + 9;
inline constexpr std::size_t same_after = same_before + lanes;
inline constexpr std::size_t acronym = same_after + lanes;  // type of a name with these initials
inline constexpr std::size_t end = acronym + types;
}  // namespace votes
inline constexpr std::size_t dense_features = votes::end;

// The counts of an article.
class Votes {
 public:
  // For an article of up to so many tokens.
  void start(std::size_t tokens) {
    counts_.clear();
    pair_of_.clear();
    names_.clear();
    pairs_.assign(std::bit_ceil(2 * tokens + 2), {});
  }
  // Adds a stretch of tokens that were tagged together.
  void add(std::span<const Vote> stretch) {
    std::uint64_t initials = 0;
    std::size_t count = 0;  // of the initials
    for (std::size_t i = 0; i < stretch.size(); ++i) {
      const Vote& vote = stretch[i];
      add(vote);
      pair_of_.push_back(i == 0 ? 0 : add_pair(stretch[i - 1], vote));
      if (begins(vote.label)) initials = count = 0;
      if (vote.label == outside) continue;
      if (vote.initial != 0) {
        initials = initials << 8 | static_cast<unsigned char>(vote.initial);
        ++count;
      }
      if (ends(vote.label) && count >= 2 && count <= 8) {
        names_.push_back({initials, 1U << type_of(vote.label)});
      }
    }
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
    std::ranges::sort(names_);
  }

  // Calls visit(feature) for each feature of a token of a stretch that has been added, `first`
  // tokens after those of the stretches before it.
  template <class Visit>
  void visit(std::span<const Vote> stretch, std::size_t first, std::size_t i, Visit visit) const {
    const Vote& at = stretch[i];
    visit(votes::second_pass);
    const Count& count = counts_[at.word];
    const std::size_t best = best_of_others(at);
    if (best == lanes) {
      visit(votes::alone);
    } else {
      const std::uint32_t agreeing = count.labels[best] - (at.label == best ? 1 : 0);
      visit(votes::label + votes::steps * best + step(agreeing));
      std::uint32_t seen = count.seen;
      if (count.labels[at.label] == 1) seen &= ~(1U << at.label);
      const std::uint32_t types_seen =
          (seen >> unit | seen >> last | seen >> beginning | seen >> inside) & 0x7F;
      const std::uint32_t all_seen = types_seen | (seen & 1U) << types;
      if ((all_seen & (all_seen - 1)) == 0) visit(votes::unanimous + type_or_outside(best));
      for (std::uint32_t left = seen; left != 0; left &= left - 1) {
        visit(votes::seen + static_cast<std::size_t>(std::countr_zero(left)));
      }
    }
    const auto own = static_cast<std::uint32_t>(at.capital && !at.first);
    visit(votes::written + (count.lower > static_cast<std::uint32_t>(!at.capital) ? 1 : 0) +
          (count.capital > own ? 2 : 0) + (at.first ? 4 : 0));
    const bool ends_here = i + 1 == stretch.size();
    visit(votes::before + (i == 0 ? 0 : neighbour(stretch[i - 1])));
    visit(votes::after + (ends_here ? 0 : neighbour(stretch[i + 1])));
    if (i > 0) {
      const std::size_t label = pairs_[pair_of_[first + i]].second.best_of_others(at.label);
      if (label != lanes) visit(votes::same_before + label);
    }
    if (!ends_here) {
      const std::size_t label = pairs_[pair_of_[first + i + 1]].first.best_of_others(at.label);
      if (label != lanes) visit(votes::same_after + label);
    }
    if (at.letters == 0) return;
    std::uint32_t types_found = 0;
    for (auto name = std::ranges::lower_bound(names_, Name{at.letters, 0});
         name != names_.end() && name->letters == at.letters; ++name) {
      types_found |= name->types;
    }
    for (; types_found != 0; types_found &= types_found - 1) {
      visit(votes::acronym + static_cast<std::size_t>(std::countr_zero(types_found)));
    }
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

  // The votes on one of two words side by side; of many labels the first three.
  struct Few {
    static constexpr std::size_t most = 3;
    std::array<Label, most> labels{};
    std::array<std::uint16_t, most> votes{};  // none more than an article's part has tokens
    void add(Label label) {
      for (std::size_t k = 0; k < most; ++k) {
        if (votes[k] != 0 && labels[k] != label) continue;
        labels[k] = label;
        ++votes[k];
        return;
      }
    }
    // The label that most others say than one who says `own`, the lowest of equals.
    std::size_t best_of_others(Label own) const {
      std::size_t best = lanes;
      int most_votes = 0;
      for (std::size_t k = 0; k < most; ++k) {
        const int others = votes[k] - (labels[k] == own ? 1 : 0);
        if (others > most_votes || (others == most_votes && others > 0 && labels[k] < best)) {
          most_votes = others;
          best = labels[k];
        }
      }
      return best;
    }
  };
  // Two words side by side. A slot of a hash table; `words` is 0 in one that is free.
  struct Pair {
    std::uint64_t words = 0;
    Few first, second;
  };
  // The initials of a name, and its type as a bit.
  struct Name {
    std::uint64_t letters = 0;
    std::uint32_t types = 0;
    // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes the 0 of <=> for a pointer
    friend auto operator<=>(const Name&, const Name&) = default;
  };

  void add(const Vote& vote) {
    if (counts_.size() <= vote.word) counts_.resize(vote.word + 1);
    Count& count = counts_[vote.word];
    ++count.labels[vote.label];
    count.seen |= 1U << vote.label;
    ++(vote.capital ? vote.first ? count.first : count.capital : count.lower);
  }
  std::uint32_t add_pair(const Vote& first, const Vote& second) {
    const std::uint64_t words = (std::uint64_t{first.word} << 32 | second.word) + 1;
    const std::size_t mask = pairs_.size() - 1;
    std::size_t at = mix(words, 1) & mask;
    while (pairs_[at].words != 0 && pairs_[at].words != words) at = (at + 1) & mask;
    pairs_[at].words = words;
    pairs_[at].first.add(first.label);
    pairs_[at].second.add(second.label);
    return static_cast<std::uint32_t>(at);
  }

  static std::size_t step(std::uint32_t votes) {
    return votes == 1 ? 0 : votes == 2 ? 1 : votes <= 5 ? 2 : 3;
  }
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
  std::size_t neighbour(const Vote& vote) const {
    const std::size_t best = best_of_others(vote);
    if (best == lanes) return 0;
    return best == outside ? 1 : 2 + type_or_outside(best);
  }

  std::vector<Count> counts_;           // by word
  std::vector<Pair> pairs_;             // a power of two, half of them free at least
  std::vector<std::uint32_t> pair_of_;  // of each token the slot of it and the one before
  std::vector<Name> names_;             // sorted once all are in
};

}  // namespace newscut::tagger
