// Log-linear models over hashed features: softmax over the choices of each example, AdaGrad.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include "quotes/model.h"

namespace newscut::train {

// A choice's features lie one after the other in one array for all examples.
struct TrainingChoice {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool right = false;
};

struct Example {
  std::uint32_t begin = 0;  // choices
  std::uint32_t end = 0;
};

class LogLinear {
 public:
  static constexpr std::size_t size = std::size_t{1} << slot_bits;

  void begin_example() { examples_.push_back({at(choices_.size()), at(choices_.size())}); }
  void add_choice(bool right) {
    choices_.push_back({at(slots_.size()), at(slots_.size()), right});
    ++examples_.back().end;
  }
  void add_features(const FeatureList& features) {
    slots_.insert(slots_.end(), features.begin(), features.end());
    choices_.back().end = at(slots_.size());
  }
  // An example without a right choice, or without a wrong one, teaches nothing.
  bool end_example() {
    const Example& example = examples_.back();
    bool right = false;
    bool wrong = false;
    for (std::uint32_t i = example.begin; i < example.end; ++i) {
      (choices_[i].right ? right : wrong) = true;
    }
    if (right && wrong) return true;
    if (example.begin < example.end) slots_.resize(choices_[example.begin].begin);
    choices_.resize(example.begin);
    examples_.pop_back();
    return right;
  }
  std::size_t examples() const { return examples_.size(); }

  // The average of `runs` models, each of which saw the examples in orders of its own, and of the
  // later half of their epochs: a single one owes much to the order.
  std::vector<float> train(int runs, int epochs, float rate, float decay) {
    std::mt19937 random(7);
    std::vector<std::uint32_t> order(examples_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::vector<float> average(size, 0);
    for (int run = 0; run < runs; ++run) {
      weights_.assign(size, 0);
      squares_.assign(size, 1e-2F);
      for (int epoch = 0; epoch < epochs; ++epoch) {
        for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
        for (const std::uint32_t i : order) learn(examples_[i], rate);
        for (float& weight : weights_) weight *= 1 - decay;
        if (epoch * 2 >= epochs) {
          for (std::size_t i = 0; i < size; ++i) average[i] += weights_[i];
        }
      }
    }
    const auto averaged = static_cast<float>(runs * (epochs - (epochs + 1) / 2));
    for (float& weight : average) weight /= averaged;
    return average;
  }

 private:
  static std::uint32_t at(std::size_t n) { return static_cast<std::uint32_t>(n); }

  // Raises the probability of all right choices together.
  void learn(const Example& example, float rate) {
    scores_.clear();
    for (std::uint32_t i = example.begin; i < example.end; ++i) {
      float score = 0;
      for (std::uint32_t s = choices_[i].begin; s < choices_[i].end; ++s)
        score += weights_[slots_[s]];
      scores_.push_back(score);
    }
    const float top = *std::max_element(scores_.begin(), scores_.end());
    float all = 0;
    float right = 0;
    for (std::uint32_t i = example.begin; i < example.end; ++i) {
      float& score = scores_[i - example.begin];
      score = std::exp(score - top);
      all += score;
      if (choices_[i].right) right += score;
    }
    for (std::uint32_t i = example.begin; i < example.end; ++i) {
      const float score = scores_[i - example.begin];
      const float gradient =
          score / all - (choices_[i].right ? score / std::max(right, 1e-20F) : 0);
      if (std::fabs(gradient) < 1e-5F) continue;
      for (std::uint32_t s = choices_[i].begin; s < choices_[i].end; ++s) {
        float& square = squares_[slots_[s]];
        square += gradient * gradient;
        weights_[slots_[s]] -= rate * gradient / std::sqrt(square);
      }
    }
  }

  std::vector<std::uint32_t> slots_;
  std::vector<TrainingChoice> choices_;
  std::vector<Example> examples_;
  std::vector<float> weights_;
  std::vector<float> squares_;
  std::vector<float> scores_;
};

}  // namespace newscut::train
