// The quotations of a scene, region by region from left to right, then what is reported without
// marks.
#pragma once

#include <span>
#include <vector>

#include "quotes/attribution.h"
#include "quotes/extent.h"
#include "quotes/model.h"
#include "quotes/scene.h"

namespace newscut {

// A quotation in terms of the scene.
struct Decoded {
  std::vector<std::uint32_t> regions;  // empty where nothing stands between marks
  std::uint32_t cue = none;
  std::uint32_t source = none;
  Extent extent;
  double probability = 0;  // that it is one, and has this source
};

// The regions of a quotation that stand in the sentence of its cue; empty where they stand on both
// sides of it. Requires: it has a cue.
TokenRange marked_beside(const Scene& scene, const Decoded& quotation);

class Decoder {
 public:
  Decoder(const Scene& scene, const QuoteModel& model) : scene_(scene), model_(model) {}

  std::vector<Decoded> run();

 private:
  struct Ranked {
    Choice choice;
    double probability = 0;
  };
  struct SourceWeight {
    std::uint32_t source = none;
    double weight = 0;
  };
  struct ScoredSource {
    std::uint32_t source = none;
    float score = 0;
  };
  struct ExtentEnd {
    TokenIndex token = 0;
    Extent::End end = Extent::End::nowhere;
    std::int32_t sum = 0;  // of its weights
  };
  struct Stretch {
    std::uint32_t begin = none;
    std::uint32_t end = none;
  };

  Ranked best_choice(std::uint32_t region);
  void score_choices(std::uint32_t region);
  std::span<const ScoredSource> sources_of(std::uint32_t cue);
  void take(std::uint32_t region, const Ranked& ranked);
  void find_extent(Decoded& quotation);
  void report(std::uint32_t cue);
  void score_extents(const Reporting& reporting);
  std::int32_t score_end(const ExtentView& view, const Extent& extent);
  Extent best_extent(const Reporting& reporting, double& probability);

  const Scene& scene_;
  const QuoteModel& model_;
  Attribution before_;
  std::vector<Decoded> quotations_;
  std::vector<ScoredSource> scored_;     // the sources of all cues that were asked for
  std::vector<Stretch> sources_of_cue_;  // where those of each cue stand in `scored_`
  std::vector<std::uint32_t> cue_sources_;
  std::vector<bool> used_;  // by cue
  std::vector<Choice> choices_;
  std::vector<float> scores_;
  std::vector<double> weights_;
  std::vector<Extent> extents_;
  std::vector<ExtentEnd> extent_ends_;  // of the kind at hand
  std::vector<SourceWeight> by_source_;
};

}  // namespace newscut
