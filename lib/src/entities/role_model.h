// The weights that label the tokens around a person's name.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include "entities/role_features.h"

namespace newscut {

// A linear chain: feature weights by hashed feature, and weights of label pairs. The file: the
// weights of the pairs, by side and former label, then a row of four for each bucket, all int8.
class RoleModel {
 public:
  static constexpr std::size_t buckets = 1 << 16;
  static constexpr std::size_t row = 4;  // three labels and a filler
  static constexpr std::size_t pairs = 2 * (role_labels + 1) * role_labels;
  static constexpr std::size_t bytes = pairs + buckets * row;

  // `model` stays in memory. Requires: model.size() == bytes.
  explicit RoleModel(std::string_view model) : model_(model) {}

  static std::size_t pair(bool after, std::size_t former, std::size_t label) {
    return (static_cast<std::size_t>(after) * (role_labels + 1) + former) * role_labels + label;
  }

  // The best labels of a window, by Viterbi. `labels` is as long as the window.
  void label(const RoleText& text, const RoleWindow& window, std::vector<RoleLabel>& labels) const;

 private:
  int weight(std::size_t at) const { return static_cast<signed char>(model_[at]); }

  std::string_view model_;
};

// The best path through the scores of each token's labels. `former_score(former, label)`: former is
// role_labels at the start; no inside after outside or at the start.
template <class Number, class PairScore>
void best_labels(std::span<const std::array<Number, role_labels>> scores, PairScore pair_score,
                 std::vector<RoleLabel>& labels) {
  constexpr auto impossible = static_cast<Number>(-1e8);
  labels.resize(scores.size());
  std::vector<std::array<std::uint8_t, role_labels>> from(scores.size());
  std::array<Number, role_labels> best{};
  for (std::size_t i = 0; i < scores.size(); ++i) {
    std::array<Number, role_labels> now{};
    for (std::size_t label = 0; label < role_labels; ++label) {
      Number top = impossible;
      const std::size_t first = i == 0 ? role_labels : 0;
      const std::size_t last = i == 0 ? role_labels + 1 : role_labels;
      for (std::size_t former = first; former < last; ++former) {
        if (label == 2 && (former == 0 || former == role_labels)) continue;
        const Number score = (i == 0 ? Number{0} : best[former]) + pair_score(former, label);
        if (score > top) {
          top = score;
          from[i][label] = static_cast<std::uint8_t>(former);
        }
      }
      now[label] = top + scores[i][label];
    }
    best = now;
  }
  std::size_t label = 0;
  for (std::size_t other = 1; other < role_labels; ++other) {
    if (best[other] > best[label]) label = other;
  }
  for (std::size_t i = scores.size(); i-- > 0;) {
    labels[i] = static_cast<RoleLabel>(label);
    label = from[i][label];
  }
}

}  // namespace newscut
