// The best labels for a stretch of tokens.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "entities/tagger_labels.h"

namespace newscut::tagger {

// Viterbi over the labels that the type system allows; before and after the stretch nothing is a
// name. Scores are whole numbers held in floats, so that the result is the same on every machine.
// Not thread-safe.
class Viterbi {
 public:
  // `transitions`: lanes x lanes, from first.
  explicit Viterbi(std::span<const std::int16_t> transitions);

  // Score is a row of at least `lanes` numbers. Fills `labels`, as many as there are `rows`.
  template <class Scores>
  void decode(std::span<const Scores> rows, std::vector<Label>& labels) {
    best_.resize(rows.size());
    Lanes start;
    start.fill(impossible);
    start[outside] = 0;
    const Lanes* before = &start;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      Lanes now;
      step(*before, now);
      for (std::size_t lane = 0; lane < lanes; ++lane)
        now[lane] += static_cast<float>(rows[i][lane]);
      best_[i] = now;
      before = &best_[i];
    }
    trace_back(labels);
  }

 private:
  using Lanes = std::array<float, lanes>;
  static constexpr float impossible = -1e7F;

  void step(const Lanes& before, Lanes& after) const;
  void trace_back(std::vector<Label>& labels) const;

  // The labels among those before `exits` that can be better than `outside`, before any label; a
  // bit each, without that of `outside`.
  std::uint32_t rivals(const Lanes& before) const;

  std::array<Lanes, lanes> transitions_;
  Lanes lead_;               // by how much a label can gain on `outside` by what follows
  std::vector<Lanes> best_;  // of each token: the score of the best way to each label
};

}  // namespace newscut::tagger
