#include "entities/tagger.h"

#include <algorithm>
#include <bit>

#include "entities/tagger_features.h"
#include "entities/tagger_model.h"
#include "entities/tagger_segments.h"
#include "entities/tagger_viterbi.h"
#include "entities/tagger_votes.h"
#include "newscut/error.h"
#include "text/embedded.h"

NEWSCUT_EMBEDDED(tagger)

namespace newscut {
namespace tagger {
namespace {

// A very long article is tagged part by part, so that memory stays bounded; each part is an article
// to the second pass.
constexpr std::size_t part_tokens = std::size_t{1} << 14;

// Of so many stretches ahead the words are fetched; most have three or four.
constexpr std::size_t segments_ahead = 5;

// By way of a copy, which the compiler knows to overlap with nothing.
template <class Row>
void add(Scores& scores, const Row& row) {
  Scores sum = scores;
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    sum[lane] = static_cast<std::int16_t>(sum[lane] + row[lane]);
  }
  scores = sum;
}

// A feature whose rows are wanted: that of place p for the row `first` + p * `stride`, which wraps
// around zero.
struct Lookup {
  FeatureKey key = 0;
  std::size_t first = 0;
  std::size_t stride = 1;
  const Entry* entry = nullptr;
};

// Fills in the entries, and leaves those out that the model does not have. Requires:
// prefetch_bucket of each key.
void find_entries(const Model& model, std::vector<Lookup>& lookups) {
  for (const Lookup& lookup : lookups) model.prefetch_entries(lookup.key);
  std::size_t found = 0;
  for (const Lookup& lookup : lookups) {
    const Entry* const entry = model.find(lookup.key);
    if (entry == nullptr) continue;
    model.prefetch_rows(*entry);
    lookups[found] = lookup;
    lookups[found++].entry = entry;
  }
  lookups.resize(found);
}

// Adds what was found; what is for a row that is not there is nothing.
void add_entries(const Model& model, const std::vector<Lookup>& lookups, std::span<Scores> rows) {
  for (const Lookup& lookup : lookups) {
    std::uint32_t row = lookup.entry->row;
    for (unsigned left = lookup.entry->places; left != 0; left &= left - 1) {
      const auto place = static_cast<std::size_t>(std::countr_zero(left));
      const std::size_t at = lookup.first + place * lookup.stride;
      if (at < rows.size()) add(rows[at], model.row(row));
      ++row;
    }
  }
}

// Replaces `scores` by what the features say. `lookups` is working memory.
void sum_features(const Model& model, const std::vector<WordFeature>& features,
                  std::vector<Lookup>& lookups, WordScores& scores) {
  lookups.clear();
  for (const WordFeature& feature : features) {
    model.prefetch_bucket(feature.key);
    lookups.push_back({.key = feature.key});
  }
  find_entries(model, lookups);
  for (Scores& row : scores.at) row.fill(0);
  add_entries(model, lookups, scores.at);
}

// What stands before and after a sentence, for each style.
using Edges = std::array<std::array<WordScores, 2>, styles>;

Edges edges_of(const Model& model) {
  Edges edges;
  std::vector<WordFeature> features;
  std::vector<Lookup> lookups;
  for (std::size_t style = 0; style < styles; ++style) {
    for (const std::size_t end : {0U, 1U}) {
      WordScores& scores = edges[style][end];
      scores.view = describe_edge(end == 1, static_cast<CaseStyle>(style), features);
      sum_features(model, features, lookups, scores);
    }
  }
  return edges;
}

// A stretch of tokens that is decoded together.
struct Segment {
  TokenRange tokens;
  TokenRange piece;  // of the sentence that it lies in
  CaseStyle style = CaseStyle::normal;
  std::size_t first_score = 0;  // index of its first token's scores
};

// One run over an article.
class Run {
 public:
  Run(const Model& model, const Edges& edges, const std::vector<Scores>& dense,
      std::array<Viterbi, kinds> viterbi, const Document& document, Cache& cache)
      : model_(model),
        edges_(edges),
        dense_(dense),
        viterbi_(std::move(viterbi)),
        document_(document),
        cache_(cache) {}

  ~Run() { forget_voters(); }
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  std::vector<Mention> tag() {
    std::size_t tokens = 0;
    const std::span<const WordCase> cases = cache_.cases(document_);
    visit_pieces(document_, cases, [&](TokenRange piece, CaseStyle style) {
      find_segments(cases, piece, style, ranges_);
      for (const TokenRange range : ranges_) segments_.push_back({range, piece, style});
      tokens += piece.size();
      if (tokens >= part_tokens) {
        finish_part();
        tokens = 0;
      }
    });
    finish_part();
    return std::move(mentions_);
  }

