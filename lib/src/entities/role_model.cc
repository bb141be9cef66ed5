#include "entities/role_model.h"

namespace newscut {

void RoleModel::label(const RoleText& text, const RoleWindow& window,
                      std::vector<RoleLabel>& labels) const {
  std::array<std::array<int, role_labels>, RoleText::most_after> scores{};
  text.features(window, [&](std::size_t place, std::uint32_t feature) {
    const std::size_t at = pairs + feature % buckets * row;
    for (std::size_t label = 0; label < role_labels; ++label) {
      scores[place][label] += weight(at + label);
    }
  });
  best_labels<int>(
      std::span(scores).first(window.tokens.size()),
      [&](std::size_t former, std::size_t label) {
        return weight(pair(window.after, former, label));
      },
      labels);
}

}  // namespace newscut
