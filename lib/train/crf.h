// Training of a linear-chain conditional random field by stochastic gradient ascent with AdaGrad
// (Duchi et al. 2011), over the labels of tagger_labels.h. Single-threaded and deterministic.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "entities/tagger_labels.h"

namespace newscut::train {

using tagger::kinds;
using tagger::Label;
using tagger::lanes;
using FeatureId = std::uint32_t;
using Floats = std::array<float, lanes>;

// xorshift64*.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed * 2 + 1) {}
  std::uint32_t next() {
    state_ ^= state_ >> 12;
    state_ ^= state_ << 25;
    state_ ^= state_ >> 27;
    return static_cast<std::uint32_t>((state_ * 0x2545F4914F6CDD1DU) >> 32);
  }
  bool chance(double p) { return next() < p * 4294967296.0; }
  std::size_t below(std::size_t n) {
    return static_cast<std::size_t>(std::uint64_t{next()} * n >> 32);
  }

 private:
  std::uint64_t state_;
};

// Of each feature a weight for each label, and what follows what. Sequences are of two kinds, which
// have transitions of their own.
struct Weights {
  explicit Weights(std::size_t features) : of(features) {
    for (Floats& row : of) row.fill(0);
    for (auto& matrix : transitions) {
      for (Floats& row : matrix) row.fill(0);
    }
  }
  void add(const Weights& other, float factor) {
    const auto add_row = [factor](Floats& to, const Floats& from) {
      for (std::size_t lane = 0; lane < lanes; ++lane) to[lane] += factor * from[lane];
    };
    for (std::size_t i = 0; i < of.size(); ++i) add_row(of[i], other.of[i]);
    for (std::size_t kind = 0; kind < kinds; ++kind) {
      for (std::size_t from = 0; from < lanes; ++from)
        add_row(transitions[kind][from], other.transitions[kind][from]);
    }
  }

  std::vector<Floats> of;
  std::array<std::array<Floats, lanes>, kinds> transitions;
};

// The sums of what the features of each token say.
inline void score(const Weights& weights, std::span<const std::vector<FeatureId>> tokens,
                  float scale, std::vector<Floats>& emissions) {
  emissions.resize(tokens.size());
  for (std::size_t t = 0; t < tokens.size(); ++t) {
    if (t + 1 < tokens.size()) {
      for (const FeatureId feature : tokens[t + 1]) {
        __builtin_prefetch(&weights.of[feature][0]);
        __builtin_prefetch(&weights.of[feature][16]);
      }
    }
    Floats sum{};
    for (const FeatureId feature : tokens[t]) {
      const Floats& row = weights.of[feature];
      for (std::size_t lane = 0; lane < lanes; ++lane) sum[lane] += row[lane];
    }
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      emissions[t][lane] = tagger::is_used(lane) ? sum[lane] * scale : -1e9F;
    }
  }
}

// The best labels.
inline void decode(const Weights& weights, std::size_t kind,
                   std::span<const std::vector<FeatureId>> tokens, std::vector<Label>& labels) {
  std::vector<Floats> emissions;
  score(weights, tokens, 1, emissions);
  const auto& transitions = weights.transitions[kind];
  const std::size_t n = tokens.size();
  labels.resize(n);
  std::vector<std::array<Label, lanes>> from_of(n);
  Floats before;
  before.fill(-1e9F);
  before[tagger::outside] = 0;
  for (std::size_t t = 0; t < n; ++t) {
    Floats now;
    for (std::size_t to = 0; to < lanes; ++to) {
      now[to] = -1e9F;
      for (std::size_t from = 0; from < lanes; ++from) {
        if (!tagger::may_follow(from, to)) continue;
        const float value = before[from] + transitions[from][to];
        if (value > now[to]) {
          now[to] = value;
          from_of[t][to] = static_cast<Label>(from);
        }
      }
      now[to] += emissions[t][to];
    }
    before = now;
  }
  Label best = tagger::outside;
  float most = -1e30F;
  for (std::size_t lane = 0; lane < tagger::exits; ++lane) {
    const float value = before[lane] + transitions[lane][tagger::outside];
    if (value > most) {
      most = value;
      best = static_cast<Label>(lane);
    }
  }
  for (std::size_t t = n; t-- > 0;) {
    labels[t] = best;
    best = from_of[t][best];
  }
}

class Crf {
 public:
  struct Settings {
    float rate = 0.1F;
    float dropout = 0.4F;
    float decay = 1e-6F;  // L2, applied with each update of a weight
  };

  Crf(std::size_t features, Settings settings)
      : settings_(settings), weights_(features), squares_(features) {
    for (Floats& row : squares_.of) row.fill(initial_square);
    for (auto& matrix : squares_.transitions) {
      for (Floats& row : matrix) row.fill(initial_square);
    }
  }

  // A step up the likelihood of `gold`. `tokens` holds the features of each token.
  void learn(std::span<const std::vector<FeatureId>> tokens, std::span<const Label> gold,
             std::size_t kind, Random& random) {
    kind_ = kind;
    drop(tokens, random);
    scale_ = 1 / (1 - settings_.dropout);
    score(weights_, kept_, scale_, emissions_);
    forward_backward();
    update(gold);
  }

  const Weights& weights() const { return weights_; }
  void set_rate(float rate) { settings_.rate = rate; }

