#include "summary/model.h"

#include <algorithm>

#include "newscut/error.h"

namespace newscut {
namespace {

void require(bool fits) {
  if (!fits) throw Error("the model of the key sentences does not fit this version");
}

}  // namespace

SummaryModel::SummaryModel(std::string_view blob) {
  // Embedded files are aligned.
  std::span<const std::int16_t> rest(reinterpret_cast<const std::int16_t*>(blob.data()),
                                     blob.size() / sizeof(std::int16_t));
  const auto take = [&](std::size_t count) {
    require(count <= rest.size());
    const auto taken = rest.first(count);
    rest = rest.subspan(count);
    return taken;
  };
  require(blob.size() % sizeof(std::int16_t) == 0);
  const std::int16_t count = take(1)[0];
  const auto sizes = take(feature_count);
  require(count > 0 && std::ranges::all_of(sizes, [](std::int16_t size) {
            return size > 0 && static_cast<std::size_t>(size) <= feature_values;
          }));
  std::ranges::transform(sizes, most_.begin(),
                         [](std::int16_t size) { return static_cast<std::uint8_t>(size - 1); });
  const auto pairs = take(2 * static_cast<std::size_t>(count));
  require(std::ranges::all_of(pairs, [](std::int16_t feature) {
    return feature >= 0 && static_cast<std::size_t>(feature) < feature_count;
  }));
  for (std::size_t i = 0; i < pairs.size(); i += 2) {
    const auto first = static_cast<std::size_t>(pairs[i]);
    const auto second = static_cast<std::size_t>(pairs[i + 1]);
    const auto rows = static_cast<std::size_t>(sizes[first]);
    const auto columns = static_cast<std::size_t>(sizes[second]);
    tables_.push_back({take(rows * columns).data(), static_cast<std::uint8_t>(first),
                       static_cast<std::uint8_t>(second), static_cast<std::uint8_t>(columns)});
  }
  require(rest.empty());
}

void SummaryModel::score(std::span<const FeatureVector> sentences,
                         std::vector<std::int32_t>& sums) const {
  const std::size_t count = sentences.size();
  // By feature, then by sentence. A value greater than any seen is as good as that.
  std::vector<std::uint8_t> known(feature_count * count);
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t feature = 0; feature < feature_count; ++feature) {
      known[feature * count + i] = std::min(sentences[i][feature], most_[feature]);
    }
  }
  sums.assign(count, 0);
  if (count == 0) return;
  // Table by table, for all of them do not fit into the nearest cache.
  for (const Table& table : tables_) {
    const std::uint8_t* const first = &known[table.first * count];
    const std::uint8_t* const second = &known[table.second * count];
    for (std::size_t i = 0; i < count; ++i) {
      sums[i] += table.values[first[i] * table.columns + second[i]];
    }
  }
}

}  // namespace newscut
