#include "summary/model.h"

#include <algorithm>

#include "newscut/error.h"

namespace newscut {

SummaryModel::SummaryModel(std::string_view blob)
    // Embedded files are aligned.
    : trees_(reinterpret_cast<const SummaryTree*>(blob.data()), blob.size() / sizeof(SummaryTree)) {
  const bool whole = !blob.empty() && blob.size() % sizeof(SummaryTree) == 0;
  const auto known = [](const SummaryTree& tree) {
    return std::ranges::all_of(tree.features, [](std::uint8_t f) { return f < feature_count; });
  };
  if (!whole || !std::ranges::all_of(trees_, known)) {
    throw Error("the model of the key sentences does not fit this version");
  }
}

std::vector<double> SummaryModel::scores(std::span<const FeatureVector> sentences) const {
  std::vector<double> sums(sentences.size(), 0);
  // Tree by tree, so that no sum waits for the one before it.
  for (const SummaryTree& tree : trees_) {
    for (std::size_t i = 0; i < sentences.size(); ++i) sums[i] += tree.score(sentences[i]);
  }
  return sums;
}

}  // namespace newscut
