#include "quotes/extent.h"

#include <algorithm>
#include <array>

#include "quotes/feature_names.h"
#include "quotes/speakers.h"

namespace newscut {
namespace {

template <class Value>
std::uint32_t u(Value value) {
  return static_cast<std::uint32_t>(value);
}

std::uint32_t length_bucket(TokenIndex tokens) {
  std::uint32_t bucket = 0;
  while (bucket < 7 && tokens > bucket * bucket) ++bucket;
  return bucket;
}

// The sentence of the cue, as far as the marks beside it reach. Of a sentence that never ends, the
// part around the cue.
TokenRange home_of(const Scene& scene, const Reporting& reporting) {
  constexpr TokenIndex furthest = 120;
  const TokenIndex cue = scene.cues[reporting.cue].token;
  TokenRange home = scene.sentence(cue);
  home.begin = std::max(home.begin, cue - std::min(cue, furthest));
  home.end = std::min(home.end, cue + furthest);
  if (!reporting.marked.empty()) {
    const TokenIndex last = reporting.marked.end - 1;
    home.begin = std::min(home.begin, reporting.marked.begin);
    home.end = std::max(home.end, std::min(scene.sentence(last).end, last + furthest));
  }
  return home;
}

TokenIndex trim_end(const Scene& scene, TokenIndex begin, TokenIndex end) {
  constexpr TokenIndex most = 8;
  begin = std::max(begin, end - std::min(end, most));
  while (end > begin && scene.region_of(end - 1) == none && scene.word(end - 1).is_punctuation() &&
         scene.word(end - 1).word_class != WordClass::closing_bracket)
    --end;
  return end;
}

struct Place {
  TokenIndex token = 0;
  Extent::Start start = Extent::Start::nowhere;
  Extent::End end = Extent::End::nowhere;
};

// A vector of few, in place.
template <class T, std::size_t capacity>
class Few {
 public:
  // Requires: size() < capacity.
  void push_back(const T& value) { values_[size_++] = value; }
  std::size_t size() const { return size_; }
  const T* begin() const { return values_.data(); }
  const T* end() const { return values_.data() + size_; }

 private:
  std::array<T, capacity> values_;
  std::size_t size_ = 0;
};

// The places at hand, as many as any of the functions below may find.
using Places = Few<Place, 24>;

// Where the clause after a cue can begin.
Places starts_after(const Scene& scene, const Reporting& reporting, TokenRange home) {
  Places starts;
  const auto add = [&](TokenIndex token, Extent::Start start) {
    while (token < home.end && scene.region_of(token) == none &&
           (scene.word(token).word_class == WordClass::comma ||
            scene.word(token).word_class == WordClass::colon))
      ++token;
    if (token >= home.end) return;
    for (const Place& known : starts) {
      if (known.token == token) return;
    }
    starts.push_back({.token = token, .start = start});
  };
  const TokenIndex cue = scene.cues[reporting.cue].token;
  add(cue + 1, Extent::Start::cue);
  // Past all of the source: "according to the minister, Pedro Lima, …".
  TokenIndex past = cue + 1;
  if (reporting.source != none && scene.sources[reporting.source].tokens.begin > cue) {
    past = end_of_source(scene, reporting.source);
    add(past, Extent::Start::source);
  }
  // Past an addressee: "told reporters …".
  const std::uint32_t next = scene.first_source(cue + 1);
  if (next < scene.sources.size() && scene.sources[next].tokens.begin <= cue + 2 &&
      next != reporting.source && scene.sources[next].tokens.end < home.end) {
    add(scene.sources[next].tokens.end, Extent::Start::source);
  }
  constexpr TokenIndex furthest = 16;
  for (TokenIndex i = past; i < std::min(home.end, cue + furthest); ++i) {
    if (scene.region_of(i) != none) break;
    const QuoteWord& word = scene.word(i);
    if (word.word_class == WordClass::that) {
      add(i, Extent::Start::that);
      break;
    }
    if (word.word_class == WordClass::comma) {
      add(i + 1, Extent::Start::comma);
      if (starts.size() > 5) break;
    }
    if (word.word_class == WordClass::subordinator) add(i, Extent::Start::clause);
  }
  if (!reporting.marked.empty()) add(reporting.marked.begin, Extent::Start::marks);
  return starts;
}

// Where a clause after the cue can end, whatever it begins with: at what breaks a sentence, and at
// the sentence's end.
class Ends {
 public:
  // `last_start` is where the last of the clauses begins.
  Ends(const Scene& scene, const Reporting& reporting, TokenIndex first_start,
       TokenIndex last_start, TokenRange home)
      : marked_(reporting.marked), last_(trim_end(scene, home.begin, home.end)) {
    const TokenIndex from = least(first_start);
    const TokenIndex enough = least(last_start);
    std::size_t beyond = 0;
    for (TokenIndex i = from; i < home.end && beyond < most && breaks_.size() < capacity; ++i) {
      if (const std::uint32_t region = scene.region_of(i); region != none) {
        if (!marked_.empty()) break;  // another quotation's marks
        i = std::max(i, scene.regions[region].tokens.end - 1);
      } else if (scene.word(i).breaks) {
        breaks_.push_back(i);
        beyond += static_cast<std::size_t>(i > enough);
      }
    }
  }

