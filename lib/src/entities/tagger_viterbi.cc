#include "entities/tagger_viterbi.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace newscut::tagger {
namespace {

constexpr std::size_t group = 8;  // labels

std::int16_t plus(int a, int b) { return static_cast<std::int16_t>(a + b); }

// Eight scores, one vector of every machine that matters; left to itself, the compiler makes
// vectors of half of the loops.
using Group [[gnu::vector_size(16)]] = std::int16_t;
Group load(const std::int16_t* from) {
  Group to;
  std::memcpy(&to, from, sizeof to);
  return to;
}
void store(Group from, std::int16_t* to) { std::memcpy(to, &from, sizeof from); }
Group fill(std::int16_t value) { return Group{} + value; }
Group higher(Group a, Group b) { return a > b ? a : b; }

// The labels among those before `exits` that can be better than `outside`, before any label; a bit
// each. `lead` is by how much a label can gain on it.
std::uint32_t rivals(Group low, Group high, const std::array<std::int16_t, 16>& lead) {
  static constexpr std::array<std::int16_t, 16> bits = [] {
    std::array<std::int16_t, 16> each{};
    for (std::size_t lane = 1; lane < exits; ++lane)
      each[lane] = static_cast<std::int16_t>(1 << lane);
    return each;
  }();
  const Group bar = fill(low[outside]);
  const Group found = ((low + load(lead.data()) > bar) & load(bits.data())) |
                      ((high + load(&lead[group]) > bar) & load(&bits[group]));
  std::array<std::uint64_t, 2> halves;
  std::memcpy(halves.data(), &found, sizeof found);
  std::uint64_t all = halves[0] | halves[1];
  all |= all >> 32;
  all |= all >> 16;
  return all & 0xFFFF;
}

// Where a label that begins or stays outside stands among the sixteen of them.
std::size_t entering_place(std::size_t label) {
  return label < group ? label : label - beginning + group;
}

}  // namespace

Viterbi::Viterbi(std::span<const std::int16_t> transitions) {
  const auto transition = [&](std::size_t from, std::size_t to) {
    return may_follow(from, to) ? transitions[from * lanes + to] : forbidden;
  };
  lead_.fill(0);
  for (std::size_t from = 0; from < 16; ++from) {
    for (std::size_t k = 0; k < group; ++k) {
      entering_[from][k] = transition(from, k);
      entering_[from][group + k] = transition(from, beginning + k);
    }
    if (from >= exits) continue;
    for (std::size_t to = 0; to < lanes; ++to) {
      if (!may_follow(from, to)) continue;
      lead_[from] = std::max(lead_[from], plus(transition(from, to), -transition(outside, to)));
    }
  }
  for (std::size_t k = 0; k < group; ++k) {
    going_on_[0][k] = transition(beginning + k, last + k);
    going_on_[0][group + k] = transition(beginning + k, inside + k);
    going_on_[1][k] = transition(inside + k, last + k);
    going_on_[1][group + k] = transition(inside + k, inside + k);
  }
}

void Viterbi::step(const Step& before, const Scores& scores, Step& now) const {
  // A name may begin, or not, after any label that ends what was before; most of them are so far
  // behind that they cannot matter ...
  const auto enter = [&](std::size_t from, std::size_t at) {
    return load(&entering_[from][at]) + fill(before.best[from]);
  };
  Group units = enter(outside, 0);
  Group beginnings = enter(outside, group);
  for (std::uint32_t left = before.rivals; left != 0; left &= left - 1) {
    const auto from = static_cast<std::size_t>(std::countr_zero(left));
    units = higher(units, enter(from, 0));
    beginnings = higher(beginnings, enter(from, group));
  }
  // ... and has to go on after one that does not.
  const Group begun = load(&before.best[beginning]);
  const Group within = load(&before.best[inside]);
  const auto go_on = [&](std::size_t at) {
    return higher(begun + load(&going_on_[0][at]), within + load(&going_on_[1][at]));
  };
  units += load(&scores[outside]);
  beginnings += load(&scores[beginning]);
  const Group lasts = go_on(0) + load(&scores[last]);
  const Group insides = go_on(group) + load(&scores[inside]);

  const Group best = higher(higher(units, lasts), higher(beginnings, insides));
  std::int16_t most = best[0];
  for (std::size_t k = 1; k < group; ++k) most = std::max<std::int16_t>(most, best[k]);
  const auto settle = [&](Group reached) {
    return higher(reached, fill(plus(most, hopeless))) - fill(most);
  };
  units = settle(units);
  store(units, &now.best[outside]);
  store(settle(lasts), &now.best[last]);
  store(settle(beginnings), &now.best[beginning]);
  store(settle(insides), &now.best[inside]);
  now.rivals = rivals(units, settle(lasts), lead_);
}

void Viterbi::decode(std::span<const Scores> rows, std::vector<Label>& labels) {
  Step start;
  start.best.fill(hopeless);
  start.best[outside] = 0;
  start.rivals = 0;
  steps_.resize(rows.size());
  const Step* before = &start;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    step(*before, rows[i], steps_[i]);
    before = &steps_[i];
  }
  trace_back(labels);
}

void Viterbi::trace_back(std::vector<Label>& labels) const {
  labels.resize(steps_.size());
  std::size_t next = outside;
  for (std::size_t i = steps_.size(); i-- > 0;) {
    const Scores& scores = steps_[i].best;
    std::size_t best = outside;
    if (begins(static_cast<Label>(next)) || next == outside) {
      const std::size_t to = entering_place(next);
      int most = scores[outside] + entering_[outside][to];
      for (std::uint32_t left = steps_[i].rivals; left != 0; left &= left - 1) {
        const auto lane = static_cast<std::size_t>(std::countr_zero(left));
        const int score = scores[lane] + entering_[lane][to];
        if (score > most) {
          most = score;
          best = lane;
        }
      }
    } else {
      const std::size_t type = next & 7;
      const std::size_t to = next >= inside ? group + type : type;
      const std::size_t begun = beginning + type;
      const std::size_t within = inside + type;
      best = scores[within] + going_on_[1][to] > scores[begun] + going_on_[0][to] ? within : begun;
    }
    labels[i] = static_cast<Label>(best);
    next = best;
  }
}

}  // namespace newscut::tagger
