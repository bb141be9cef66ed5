#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cstdint>
#include <random>
#include <vector>

#include "entities/tagger_viterbi.h"

namespace newscut::tagger {
namespace {

// Nothing but the definition: every way to every label, in numbers that are wide enough.
std::vector<Label> plain(const std::vector<std::int16_t>& transitions,
                         const std::vector<Scores>& rows) {
  constexpr long never = -1'000'000'000;
  std::vector<std::array<long, lanes>> best(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t to = 0; to < lanes; ++to) {
      best[i][to] = never;
      for (std::size_t from = 0; from < lanes; ++from) {
        if (!may_follow(from, to) || (i == 0 && from != outside)) continue;
        const long before = i == 0 ? 0 : best[i - 1][from];
        best[i][to] = std::max(best[i][to], before + transitions[from * lanes + to] + rows[i][to]);
      }
    }
  }
  // Nothing is a name after the last.
  std::vector<Label> labels(rows.size());
  std::size_t next = outside;
  for (std::size_t i = rows.size(); i-- > 0;) {
    long most = 2 * never;
    for (std::size_t from = 0; from < lanes; ++from) {
      if (!may_follow(from, next)) continue;
      const long score = best[i][from] + transitions[from * lanes + next];
      if (score <= most) continue;
      most = score;
      labels[i] = static_cast<Label>(from);
    }
    next = labels[i];
  }
  return labels;
}

long score_of(const std::vector<std::int16_t>& transitions, const std::vector<Scores>& rows,
              const std::vector<Label>& labels) {
  long sum = 0;
  std::size_t before = outside;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    sum += transitions[before * lanes + labels[i]] + rows[i][labels[i]];
    before = labels[i];
  }
  return sum + transitions[before * lanes + outside];
}

}  // namespace

TEST_CASE("Viterbi finds a best way through random scores") {
  std::mt19937 random(7);
  const auto number = [&](int most) {
    return static_cast<std::int16_t>(static_cast<int>(random() % (2U * unsigned(most) + 1)) - most);
  };
  for (const int most : {3, 40, 600, 6000}) {
    std::vector<std::int16_t> transitions(lanes * lanes);
    for (std::int16_t& transition : transitions) transition = number(most);
    Viterbi viterbi(transitions);
    for (std::size_t length = 0; length < 60; ++length) {
      std::vector<Scores> rows(length);
      for (Scores& row : rows) {
        for (std::int16_t& score : row) score = number(most);
      }
      std::vector<Label> labels;
      viterbi.decode(rows, labels);
      REQUIRE(labels.size() == length);
      std::size_t before = outside;
      for (const Label label : labels) {
        REQUIRE(may_follow(before, label));
        before = label;
      }
      REQUIRE(may_follow(before, outside));
      // Of equals either will do.
      CHECK(score_of(transitions, rows, labels) ==
            score_of(transitions, rows, plain(transitions, rows)));
    }
  }
}

TEST_CASE("Viterbi keeps its head over a long name") {
  // Scores that would run out of sixteen bits if they were summed up.
  std::vector<std::int16_t> transitions(lanes * lanes);
  Viterbi viterbi(transitions);
  std::vector<Scores> rows(1024);
  for (Scores& row : rows) {
    row.fill(-5000);
    row[inside + 1] = 7000;
    row[beginning + 1] = 1000;
    row[last + 1] = 1000;
  }
  std::vector<Label> labels;
  viterbi.decode(rows, labels);
  CHECK(labels.front() == beginning + 1);
  CHECK(labels[500] == inside + 1);
  CHECK(labels.back() == last + 1);
}

}  // namespace newscut::tagger