 private:
  const WordScores& scores_of(TokenIndex token, CaseStyle style) {
    const WordId id = document_.tokens[token].word;
    if (const WordScores* known = cache_.find(id, style)) return *known;
    WordScores& scores = cache_.add(id, style);
    scores.view = describe((*document_.vocabulary)[id], style, model_, features_);
    const Word& word = (*document_.vocabulary)[id];
    scores.lower = word.lower == word.text ? id : document_.vocabulary->add(word.lower);
    sum_features(model_, features_, lookups_, scores);
    return scores;
  }

  // Both passes over what has been gathered.
  void finish_part() {
    scores_.clear();
    lower_.clear();
    votes_.clear();
    for (std::size_t i = 0; i < segments_.size(); ++i) {
      segments_[i].first_score = scores_.size();
      if (i + segments_ahead < segments_.size()) prefetch_words(segments_[i + segments_ahead]);
      score(segments_[i]);
    }
    counts_.start(scores_.size());
    for (const Segment& segment : segments_) vote(segment);
    counts_.sum_up();
    for (const Segment& segment : segments_) decide(segment);
    segments_.clear();
    forget_voters();
  }

  // Begins to fetch what is known of the words of a segment and around it.
  void prefetch_words(const Segment& segment) const {
    const TokenRange tokens = segment.tokens;
    const TokenRange piece = segment.piece;
    const TokenIndex begin =
        tokens.begin - std::min<TokenIndex>(window, tokens.begin - piece.begin);
    const TokenIndex end = tokens.end + std::min<TokenIndex>(window, piece.end - tokens.end);
    for (TokenIndex i = begin; i < end; ++i) {
      const WordScores* known = cache_.find(document_.tokens[i].word, segment.style);
      if (known == nullptr) continue;
      // What stands before the segment counts for what comes after, and the other way round.
      prefetch(*known, i < tokens.begin ? window : 0, i < tokens.end ? places : window);
    }
  }

  // Fills the scores of the first pass.
  void score(const Segment& segment) {
    const TokenRange tokens = segment.tokens;
    const std::size_t base = scores_.size();
    scores_.resize(base + tokens.size());
    // Words from `window` before the segment to `window` after it.
    const std::size_t length = tokens.size() + 2 * window;
    cache_.make_room(length);
    words_.resize(length);
    views_.resize(length);
    const auto& edges = edges_[static_cast<std::size_t>(segment.style)];
    for (std::size_t k = 0; k < length; ++k) {
      const std::size_t shifted = tokens.begin + k;  // index of the token + window
      words_[k] = shifted < segment.piece.begin + window ? &edges[0]
                  : shifted - window >= segment.piece.end
                      ? &edges[1]
                      : &scores_of(static_cast<TokenIndex>(shifted - window), segment.style);
      views_[k] = words_[k]->view;
    }
    const std::span<Scores> rows = std::span<Scores>(scores_).subspan(base);
    const std::size_t count = tokens.size();
    look_up(segment.style, count);
    for (std::size_t i = 0; i < count; ++i) {
      // The word k places into the window sees this token from its other side.
      std::array<const Scores*, places> from;
      for (std::size_t k = 0; k < places; ++k) from[k] = &words_[i + k]->at[places - 1 - k];
      Scores sum;
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        sum[lane] =
            static_cast<std::int16_t>((*from[0])[lane] + (*from[1])[lane] + (*from[2])[lane] +
                                      (*from[3])[lane] + (*from[4])[lane]);
      }
      rows[i] = sum;
      lower_.push_back(words_[i + window]->lower);
    }
    add_entries(model_, lookups_, rows);
    const Scores* const dense = dense_of(segment);
    visit_phrases(
        std::span<const WordView>(views_).subspan(window, count), model_,
        [&](std::size_t token, std::size_t feature) { add(rows[token], dense[feature]); });
  }

  // Finds the features of several words among `views_`, for `count` tokens.
  void look_up(CaseStyle style, std::size_t count) {
    lookups_.clear();
    const auto want = [&](FeatureKey key, std::size_t first, std::size_t stride) {
      model_.prefetch_bucket(key);
      lookups_.push_back({key, first, stride, nullptr});
    };
    for (std::size_t k = 0; k + 1 < views_.size(); ++k) {
      const std::size_t first = k - 1 - window;  // wraps below zero
      want(word_pair(style, views_[k], views_[k + 1]), first, 1);
      want(cluster_pair(style, views_[k], views_[k + 1]), first, 1);
    }
    for (std::size_t i = 0; i < count; ++i) {
      want(shape_triple(style, views_[i + 1], views_[i + 2], views_[i + 3]), i, 0);
    }
    find_entries(model_, lookups_);
  }

