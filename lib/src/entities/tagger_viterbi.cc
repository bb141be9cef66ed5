#include "entities/tagger_viterbi.h"

#include <algorithm>
#include <bit>

namespace newscut::tagger {

Viterbi::Viterbi(std::span<const std::int16_t> transitions) {
  for (std::size_t from = 0; from < lanes; ++from) {
    for (std::size_t to = 0; to < lanes; ++to) {
      transitions_[from][to] =
          may_follow(from, to) ? static_cast<float>(transitions[from * lanes + to]) : impossible;
    }
  }
  lead_.fill(0);
  for (std::size_t from = 0; from < exits; ++from) {
    for (std::size_t to = 0; to < lanes; ++to) {
      if (!may_follow(from, to)) continue;
      lead_[from] = std::max(lead_[from], transitions_[from][to] - transitions_[outside][to]);
    }
  }
}

std::uint32_t Viterbi::rivals(const Lanes& before) const {
  // Bits from a table, and one lane too many, so that the compiler makes vectors of it. That lane
  // and `outside` gain nothing, and are not better than `outside`.
  static constexpr auto bits = [] {
    std::array<std::uint32_t, 16> each{};
    for (std::uint32_t lane = 0; lane < 16; ++lane) each[lane] = 1U << lane;
    return each;
  }();
  std::uint32_t found = 0;
  for (std::size_t from = 0; from < 16; ++from) {
    found |= before[from] + lead_[from] > before[outside] ? bits[from] : 0U;
  }
  return found & ((1U << exits) - 1);
}

void Viterbi::step(const Lanes& before, Lanes& after) const {
  // A name may begin, or not, after any label that ends what was before; most of them are so far
  // behind that they cannot matter ...
  std::array<float, 16> best;
  const auto transition = [&](const Lanes& row, std::size_t k) {
    return row[k < 8 ? k : beginning + k - 8];
  };
  for (std::size_t k = 0; k < 16; ++k) {
    best[k] = before[outside] + transition(transitions_[outside], k);
  }
  for (std::uint32_t left = rivals(before); left != 0; left &= left - 1) {
    const auto from = static_cast<std::size_t>(std::countr_zero(left));
    const float score = before[from];
    const Lanes& row = transitions_[from];
    for (std::size_t k = 0; k < 16; ++k) best[k] = std::max(best[k], score + transition(row, k));
  }
  after.fill(2 * impossible);
  std::copy_n(best.begin(), 8, after.begin());
  std::copy_n(best.begin() + 8, 8, after.begin() + beginning);
  // ... and has to go on after one that does not.
  for (std::size_t type = 0; type < types; ++type) {
    for (const std::size_t part : {std::size_t{last}, std::size_t{inside}}) {
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
    const Lanes& scores = best_[i];
    std::size_t best = outside;
    if (begins(static_cast<Label>(next)) || next == outside) {
      float most = scores[outside] + transitions_[outside][next];
      for (std::uint32_t left = rivals(scores); left != 0; left &= left - 1) {
        const auto lane = static_cast<std::size_t>(std::countr_zero(left));
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
