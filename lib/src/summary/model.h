// Scores of sentences: boosted trees on their features.
//
// The trees are oblivious (all nodes of one depth ask the same question), as in Prokhorenkova et
// al., "CatBoost: unbiased boosting with categorical features" (2018); the trainer fits them to the
// gradient of a listwise loss (Cao et al., "Learning to rank", 2007).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "summary/features.h"

namespace newscut {

// As it stands in lib/data/key_sentences.model: these, one after another, little-endian.
struct SummaryTree {
  static constexpr std::size_t depth = 3;

  std::array<std::uint32_t, depth> values{};   // bit v: the feature having the value v is a yes
  std::array<std::uint8_t, depth> features{};  // of each question
  std::uint8_t unused = 0;
  std::array<float, std::size_t{1} << depth> leaves{};  // by the answers, the first the lowest bit

  double score(const FeatureVector& sentence) const {
    std::size_t leaf = 0;
    for (std::size_t i = 0; i < depth; ++i) {
      leaf |= static_cast<std::size_t>(values[i] >> sentence[features[i]] & 1) << i;
    }
    return leaves[leaf];
  }
};
static_assert(sizeof(SummaryTree) == 48);

// A view of the trees in `blob`; they must outlive it. Throws Error where `blob` holds none, or
// trees on features that do not exist.
class SummaryModel {
 public:
  explicit SummaryModel(std::string_view blob);

  // Of each sentence.
  std::vector<double> scores(std::span<const FeatureVector> sentences) const;

 private:
  std::span<const SummaryTree> trees_;
};

}  // namespace newscut