  // The rows of the numbered features.
  const Scores* dense_of(const Segment& segment) const {
    return dense_.data() + kind_of(segment.style) * dense_features;
  }
  std::span<const Scores> scores_of(const Segment& segment) const {
    return std::span<const Scores>(scores_).subspan(segment.first_score, segment.tokens.size());
  }

  // The first pass decides for itself.
  void vote(const Segment& segment) {
    for (std::size_t i = 0; i < segment.tokens.size(); ++i) {
      cache_.prefetch_vote_id(lower_[votes_.size() + i]);
    }
    viterbi_[kind_of(segment.style)].decode(scores_of(segment), labels_);
    for (TokenIndex i = segment.tokens.begin; i < segment.tokens.end; ++i) {
      const WordId lower = lower_[votes_.size()];
      votes_.emplace_back(document_.word(i), vote_id(lower), labels_[i - segment.tokens.begin],
                          i == segment.piece.begin);
    }
    counts_.add(votes_of(segment));
  }
  std::span<const Vote> votes_of(const Segment& segment) const {
    return std::span<const Vote>(votes_).subspan(segment.first_score, segment.tokens.size());
  }

  // The second hears what the first said elsewhere.
  void decide(const Segment& segment) {
    const std::span<const Vote> votes = votes_of(segment);
    const Scores* const dense = dense_of(segment);
    for (std::size_t i = 0; i < votes.size(); ++i) {
      Scores sum = scores_[segment.first_score + i];
      counts_.visit(votes, segment.first_score, i,
                    [&](std::size_t feature) { add(sum, dense[feature]); });
      scores_[segment.first_score + i] = sum;
    }
    viterbi_[kind_of(segment.style)].decode(scores_of(segment), labels_);
    TokenIndex begin = segment.tokens.begin;
    for (TokenIndex i = segment.tokens.begin; i < segment.tokens.end; ++i) {
      const Label label = labels_[i - segment.tokens.begin];
      if (begins(label)) begin = i;
      if (ends(label)) mentions_.push_back({{begin, i + 1}, entity_type(type_of(label))});
    }
  }

  // Words are numbered within a part, whatever their case.
  VoteId vote_id(WordId lower) {
    VoteId& id = cache_.vote_id(lower);
    if (id == 0) {
      voters_.push_back(lower);
      id = static_cast<VoteId>(voters_.size());
    }
    return id - 1;
  }
  void forget_voters() {
    for (const WordId word : voters_) cache_.vote_id(word) = 0;
    voters_.clear();
  }

  const Model& model_;
  const Edges& edges_;
  const std::vector<Scores>& dense_;
  std::array<Viterbi, kinds> viterbi_;
  const Document& document_;
  Cache& cache_;
  std::vector<Mention> mentions_;

  std::vector<Segment> segments_;
  std::vector<Scores> scores_;  // of each token of the segments
  std::vector<WordId> lower_;   // and its word in lower case
  std::vector<Vote> votes_;     // of each token of the segments
  Votes counts_;
  std::vector<WordId> voters_;  // by vote id

  std::vector<TokenRange> ranges_;
  std::vector<WordFeature> features_;
  std::vector<Lookup> lookups_;
  std::vector<const WordScores*> words_;
  std::vector<WordView> views_;
  std::vector<Label> labels_;
};

}  // namespace
}  // namespace tagger

class Tagger::Impl {
 public:
  explicit Impl(std::string_view bytes)
      : model(bytes),
        edges(tagger::edges_of(model)),
        viterbi{tagger::Viterbi(model.transitions(0)), tagger::Viterbi(model.transitions(1))} {
    if (model.dense_rows() != dense.size()) {
      throw Error("the tagger's model was trained for other features");
    }
    for (std::size_t i = 0; i < dense.size(); ++i) {
      std::ranges::copy(model.dense_row(i), dense[i].begin());
    }
  }
  tagger::Model model;
  tagger::Edges edges;
  // The rows of the numbered features, as wide as what they are added to; by kind.
  std::vector<tagger::Scores> dense =
      std::vector<tagger::Scores>(tagger::kinds * tagger::dense_features);
  std::array<tagger::Viterbi, tagger::kinds> viterbi;
};

Tagger::Tagger() : Tagger(embedded_tagger()) {}
Tagger::Tagger(std::string_view model) : impl_(std::make_unique<const Impl>(model)) {}
Tagger::~Tagger() = default;

std::vector<Mention> Tagger::tag(const Document& document, tagger::Cache& cache) const {
  return tagger::Run(impl_->model, impl_->edges, impl_->dense, impl_->viterbi, document, cache)
      .tag();
}

}  // namespace newscut
