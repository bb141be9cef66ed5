#include "quotes/decoder.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

namespace newscut {
namespace {

double exp_of(float x) { return std::exp(static_cast<double>(x)); }

// Drops what is reported without marks where it holds a quotation in marks, or where another
// quotation holds all of it: "warned" within "said that it had warned of …", or one clause of two
// cues, "apologised and said that …".
void drop_inner(const Scene& scene, std::vector<Decoded>& quotations) {
  struct Piece {
    TokenRange tokens;
    std::uint32_t quotation = 0;
    bool marked = false;
    bool has_source = false;
    double probability = 0;
  };
  std::vector<Piece> pieces;
  pieces.reserve(2 * quotations.size());
  for (std::uint32_t i = 0; i < quotations.size(); ++i) {
    const Decoded& quotation = quotations[i];
    Piece piece = {.tokens = {},
                   .quotation = i,
                   .marked = !quotation.regions.empty(),
                   .has_source = quotation.source != none,
                   .probability = quotation.probability};
    for (const std::uint32_t region : quotation.regions) {
      piece.tokens = scene.regions[region].tokens;
      pieces.push_back(piece);
    }
    if (quotation.extent.kind == Extent::Kind::marks_only) continue;
    piece.tokens = quotation.extent.tokens;
    pieces.push_back(piece);
  }
  // What may hold a piece stands before it; of equals the one to keep comes first.
  const auto order = [](const Piece& a, const Piece& b) {
    return std::tuple(a.tokens.begin, b.tokens.end, b.marked, b.has_source, b.probability) <
           std::tuple(b.tokens.begin, a.tokens.end, a.marked, a.has_source, a.probability);
  };
  std::ranges::stable_sort(pieces, order);
  std::vector<bool> inner(quotations.size(), false);
  TokenIndex reach = 0;
  for (const Piece& piece : pieces) {
    if (!piece.marked && piece.tokens.end <= reach) inner[piece.quotation] = true;
    reach = std::max(reach, piece.tokens.end);
  }
  // A clause without marks of its own that holds a quotation in marks is a misread cue before it.
  TokenIndex first_end = std::numeric_limits<TokenIndex>::max();
  for (auto piece = pieces.rbegin(); piece != pieces.rend(); ++piece) {
    if (piece->marked) {
      first_end = std::min(first_end, piece->tokens.end);
    } else if (first_end <= piece->tokens.end) {
      inner[piece->quotation] = true;
    }
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < quotations.size(); ++i) {
    if (inner[i]) continue;
    if (kept != i) quotations[kept] = std::move(quotations[i]);
    ++kept;
  }
  quotations.resize(kept);
}

}  // namespace

TokenRange marked_beside(const Scene& scene, const Decoded& quotation) {
  const TokenIndex cue = scene.cues[quotation.cue].token;
  TokenRange marked;
  bool before = false;
  bool after = false;
  for (const std::uint32_t index : quotation.regions) {
    const MarkedRegion& region = scene.regions[index];
    if (region.tokens.empty()) continue;
    const bool follows = region.tokens.begin > cue;
    const TokenIndex beside = follows ? region.tokens.begin : region.tokens.end - 1;
    if (scene.sentence_of(beside) != scene.sentence_of(cue)) continue;
    (follows ? after : before) = true;
    if (marked.empty()) marked = region.tokens;
    marked.end = region.tokens.end;
  }
  return before && after ? TokenRange() : marked;
}

std::vector<Decoded> Decoder::run() {
  sources_of_cue_.resize(scene_.cues.size());
  used_.assign(scene_.cues.size(), false);
  for (std::uint32_t i = 0; i < scene_.regions.size(); ++i) {
    if (scene_.regions[i].tokens.empty()) continue;
    take(i, best_choice(i));
  }
  for (Decoded& quotation : quotations_) find_extent(quotation);
  for (std::uint32_t i = 0; i < scene_.cues.size(); ++i) {
    if (!used_[i] && can_report(scene_, i)) report(i);
  }
  drop_inner(scene_, quotations_);
  return std::move(quotations_);
}

std::span<const Decoder::ScoredSource> Decoder::sources_of(std::uint32_t cue) {
  Stretch& known = sources_of_cue_[cue];
  if (known.begin == none) {
    known.begin = static_cast<std::uint32_t>(scored_.size());
    sources_of_cue(scene_, cue, cue_sources_);
    const CueView view(scene_, cue);
    features_.clear();
    for (const std::uint32_t source : cue_sources_) {
      features_.push_back(cue_source_features(scene_, view, source));
      model_.prefetch(features_.back());
    }
    for (std::size_t i = 0; i < cue_sources_.size(); ++i) {
      scored_.push_back({cue_sources_[i], model_.score(features_[i])});
    }
    known.end = static_cast<std::uint32_t>(scored_.size());
  }
  return std::span(scored_).subspan(known.begin, known.end - known.begin);
}

void Decoder::score_choices(std::uint32_t region) {
  // What a region and a cue share is worked out once for all sources of the cue, which follow each
  // other.
  region_features_.clear();
  std::uint32_t cue = none;
  for (const Choice& choice : choices_) {
    if (choice.kind == Choice::Kind::cued && choice.cue == cue) continue;
    if (choice.kind == Choice::Kind::cued) cue = choice.cue;
    region_features_.push_back(region_features(scene_, region, before_, choice));
    model_.prefetch(region_features_.back());
  }
  scores_.clear();
  cue = none;
  float cue_score = 0;
  std::size_t next = 0;
  for (const Choice& choice : choices_) {
    if (choice.kind != Choice::Kind::cued) {
      scores_.push_back(model_.score(region_features_[next++]));
      continue;
    }
    if (choice.cue != cue) {
      cue = choice.cue;
      cue_score = model_.score(region_features_[next++]);
    }
    const std::span<const ScoredSource> known = sources_of(cue);
    const auto source = std::ranges::find(known, choice.source, &ScoredSource::source);
    scores_.push_back(cue_score + source->score);
  }
}

Decoder::Ranked Decoder::best_choice(std::uint32_t region) {
  choices_of_region(scene_, region, before_, choices_);
  score_choices(region);
  const auto top = static_cast<std::size_t>(std::ranges::max_element(scores_) - scores_.begin());
  double all = 0;
  double quoted = 0;
  for (std::size_t i = 0; i < choices_.size(); ++i) {
    const double weight = exp_of(scores_[i] - scores_[top]);
    all += weight;
    if (choices_[i].kind != Choice::Kind::no_quotation) quoted += weight;
  }
  if (quoted < all - quoted) return {choices_.front(), 1 - quoted / all};
  // The likeliest source, over all its cues; then the likeliest cue with it.
  by_source_.clear();
  for (std::size_t i = 1; i < choices_.size(); ++i) {
    const std::uint32_t source = choices_[i].source;
    auto known = std::ranges::find(by_source_, source, &SourceWeight::source);
    if (known == by_source_.end()) known = by_source_.insert(known, {source, 0});
    known->weight += exp_of(scores_[i] - scores_[top]);
  }
  const auto likeliest = std::ranges::max_element(by_source_, {}, &SourceWeight::weight);
  const double best = likeliest->weight;
  const std::uint32_t best_source = likeliest->source;
  std::size_t chosen = 0;
  for (std::size_t i = 1; i < choices_.size(); ++i) {
    if (choices_[i].source == best_source && (chosen == 0 || scores_[i] > scores_[chosen])) {
      chosen = i;
    }
  }
  return {choices_[chosen], best / all};
}

void Decoder::take(std::uint32_t region, const Ranked& ranked) {
  const Choice& choice = ranked.choice;
  if (choice.kind == Choice::Kind::no_quotation) return;
  const bool same_cue = choice.cue != none && choice.cue == before_.cue;
  if (!quotations_.empty() && before_.region != none &&
      (choice.kind == Choice::Kind::continued || same_cue)) {
    quotations_.back().regions.push_back(region);
    quotations_.back().probability = std::min(quotations_.back().probability, ranked.probability);
  } else {
    quotations_.push_back({.regions = {region},
                           .cue = choice.cue,
                           .source = choice.source,
                           .extent = {},
                           .probability = ranked.probability});
  }
  if (choice.cue != none) used_[choice.cue] = true;
  before_ = {region, choice.cue, choice.source};
}

void Decoder::score_extents(const Reporting& reporting) {
  const ExtentView view(scene_, reporting);
  features_.clear();
  extent_parts_.clear();
  const auto last = [&] { return static_cast<std::uint32_t>(features_.size() - 1); };
  const Extent* previous = nullptr;
  // First the features, so that all weights are on their way before the first is used.
  for (const Extent& extent : extents_) {
    ExtentParts parts;
    const bool same_kind = previous != nullptr && previous->kind == extent.kind;
    if (same_kind) {
      parts = extent_parts_.back();
    } else {
      features_.push_back(view.kind_features(extent.kind));
      model_.prefetch(features_.back());
      parts.kind = last();
      extent_ends_.clear();
    }
    if (extent.kind != Extent::Kind::marks_only) {
      const auto add = [&](auto add_features) {
        add_features(features_.emplace_back());
        model_.prefetch(features_.back());
        return last();
      };
      if (!same_kind || previous->start != extent.start ||
          previous->tokens.begin != extent.tokens.begin) {
        parts.start = add([&](FeatureList& list) { view.add_start(extent, list); });
      }
      const auto is_same_end = [&](const ExtentEnd& known) {
        return known.token == extent.tokens.end && known.end == extent.end;
      };
      const auto known = std::ranges::find_if(extent_ends_, is_same_end);
      if (known == extent_ends_.end()) {
        parts.end = add([&](FeatureList& list) { view.add_end(extent, list); });
        extent_ends_.push_back({extent.tokens.end, extent.end, parts.end});
      } else {
        parts.end = known->features;
      }
      parts.both = add([&](FeatureList& list) {
        view.add_places(extent, list);
        view.add_lengths(extent, list);
      });
    }
    extent_parts_.push_back(parts);
    previous = &extent;
  }
  sums_.clear();
  for (const FeatureList& features : features_) sums_.push_back(model_.sum(features));
  scores_.clear();
  for (const ExtentParts& parts : extent_parts_) {
    const std::int32_t own =
        parts.both == none ? 0 : sums_[parts.start] + sums_[parts.end] + sums_[parts.both];
    scores_.push_back(model_.score(sums_[parts.kind]) + model_.score(own));
  }
}

Extent Decoder::best_extent(const Reporting& reporting, double& probability) {
  extents_of(scene_, reporting, extents_);
  score_extents(reporting);
  const auto top = static_cast<std::size_t>(std::ranges::max_element(scores_) - scores_.begin());
  double all = 0;
  for (const float score : scores_) all += exp_of(score - scores_[top]);
  probability = 1 / all;
  if (!reporting.marked.empty() || top != 0) {
    if (reporting.marked.empty()) probability = 1 - exp_of(scores_[0] - scores_[top]) / all;
    return extents_[top];
  }
  // More likely reported than not, though no single extent is likelier than none.
  if (1 - 1 / all <= 0.5) return extents_[0];
  const auto second = static_cast<std::size_t>(
      std::max_element(scores_.begin() + 1, scores_.end()) - scores_.begin());
  probability = 1 - 1 / all;
  return extents_[second];
}

void Decoder::find_extent(Decoded& quotation) {
  if (quotation.cue == none) return;
  const TokenRange marked = marked_beside(scene_, quotation);
  if (marked.empty()) return;
  double ignored = 0;
  quotation.extent = best_extent({quotation.cue, quotation.source, marked}, ignored);
}

void Decoder::report(std::uint32_t cue) {
  const std::span<const ScoredSource> known = sources_of(cue);
  const ScoredSource top = *std::ranges::max_element(known, {}, &ScoredSource::score);
  double all = 0;
  for (const ScoredSource& one : known) all += exp_of(one.score - top.score);
  const std::uint32_t source = top.source;
  double probability = 0;
  const Extent extent = best_extent({cue, source, {}}, probability);
  if (extent.kind == Extent::Kind::marks_only) return;
  quotations_.push_back({.regions = {},
                         .cue = cue,
                         .source = source,
                         .extent = extent,
                         .probability = probability / all});
}

}  // namespace newscut