 private:
  static constexpr float initial_square = 1e-2F;

  void drop(std::span<const std::vector<FeatureId>> tokens, Random& random) {
    const auto keep = static_cast<std::uint32_t>((1 - settings_.dropout) * 4294967295.0);
    kept_.resize(tokens.size());
    for (std::size_t t = 0; t < tokens.size(); ++t) {
      kept_[t].clear();
      for (const FeatureId feature : tokens[t]) {
        if (random.next() <= keep) kept_[t].push_back(feature);
      }
    }
  }

  // In probabilities, scaled at each token.
  void forward_backward() {
    const auto& transitions = weights_.transitions[kind_];
    const std::size_t n = emissions_.size();
    alpha_.resize(n);
    beta_.resize(n);
    for (std::size_t from = 0; from < lanes; ++from) {
      for (std::size_t to = 0; to < lanes; ++to) {
        const bool allowed = tagger::may_follow(from, to);
        moves_[from][to] = allowed ? std::exp(transitions[from][to]) : 0;
        moves_back_[to][from] = moves_[from][to];
      }
    }
    Floats before{};
    before[tagger::outside] = 1;
    for (std::size_t t = 0; t < n; ++t) {
      Floats& e = emissions_[t];
      float most = -1e9F;
      for (const float value : e) most = std::max(most, value);
      for (float& value : e) value = std::exp(value - most) + (value > -1e8F ? 1e-30F : 0.0F);
      times(before, moves_, alpha_[t]);
      float sum = 0;
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        alpha_[t][lane] *= e[lane];
        sum += alpha_[t][lane];
      }
      for (float& value : alpha_[t]) value /= sum;
      before = alpha_[t];
    }
    for (std::size_t lane = 0; lane < lanes; ++lane)
      beta_[n - 1][lane] = moves_[lane][tagger::outside];
    for (std::size_t t = n - 1; t-- > 0;) {
      Floats ahead;
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        ahead[lane] = emissions_[t + 1][lane] * beta_[t + 1][lane];
      }
      times(ahead, moves_back_, beta_[t]);
      float sum = 0;
      for (const float value : beta_[t]) sum += value;
      for (float& value : beta_[t]) value /= sum;
    }
  }

  static void times(const Floats& vector, const std::array<Floats, lanes>& matrix, Floats& out) {
    Floats sum{};
    for (std::size_t from = 0; from < lanes; ++from) {
      const float factor = vector[from];
      for (std::size_t to = 0; to < lanes; ++to) sum[to] += factor * matrix[from][to];
    }
    out = sum;
  }

  void update(std::span<const Label> gold) {
    const std::size_t n = emissions_.size();
    std::array<Floats, lanes> change{};
    Floats before{};
    before[tagger::outside] = 1;
    Label label_before = tagger::outside;
    for (std::size_t t = 0; t < n; ++t) {
      // Expected transitions into t.
      Floats ahead;
      for (std::size_t lane = 0; lane < lanes; ++lane)
        ahead[lane] = emissions_[t][lane] * beta_[t][lane];
      Floats reached;
      times(before, moves_, reached);
      float sum = 0;
      for (std::size_t lane = 0; lane < lanes; ++lane) sum += reached[lane] * ahead[lane];
      for (std::size_t from = 0; from < lanes; ++from) {
        const float factor = before[from] / sum;
        if (factor == 0) continue;
        for (std::size_t to = 0; to < lanes; ++to) {
          change[from][to] -= factor * moves_[from][to] * ahead[to];
        }
      }
      change[label_before][gold[t]] += 1;
      Floats gradient;
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        gradient[lane] = -reached[lane] * ahead[lane] / sum;
      }
      gradient[gold[t]] += 1;
      for (float& value : gradient) value *= scale_;
      if (t + 1 < n) {
        for (const FeatureId feature : kept_[t + 1]) {
          __builtin_prefetch(&squares_.of[feature][0]);
          __builtin_prefetch(&squares_.of[feature][16]);
        }
      }
      for (const FeatureId feature : kept_[t])
        step(weights_.of[feature], squares_.of[feature], gradient);
      before = alpha_[t];
      label_before = gold[t];
    }
    float sum = 0;
    for (std::size_t lane = 0; lane < lanes; ++lane)
      sum += before[lane] * moves_[lane][tagger::outside];
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      change[lane][tagger::outside] -= before[lane] * moves_[lane][tagger::outside] / sum;
    }
    change[label_before][tagger::outside] += 1;
    for (std::size_t from = 0; from < lanes; ++from) {
      step(weights_.transitions[kind_][from], squares_.transitions[kind_][from], change[from]);
    }
  }

  void step(Floats& weights, Floats& squares, const Floats& gradient) const {
    const float rate = settings_.rate;
    const float keep = 1 - settings_.decay;
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      squares[lane] += gradient[lane] * gradient[lane];
      weights[lane] = weights[lane] * keep + rate * gradient[lane] / std::sqrt(squares[lane]);
    }
  }

  Settings settings_;
  Weights weights_, squares_;
  std::size_t kind_ = 0;
  std::array<Floats, lanes> moves_, moves_back_;
  std::vector<std::vector<FeatureId>> kept_;
  std::vector<Floats> emissions_, alpha_, beta_;
  float scale_ = 1;
};

}  // namespace newscut::train