  // Those of the clause that begins at `begin`.
  template <class Add>
  void each(TokenIndex begin, Add add) const {
    const TokenIndex from = least(begin);
    std::size_t found = 0;
    if (!marked_.empty()) {
      add(from, Extent::End::marks);
      ++found;
    }
    for (const TokenIndex i : breaks_) {
      if (i <= from) continue;
      if (found++ == most) break;
      add(i, Extent::End::clause);
    }
    if (last_ > begin) add(last_, Extent::End::sentence);
  }

 private:
  static constexpr std::size_t most = 7;  // breaks
  static constexpr std::size_t capacity = 32;

  TokenIndex least(TokenIndex begin) const { return marked_.empty() ? begin + 2 : marked_.end; }

  TokenRange marked_;
  TokenIndex last_;
  Few<TokenIndex, capacity> breaks_;
};

Places starts_before(const Scene& scene, const Reporting& reporting, TokenIndex end,
                     TokenRange home) {
  constexpr std::size_t most = 4;
  Places starts;
  starts.push_back({.token = home.begin, .start = Extent::Start::sentence});
  if (!reporting.marked.empty()) {
    starts.push_back({.token = reporting.marked.begin, .start = Extent::Start::marks});
  }
  const TokenIndex until = reporting.marked.empty() ? end : reporting.marked.begin;
  for (TokenIndex i = home.begin; i < until && starts.size() < most; ++i) {
    if (const std::uint32_t region = scene.region_of(i); region != none) {
      i = std::max(i, scene.regions[region].tokens.end - 1);
      continue;
    }
    const QuoteWord& word = scene.word(i);
    if (word.breaks && i + 2 < until) {
      starts.push_back({.token = i + 1, .start = Extent::Start::clause});
    }
  }
  return starts;
}

}  // namespace

namespace {

// The extent takes in words that stand outside of the marks.
bool reaches_beyond(const Scene& scene, TokenRange marked, TokenRange tokens) {
  const auto has_word = [&](TokenIndex begin, TokenIndex end) {
    for (TokenIndex i = begin; i < end; ++i) {
      if (scene.word(i).letter || scene.word(i).digit) return true;
    }
    return false;
  };
  return has_word(tokens.begin, std::min(marked.begin, tokens.end)) ||
         has_word(std::max(marked.end, tokens.begin), tokens.end);
}

}  // namespace

bool can_report(const Scene& scene, std::uint32_t index) {
  const CueCandidate& cue = scene.cues[index];
  if (cue.cue_class != CueClass::colon) return can_report(cue.cue_class);
  const Block& block = scene.document.block(cue.token);
  return block.kind == Block::Kind::title || scene.block_of(cue.token) == 0;
}

void extents_of(const Scene& scene, const Reporting& reporting, std::vector<Extent>& extents) {
  extents.clear();
  extents.push_back({});
  const TokenRange home = home_of(scene, reporting);
  const TokenIndex cue = scene.cues[reporting.cue].token;
  const TokenRange marked = reporting.marked;
  const auto add = [&](const Extent& extent) {
    if (marked.empty() || reaches_beyond(scene, marked, extent.tokens)) extents.push_back(extent);
  };
  if (marked.empty() || marked.begin > cue) {
    const Places starts = starts_after(scene, reporting, home);
    TokenIndex first = home.end;
    TokenIndex last = cue;
    for (const Place& start : starts) {
      first = std::min(first, start.token);
      last = std::max(last, start.token);
    }
    const Ends ends(scene, reporting, first, last, home);
    for (const Place& start : starts) {
      if (!marked.empty() && start.token > marked.begin) continue;
      ends.each(start.token, [&](TokenIndex token, Extent::End end) {
        if (token <= start.token) return;
        add({Extent::Kind::after, {start.token, token}, start.start, end});
      });
    }
  }
  if (marked.empty() || marked.end <= cue) {
    TokenIndex end = cue;
    if (reporting.source != none) {
      end = std::min(end, scene.sources[reporting.source].tokens.begin);
    }
    end = trim_end(scene, home.begin, std::max(end, home.begin));
    if (!marked.empty()) end = std::max(end, marked.end);
    if (end < home.begin + 2) return;
    for (const Place& start : starts_before(scene, reporting, end, home)) {
      if (start.token >= end || (!marked.empty() && start.token > marked.begin)) continue;
      add({Extent::Kind::before, {start.token, end}, start.start, Extent::End::subject});
      if (!marked.empty() && end != marked.end) {
        add({Extent::Kind::before, {start.token, marked.end}, start.start, Extent::End::marks});
      }
    }
  }
}

ExtentView::ExtentView(const Scene& scene, const Reporting& reporting)
    : scene_(scene), reporting_(reporting), home_(home_of(scene, reporting)) {}

std::uint32_t ExtentView::class_of(TokenIndex token) const {
  if (!home_.contains(token)) return 63;
  return scene_.region_of(token) != none ? 62 : scene_.word(token).border;
}

std::uint32_t ExtentView::hash_of(TokenIndex token) const {
  return home_.contains(token) ? scene_.word(token).hash : 0;
}

std::uint32_t ExtentView::packed(Extent::Kind kind) const {
  return u(kind) << 1U | u(!reporting_.marked.empty());
}

template <FeatureSink Features>
void ExtentView::add_kind(Extent::Kind extent_kind, Features& features) const {
  const CueCandidate& cue = scene_.cues[reporting_.cue];
  const QuoteWord& word = scene_.word(cue.token);
  const std::uint32_t kind = packed(extent_kind);
  const std::uint32_t next = class_of(cue.token + 1);
  const std::uint32_t previous = cue.token == 0 ? 63 : class_of(cue.token - 1);
  const std::uint32_t source_side =
      reporting_.source == none ? 0
                                : 1 + u(scene_.sources[reporting_.source].tokens.begin > cue.token);
  const std::uint32_t source_type =
      reporting_.source == none ? 15 : u(scene_.sources[reporting_.source].type);
  features.add(feature::extent_kind, kind, u(cue.cue_class), u(word.form));
  features.add(feature::extent_lemma, kind, cue.lemma);
  features.add(feature::extent_word, kind, word.hash);
  features.add(feature::extent_next, kind, next, u(cue.cue_class));
  features.add(feature::extent_next_word, kind, hash_of(cue.token + 1));
  features.add(feature::extent_previous, kind, previous, source_side);
  features.add(feature::extent_source, kind, source_side, source_type);
  features.add(feature::extent_cue_place, kind, u(cue.token == home_.begin),
               length_bucket(home_.end - cue.token));
  features.add(feature::extent_lemma_source, kind, cue.lemma, source_side);
  features.add(feature::extent_lemma_next, kind, cue.lemma, next);
  if (!reporting_.marked.empty()) {
    const TokenIndex gap = reporting_.marked.begin > cue.token
                               ? reporting_.marked.begin - cue.token - 1
                               : cue.token - reporting_.marked.end;
    features.add(feature::extent_gap, kind, length_bucket(gap), u(cue.cue_class));
    features.add(feature::extent_gap_lemma, kind, u(gap < 2), cue.lemma);
    features.add(feature::extent_marked_length, kind, length_bucket(reporting_.marked.size()));
    features.add(feature::extent_mark_before, kind, class_of(reporting_.marked.begin - 1));
    features.add(feature::extent_mark_after, kind, class_of(reporting_.marked.end));
  }
}

template <FeatureSink Features>
void ExtentView::add_start(const Extent& extent, Features& features) const {
  const CueCandidate& cue = scene_.cues[reporting_.cue];
  const std::uint32_t kind = packed(extent.kind);
  const TokenIndex begin = extent.tokens.begin;
  const std::uint32_t here = class_of(begin);
  features.add(feature::extent_start_class, kind, u(extent.start), u(cue.cue_class));
  features.add(feature::extent_start_lemma, kind, u(extent.start), cue.lemma);
  features.add(feature::extent_start_token, kind, u(extent.start), here);
  features.add(feature::extent_start_before, kind, begin == 0 ? 63 : class_of(begin - 1), here);
  features.add(feature::extent_start_word, kind, hash_of(begin), u(extent.start));
}

template <FeatureSink Features>
void ExtentView::add_end(const Extent& extent, Features& features) const {
  const std::uint32_t kind = packed(extent.kind);
  const TokenIndex end = extent.tokens.end;
  const std::uint32_t here = class_of(end);
  features.add(feature::extent_end_token, kind, u(extent.end), here);
  features.add(feature::extent_end_word, kind, u(extent.end), hash_of(end));
  features.add(feature::extent_end_next, kind, here, class_of(end + 1));
  features.add(feature::extent_end_next_word, kind, here, hash_of(end + 1));
  features.add(feature::extent_end_comma, kind, class_of(end - 1), here);
}

template <FeatureSink Features>
void ExtentView::add_both(const Extent& extent, Features& features) const {
  const std::uint32_t kind = packed(extent.kind);
  const TokenRange tokens = extent.tokens;
  const TokenRange marked = reporting_.marked;
  features.add(feature::extent_places, kind, u(extent.start), u(extent.end));
  features.add(feature::extent_length, kind, length_bucket(tokens.size()), u(extent.end));
  if (marked.empty()) return;
  const TokenIndex left = marked.begin > tokens.begin ? marked.begin - tokens.begin : 0;
  const TokenIndex right = tokens.end > marked.end ? tokens.end - marked.end : 0;
  features.add(feature::extent_left, kind, length_bucket(left), u(extent.start));
  features.add(feature::extent_left_lemma, kind, u(left > 0), scene_.cues[reporting_.cue].lemma);
  features.add(feature::extent_right, kind, length_bucket(right), u(extent.end));
}

template void ExtentView::add_kind(Extent::Kind, FeatureList&) const;
template void ExtentView::add_kind(Extent::Kind, WeightSum&) const;
template void ExtentView::add_start(const Extent&, FeatureList&) const;
template void ExtentView::add_start(const Extent&, WeightSum&) const;
template void ExtentView::add_end(const Extent&, FeatureList&) const;
template void ExtentView::add_end(const Extent&, WeightSum&) const;
template void ExtentView::add_both(const Extent&, FeatureList&) const;
template void ExtentView::add_both(const Extent&, WeightSum&) const;

}  // namespace newscut
