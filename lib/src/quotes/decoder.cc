#include "quotes/decoder.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

namespace newscut {
namespace {

constexpr double certain = 0.98;  // that a label or a signature says who speaks

// Of a difference of scores. What is less likely by more than this counts for nothing.
double exp_of(float x) { return x < -20 ? 0 : static_cast<double>(std::exp(x)); }

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
  // NOLINTNEXTLINE(modernize-loop-convert): clang 14 cannot compile views::reverse of libstdc++ 12
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
    const Label label = scene_.labels[i].cue != none ? scene_.labels[i] : signature_of(scene_, i);
    const Ranked ranked = label.cue == none
                              ? best_choice(i)
                              : Ranked{{Choice::Kind::cued, label.cue, label.source}, certain};
    take(i, ranked);
    if (ranked.choice.kind == Choice::Kind::no_quotation) continue;
    for (const std::uint32_t last = chain_end(scene_, i); i < last;) {
      quotations_.back().regions.push_back(++i);
      before_.region = i;
    }
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
    for (const std::uint32_t source : cue_sources_) {
      WeightSum sum = model_.zero();
      add_cue_source(scene_, view, source, sum);
      scored_.push_back({source, model_.score(sum)});
    }
    known.end = static_cast<std::uint32_t>(scored_.size());
  }
  return std::span(scored_).subspan(known.begin, known.end - known.begin);
}

void Decoder::score_choices(std::uint32_t region) {
  // What a region and a cue share is worked out once for all sources of the cue, which follow each
  // other in the order of `sources_of`.
  scores_.clear();
  std::uint32_t cue = none;
  float cue_score = 0;
  std::span<const ScoredSource> known;
  std::size_t next = 0;
  for (const Choice& choice : choices_) {
    const bool same_cue = choice.kind == Choice::Kind::cued && choice.cue == cue;
    if (!same_cue) {
      WeightSum sum = model_.zero();
      add_region(scene_, region, before_, choice, sum);
      cue_score = model_.score(sum);
      cue = choice.kind == Choice::Kind::cued ? choice.cue : none;
      if (cue != none) known = sources_of(cue);
      next = 0;
    }
    scores_.push_back(cue == none ? cue_score : cue_score + known[next++].score);
  }
}

Decoder::Ranked Decoder::best_choice(std::uint32_t region) {
  choices_of_region(scene_, region, before_, choices_);
  score_choices(region);
  const auto top = static_cast<std::size_t>(std::ranges::max_element(scores_) - scores_.begin());
  double all = 0;
  double quoted = 0;
  weights_.clear();
  for (std::size_t i = 0; i < choices_.size(); ++i) {
    const double weight = exp_of(scores_[i] - scores_[top]);
    weights_.push_back(weight);
    all += weight;
    if (choices_[i].kind != Choice::Kind::no_quotation) quoted += weight;
  }
  if (quoted < all - quoted && !is_open_paragraph(scene_, region))
    return {choices_.front(), 1 - quoted / all};
  // The likeliest source, over all its cues; then the likeliest cue with it.
  by_source_.clear();
  for (std::size_t i = 1; i < choices_.size(); ++i) {
    const std::uint32_t source = choices_[i].source;
    auto known = std::ranges::find(by_source_, source, &SourceWeight::source);
    if (known == by_source_.end()) known = by_source_.insert(known, {source, 0});
    known->weight += weights_[i];
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
  scores_.clear();
  const Extent* previous = nullptr;
  float kind = 0;
  std::int32_t start = 0;
  for (const Extent& extent : extents_) {
    const bool same_kind = previous != nullptr && previous->kind == extent.kind;
    if (!same_kind) {
      WeightSum sum = model_.zero();
      view.add_kind(extent.kind, sum);
      kind = model_.score(sum);
      extent_ends_.clear();
    }
    std::int32_t own = 0;
    if (extent.kind != Extent::Kind::marks_only) {
      if (!same_kind || previous->start != extent.start ||
          previous->tokens.begin != extent.tokens.begin) {
        WeightSum sum = model_.zero();
        view.add_start(extent, sum);
        start = sum.sum();
      }
      WeightSum both = model_.zero();
      view.add_both(extent, both);
      own = start + score_end(view, extent) + both.sum();
    }
    scores_.push_back(kind + model_.score(own));
    previous = &extent;
  }
}

std::int32_t Decoder::score_end(const ExtentView& view, const Extent& extent) {
  const auto is_same = [&](const ExtentEnd& known) {
    return known.token == extent.tokens.end && known.end == extent.end;
  };
  const auto known = std::ranges::find_if(extent_ends_, is_same);
  if (known != extent_ends_.end()) return known->sum;
  WeightSum sum = model_.zero();
  view.add_end(extent, sum);
  extent_ends_.push_back({extent.tokens.end, extent.end, sum.sum()});
  return sum.sum();
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
