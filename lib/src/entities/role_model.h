// The weights that label the tokens around a person's name.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include "entities/role_descriptions.h"
#include "entities/role_features.h"

namespace newscut {

// A semi-Markov chain: a window is parted into roles and tokens outside. Its score is that of each
// token's label, of each role as a whole and of what follows what. The file: the weights of what
// follows what, by side and former part, then a row of four for each bucket; last the weights of
// the log-linear choice whom a description means. All are int8. Then what nobody may score at most
// where somebody is looked for, an int16, little-endian.
class RoleModel {
 public:
  static constexpr std::size_t buckets = 1 << 17;
  static constexpr std::size_t row = 4;    // the labels; a segment's features have the last alone
  static constexpr std::size_t parts = 2;  // a token outside, a role
  static constexpr std::size_t pairs = 2 * (parts + 1) * parts;
  static constexpr std::size_t description_buckets = 1 << 16;
  static constexpr std::size_t descriptions = pairs + buckets * row;  // where theirs begin
  static constexpr std::size_t limit = descriptions + description_buckets;
  static constexpr std::size_t bytes = limit + 2;
  static constexpr std::size_t start = parts;

  // `model` stays in memory. Requires: model.size() == bytes.
  explicit RoleModel(std::string_view model) : model_(model) {}

  static std::size_t pair(bool after, std::size_t former, std::size_t part) {
    return (static_cast<std::size_t>(after) * (parts + 1) + former) * parts + part;
  }

  // The best roles of a window, in its order.
  void find(RoleText& text, const RoleWindow& window, std::vector<RoleSegment>& roles) const;
  // Whether a description can mean somebody, by its own features.
  bool may_mean_somebody(const RoleDescriptions::Features& features) const;
  // The person that a description means and its tokens; null where it means nobody.
  struct Chosen {
    const RoleDescriptions::Candidate* person = nullptr;
    TokenRange tokens;
  };
  Chosen choose(const RoleDescriptions::Choice& choice) const;

 private:
  int sum(const RoleDescriptions::Features& features) const;
  int weight(std::size_t at) const { return static_cast<signed char>(model_[at]); }

  std::string_view model_;
};

}  // namespace newscut
