// The best labels for a stretch of tokens.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "entities/tagger_labels.h"

namespace newscut::tagger {

// By label. The scores of a token, or of the best way to each of its labels.
using Scores = std::array<std::int16_t, lanes>;

// Viterbi over the labels that the type system allows; before and after the stretch nothing is a
// name. In sixteen bits, so that eight labels share a vector: the scores of a token stand below the
// best of them, and what is further behind than `hopeless` is as good as that far. Not thread-safe.
class Viterbi {
 public:
  // `transitions`: lanes x lanes, from first. Requires: no transition and no score of a token
  // beyond 8,000 either way, or the result is some labels that the type system allows.
  explicit Viterbi(std::span<const std::int16_t> transitions);

  // Fills `labels`, as many as there are `rows`.
  void decode(std::span<const Scores> rows, std::vector<Label>& labels);

 private:
  static constexpr std::int16_t hopeless = -14000;
  static constexpr std::int16_t forbidden = -8000;

  // What is known of a token on the way back.
  struct Step {
    Scores best;  // of the best way to each label
    std::uint32_t
        rivals;  // the labels that can be better than `outside` before some label, as bits
  };

  void step(const Step& before, const Scores& scores, Step& now) const;
  void trace_back(std::vector<Label>& labels) const;

  // To the labels that begin or stay outside, in two groups of eight: `outside` and `unit`, then
  // `beginning`.
  std::array<std::array<std::int16_t, 16>, 16> entering_;
  // From `beginning`, then from `inside`, to `last` and to `inside` of the same type.
  std::array<std::array<std::int16_t, 16>, 2> going_on_;
  std::array<std::int16_t, 16> lead_;  // by how much a label can gain on `outside` by what follows
  std::vector<Step> steps_;            // of each token
};

}  // namespace newscut::tagger
