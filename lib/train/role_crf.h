// A semi-Markov conditional random field (Sarawagi and Cohen 2004) over the windows around names:
// training by stochastic gradient ascent with AdaGrad (Duchi et al. 2011) and dropout of features.
// Single-threaded; same input, same weights.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "entities/role_model.h"

namespace newscut::train {

struct RoleExample {
  using Features = std::vector<std::uint32_t>;  // buckets
  struct Candidate {
    RoleSegment segment;
    Features features;
    bool gold = false;
  };
  bool after = false;
  std::vector<Features> tokens;
  std::vector<Candidate> candidates;  // by their begin
};

class RoleCrf {
 public:
  // `dropout`: the share of features left out at random while learning.
  explicit RoleCrf(double dropout)
      : dropout_(dropout),
        weights_(RoleModel::descriptions),
        squares_(RoleModel::descriptions, initial_square) {}

  // A step up the likelihood of the example's roles. `chance(p)` is true with probability p.
  template <class Chance>
  void learn(const RoleExample& example, Chance chance) {
    drop(example, chance);
    score(example);
    forward(example);
    backward(example);
    update(example);
  }

  // Weights as the model wants them.
  const std::vector<double>& weights() const { return weights_; }
  void set_rate(double rate) { rate_ = rate; }

 private:
  using Parts = std::array<double, RoleModel::parts>;
  static constexpr double initial_square = 1e-2;
  static constexpr double decay = 1e-5;  // L2, applied with each update of a weight
  static constexpr double impossible = -1e9;

  static std::size_t place(std::uint32_t feature, std::size_t lane) {
    return RoleModel::pairs + feature * RoleModel::row + lane;
  }
  static double add_logs(double a, double b) {
    const double most = std::max(a, b);
    return most <= impossible ? impossible : most + std::log1p(std::exp(-std::abs(a - b)));
  }

  template <class Chance>
  void drop(const RoleExample& example, Chance chance) {
    const auto keep = [&](const RoleExample::Features& all, RoleExample::Features& kept) {
      kept.clear();
      for (const std::uint32_t feature : all) {
        if (!chance(dropout_)) kept.push_back(feature);
      }
    };
    tokens_.resize(example.tokens.size());
    for (std::size_t i = 0; i < tokens_.size(); ++i) keep(example.tokens[i], tokens_[i]);
    segments_.resize(example.candidates.size());
    for (std::size_t i = 0; i < segments_.size(); ++i) {
      keep(example.candidates[i].features, segments_[i]);
    }
  }

  void score(const RoleExample& example) {
    scale_ = 1 / (1 - dropout_);
    const std::size_t size = tokens_.size();
    emissions_.assign(size, {});
    inside_.assign(size + 1, 0);
    for (std::size_t t = 0; t < size; ++t) {
      for (const std::uint32_t feature : tokens_[t]) {
        for (std::size_t l = 0; l < role_labels; ++l)
          emissions_[t][l] += scale_ * weights_[place(feature, l)];
      }
      inside_[t + 1] = inside_[t] + emissions_[t][2];
    }
    scores_.clear();
    for (std::size_t i = 0; i < segments_.size(); ++i) {
      const RoleSegment segment = example.candidates[i].segment;
      double sum = emissions_[segment.begin][1] + inside_[segment.end] -
                   inside_[segment.begin + 1U] + emissions_[segment.end - 1U][3];
      for (const std::uint32_t feature : segments_[i]) sum += scale_ * weights_[place(feature, 3)];
      scores_.push_back(sum);
    }
    for (std::size_t former = 0; former <= RoleModel::start; ++former) {
      for (std::size_t part = 0; part < RoleModel::parts; ++part) {
        moves_[former][part] = weights_[RoleModel::pair(example.after, former, part)];
      }
    }
  }

  // Log of the sum over all ways to reach a part that begins at `at`.
  double reach(std::size_t at, std::size_t part) const {
    if (at == 0) return moves_[RoleModel::start][part];
    return add_logs(alpha_[at][0] + moves_[0][part], alpha_[at][1] + moves_[1][part]);
  }
  // Likewise of all ways on from a part that ends at `at`.
  double leave(std::size_t at, std::size_t part) const {
    if (at == tokens_.size()) return 0;
    return add_logs(moves_[part][0] + ahead_[at][0], moves_[part][1] + ahead_[at][1]);
  }

