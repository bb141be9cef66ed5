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

Viterbi::Lanes Viterbi::step(const Lanes& before) const {
  Lanes after;
  after.fill(2 * impossible);
  // A name may begin, or not, after any label that ends what was before ...
  for (std::size_t from = 0; from < exits; ++from) {
    const Lanes& row = transitions_[from];
    const float score = before[from];
    for (std::size_t to = 0; to < 8; ++to) after[to] = std::max(after[to], score + row[to]);
    for (std::size_t to = beginning; to < std::size_t{beginning} + 8; ++to) {
      after[to] = std::max(after[to], score + row[to]);
    }
  }
  // ... and has to go on after one that does not.
  for (std::size_t type = 0; type < types; ++type) {
    for (const std::size_t part : {std::size_t{last}, std::size_t{inside}}) {
      const std::size_t to = part + type;
      after[to] = std::max(before[beginning + type] + transitions_[beginning + type][to],
                           before[inside + type] + transitions_[inside + type][to]);
    }
  }
  return after;
}

void Viterbi::trace_back(std::vector<Label>& labels) const {
  labels.resize(best_.size());
  std::size_t next = outside;
  for (std::size_t i = best_.size(); i-- > 0;) {
    const Lanes& scores = best_[i];
    std::size_t best = outside;
    if (begins(static_cast<Label>(next)) || next == outside) {
      float most = scores[outside] + transitions_[outside][next];
      for (std::size_t lane = 1; lane < exits; ++lane) {
        const float score = scores[lane] + transitions_[lane][next];
        if (score > most) {
          most = score;
          best = lane;
        }
      }
    } else {
      const std::size_t begun = beginning + (next & 7);
      const std::size_t within = inside + (next & 7);
      best = scores[within] + transitions_[within][next] > scores[begun] + transitions_[begun][next]
                 ? within
                 : begun;
    }
    labels[i] = static_cast<Label>(best);
    next = best;
  }
}

}  // namespace newscut::tagger
