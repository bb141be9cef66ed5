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
    Lanes now;
    now.fill(impossible);
    now[outside] = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      now = step(now);
      for (std::size_t lane = 0; lane < lanes; ++lane)
        now[lane] += static_cast<float>(rows[i][lane]);
      best_[i] = now;
    }
    trace_back(labels);
  }

 private:
  using Lanes = std::array<float, lanes>;
  static constexpr float impossible = -1e7F;

  Lanes step(const Lanes& before) const;
  void trace_back(std::vector<Label>& labels) const;

  std::array<Lanes, lanes> transitions_;
  std::vector<Lanes> best_;  // of each token: the score of the best way to each label
};

}  // namespace newscut::tagger
