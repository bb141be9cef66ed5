#include "entities/tagger_viterbi.h"

#include <algorithm>

namespace newscut::tagger {

Viterbi::Viterbi(std::span<const std::int16_t> transitions) {
  for (std::size_t from = 0; from < lanes; ++from) {
    for (std::size_t to = 0; to < lanes; ++to) {
      transitions_[from][to] =
          may_follow(from, to) ? static_cast<float>(transitions[from * lanes + to]) : impossible;
    }
  }
}

void Viterbi::step(const Lanes& before, Lanes& after) const {
  after.fill(2 * impossible);
  // A name may begin, or not, after any label that ends what was before ...
  for (std::size_t from = 0; from < exits; ++from) {
    const Lanes& row = transitions_[from];
    for (std::size_t to = 0; to < 8; ++to) {
      after[to] = std::max(after[to], before[from] + row[to]);
    }
    for (std::size_t to = beginning; to < std::size_t{beginning} + 8; ++to) {
      after[to] = std::max(after[to], before[from] + row[to]);
    }
  }
  // ... and has to go on after one that does not.
  for (std::size_t type = 0; type < types; ++type) {
    for (const Label part : {last, inside}) {
      const std::size_t to = part + type;
      after[to] = std::max(before[beginning + type] + transitions_[beginning + type][to],
                           before[inside + type] + transitions_[inside + type][to]);
    }
  }
}

void Viterbi::trace_back(std::vector<Label>& labels) const {
  labels.resize(best_.size());
  std::size_t next = outside;
  for (std::size_t i = best_.size(); i-- > 0;) {
    std::size_t best = outside;
    float most = 8 * impossible;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const float score = best_[i][lane] + transitions_[lane][next];
      if (may_follow(lane, next) && score > most) {
        most = score;
        best = lane;
      }
    }
    labels[i] = static_cast<Label>(best);
    next = best;
  }
}

}  // namespace newscut::tagger
