// Scores of sentences: a sum of tables, each over the values of two features.
//
// That is a generalised additive model with pairwise interactions (Lou et al., "Accurate
// intelligible models with pairwise interactions", 2013). The trainer fits it by boosting small
// trees to the gradient of a listwise loss (Cao et al., "Learning to rank", 2007), many times over,
// and adds up what they say of each pair of values: however many the trees, a score costs one
// look-up a pair.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "summary/features.h"

namespace newscut {

// A view of `blob`, which must outlive it; as it stands in lib/data/key_sentences.model, all of it
// 16-bit numbers, little-endian:
//
//     how many tables there are
//     of each feature: how many values it has
//     of each table: its two features
//     the tables, row by row, in 1/4096
class SummaryModel {
 public:
  static constexpr double unit = 4096;

  // Throws Error where `blob` is no such thing, or is on other features.
  explicit SummaryModel(std::string_view blob);

  // Of each sentence, in units, added up in whole numbers: alike on every machine.
  void score(std::span<const FeatureVector> sentences, std::vector<std::int32_t>& sums) const;

 private:
  struct Table {
    const std::int16_t* values = nullptr;
    std::uint8_t first = 0;
    std::uint8_t second = 0;
    std::uint8_t columns = 0;  // values of the second
  };

  std::vector<Table> tables_;
  FeatureVector most_{};  // the greatest value that the tables have of each feature
};

}  // namespace newscut