  void forward(const RoleExample& example) {
    const std::size_t size = tokens_.size();
    alpha_.assign(size + 1, {impossible, impossible});
    std::size_t next = 0;
    for (std::size_t at = 0; at < size; ++at) {
      alpha_[at + 1][0] = reach(at, 0) + emissions_[at][0];
      const double reached = reach(at, 1);
      for (; next < scores_.size() && example.candidates[next].segment.begin == at; ++next) {
        double& alpha = alpha_[example.candidates[next].segment.end][1];
        alpha = add_logs(alpha, reached + scores_[next]);
      }
    }
    total_ = add_logs(alpha_[size][0], alpha_[size][1]);
  }

  // ahead_[at][part]: of all ways from a part that begins at `at`, itself included.
  void backward(const RoleExample& example) {
    const std::size_t size = tokens_.size();
    ahead_.assign(size + 1, {impossible, impossible});
    std::size_t next = scores_.size();
    for (std::size_t at = size; at-- > 0;) {
      ahead_[at][0] = emissions_[at][0] + leave(at + 1, 0);
      for (; next > 0 && example.candidates[next - 1].segment.begin == at; --next) {
        ahead_[at][1] = add_logs(
            ahead_[at][1], scores_[next - 1] + leave(example.candidates[next - 1].segment.end, 1));
      }
    }
  }

  void update(const RoleExample& example) {
    const std::size_t size = tokens_.size();
    gradients_.assign(size, {});
    std::vector<bool> covered(size);
    for (std::size_t i = 0; i < scores_.size(); ++i) {
      const auto& [segment, features, gold] = example.candidates[i];
      const double share =
          std::exp(reach(segment.begin, 1) + scores_[i] + leave(segment.end, 1) - total_);
      const double gradient = (gold ? 1 : 0) - share;
      if (std::abs(gradient) > 1e-4) {
        for (const std::uint32_t feature : segments_[i]) step(place(feature, 3), gradient * scale_);
      }
      gradients_[segment.begin][1] += gradient;
      gradients_[segment.end - 1U][3] += gradient;
      for (std::size_t t = segment.begin + 1U; t < segment.end; ++t) gradients_[t][2] += gradient;
      for (std::size_t t = segment.begin; gold && t < segment.end; ++t) covered[t] = true;
    }
    for (std::size_t t = 0; t < size; ++t) {
      const double share = std::exp(reach(t, 0) + emissions_[t][0] + leave(t + 1, 0) - total_);
      gradients_[t][0] += (covered[t] ? 0 : 1) - share;
    }
    // What follows what.
    std::array<Parts, RoleModel::parts + 1> change{};
    std::size_t former = RoleModel::start;
    for (std::size_t at = 0; at < size;) {
      const auto gold = std::ranges::find_if(
          example.candidates, [&](const auto& c) { return c.gold && c.segment.begin == at; });
      const std::size_t part = gold == example.candidates.end() ? 0 : 1;
      change[former][part] += 1;
      former = part;
      at = part == 1 ? gold->segment.end : at + 1;
    }
    for (std::size_t at = 0; at < size; ++at) {
      for (std::size_t part = 0; part < RoleModel::parts; ++part) {
        if (at == 0) {
          change[RoleModel::start][part] -=
              std::exp(moves_[RoleModel::start][part] + ahead_[at][part] - total_);
          continue;
        }
        for (std::size_t f = 0; f < RoleModel::parts; ++f) {
          change[f][part] -= std::exp(alpha_[at][f] + moves_[f][part] + ahead_[at][part] - total_);
        }
      }
    }
    for (std::size_t f = 0; f <= RoleModel::start; ++f) {
      for (std::size_t part = 0; part < RoleModel::parts; ++part) {
        step(RoleModel::pair(example.after, f, part), change[f][part]);
      }
    }
    for (std::size_t t = 0; t < size; ++t) {
      for (const std::uint32_t feature : tokens_[t]) {
        for (std::size_t l = 0; l < role_labels; ++l) {
          step(place(feature, l), gradients_[t][l] * scale_);
        }
      }
    }
  }

  void step(std::size_t at, double gradient) {
    squares_[at] += gradient * gradient;
    weights_[at] = weights_[at] * (1 - decay) + rate_ * gradient / std::sqrt(squares_[at]);
  }

  double dropout_;
  double rate_ = 0;
  std::vector<double> weights_;
  std::vector<double> squares_;
  std::vector<RoleExample::Features> tokens_, segments_;  // those that dropout left
  std::vector<std::array<double, role_labels>> emissions_, gradients_;
  std::vector<double> inside_;  // sums of the emissions of `inside`
  std::vector<double> scores_;  // of the candidates
  std::vector<Parts> alpha_, ahead_;
  std::array<Parts, RoleModel::parts + 1> moves_;
  double total_ = 0;
  double scale_ = 1;
};

}  // namespace newscut::train
