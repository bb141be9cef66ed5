#include "entities/role_model.h"

namespace newscut {

void RoleModel::find(RoleText& text, const RoleWindow& window,
                     std::vector<RoleSegment>& roles) const {
  const std::size_t size = window.tokens.size();
  std::array<std::array<int, role_labels>, RoleText::longest_window> scores{};
  const auto* const rows = reinterpret_cast<const signed char*>(model_.data() + pairs);
  roles.clear();
  text.read(window);
  // A token that no candidate covers is outside, whatever its score.
  std::uint32_t covered = 0;
  text.segments(window, [&](RoleSegment segment) {
    covered |= ((1U << segment.end) - 1) & ~((1U << segment.begin) - 1);
  });
  if (covered == 0) return;
  text.features(window, covered, [&](std::size_t place, std::uint32_t feature) {
    const signed char* const weights = rows + feature % buckets * row;
    std::array<int, role_labels>& sums = scores[place];
    sums[0] += weights[0];
    sums[1] += weights[1];
    sums[2] += weights[2];
    sums[3] += weights[3];
  });
  // By place of the end: the best score with a token outside and with a role before it.
  constexpr int impossible = -1000000000;
  std::array<std::array<int, parts>, RoleText::longest_window + 1> best;
  std::array<std::array<std::uint8_t, parts>, RoleText::longest_window + 1> from{};
  std::array<std::uint8_t, RoleText::longest_window + 1> begins{};
  std::array<int, RoleText::longest_window + 1> inside{};  // sums
  for (auto& b : best) b.fill(impossible);
  for (std::size_t i = 0; i < size; ++i) inside[i + 1] = inside[i] + scores[i][2];
  // Into a role or a token outside that begins at `place`.
  const auto reach = [&](std::size_t place, std::size_t part, std::uint8_t& former) {
    if (place == 0) return weight(pair(window.after, start, part));
    const int a = best[place][0] + weight(pair(window.after, 0, part));
    const int b = best[place][1] + weight(pair(window.after, 1, part));
    former = a >= b ? 0 : 1;
    return std::max(a, b);
  };
  std::size_t done = 0;
  const auto advance = [&](std::size_t to) {
    for (; done < to; ++done) {
      std::uint8_t former = 0;
      const int score = reach(done, 0, former) + scores[done][0];
      best[done + 1][0] = score;
      from[done + 1][0] = former;
    }
  };
  text.segments(window, [&](RoleSegment segment) {
    advance(segment.begin);
    std::uint8_t former = 0;
    int score = reach(segment.begin, 1, former) + scores[segment.begin][1] + inside[segment.end] -
                inside[segment.begin + 1U] + scores[segment.end - 1U][3];
    text.segment_features(window, segment, [&](std::uint32_t feature) {
      score += rows[feature % buckets * row + 3];
    });
    if (score > best[segment.end][1]) {
      best[segment.end][1] = score;
      from[segment.end][1] = former;
      begins[segment.end] = segment.begin;
    }
  });
  advance(size);
  std::size_t part = best[size][1] > best[size][0] ? 1 : 0;
  for (std::size_t at = size; at > 0;) {
    const std::uint8_t former = from[at][part];
    if (part == 1) {
      roles.push_back({begins[at], static_cast<std::uint8_t>(at)});
      at = begins[at];
    } else {
      --at;
    }
    part = former;
  }
  std::ranges::reverse(roles);
}

int RoleModel::sum(const RoleDescriptions::Features& features) const {
  int sum = 0;
  for (const std::uint32_t feature : features.all()) {
    sum += weight(descriptions + feature % description_buckets);
  }
  return sum;
}

bool RoleModel::may_mean_somebody(const RoleDescriptions::Features& features) const {
  const int most = static_cast<unsigned char>(model_[limit]) | weight(limit + 1) * 256;
  return -sum(features) <= most;
}

RoleModel::Chosen RoleModel::choose(const RoleDescriptions::Choice& choice) const {
  // A role found rightly is worth more than one found wrongly costs.
  constexpr int bias = 20;
  Chosen chosen;
  int longest = 0;
  for (const RoleDescriptions::Extent& extent : choice.extents) {
    const int fit = sum(extent.features);
    if (chosen.tokens.size() != 0 && fit <= longest) continue;
    longest = fit;
    chosen.tokens = extent.tokens;
  }
  int best = -sum(choice.features) - longest - bias;  // of nobody, whose score is 0
  for (const RoleDescriptions::Candidate& person : choice.persons) {
    if (const int fit = sum(person.features); fit > best) {
      best = fit;
      chosen.person = &person;
    }
  }
  return chosen;
}

}  // namespace newscut
