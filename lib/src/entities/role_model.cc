#include "entities/role_model.h"

namespace newscut {

void RoleModel::label(const RoleText& text, const RoleWindow& window,
                      std::vector<RoleLabel>& labels) const {
  std::array<std::array<int, role_labels>, RoleText::most_after> scores{};
  const auto* const rows = reinterpret_cast<const signed char*>(model_.data() + pairs);
  text.features(window, [&](std::size_t place, std::uint32_t feature) {
    const signed char* const weights = rows + feature % buckets * row;
    std::array<int, role_labels>& sums = scores[place];
    sums[0] += weights[0];
    sums[1] += weights[1];
    sums[2] += weights[2];
  });
  best_labels<int>(
      std::span(scores).first(window.tokens.size()),
      [&](std::size_t former, std::size_t label) {
        return weight(pair(window.after, former, label));
      },
      labels);
}

}  // namespace newscut
