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

// Stretches are scored together until they have so many words: enough that the waits for memory
// overlap, and few enough that what has been fetched is still in the nearest cache when it is read.
constexpr std::size_t batch_words = 96;

// By way of a copy, which the compiler knows to overlap with nothing.
template <class Row>
void add(Scores& scores, const Row& row) {
  Scores sum = scores;
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    sum[lane] = static_cast<std::int16_t>(sum[lane] + row[lane]);
  }
  scores = sum;
}

// Fills in the entries, null where the model has none. Requires: prefetch_bucket of each key.
void find_entries(const Model& model, std::span<Lookup> lookups) {
  for (const Lookup& lookup : lookups) model.prefetch_entries(lookup.key);
  for (Lookup& lookup : lookups) {
    lookup.entry = model.find(lookup.key);
    if (lookup.entry != nullptr) model.prefetch_rows(*lookup.entry);
  }
}

// Adds what was found; what is for a row that is not there is nothing.
void add_entries(const Model& model, std::span<const Lookup> lookups, std::span<Scores> rows) {
  for (const Lookup& lookup : lookups) {
    if (lookup.entry == nullptr) continue;
    std::uint32_t row = lookup.entry->row;
    for (unsigned left = lookup.entry->places; left != 0; left &= left - 1) {
      const auto place = static_cast<std::size_t>(std::countr_zero(left));
      const std::size_t at = lookup.first + place * lookup.stride;
      if (at < rows.size()) add(rows[at], model.row(row));
      ++row;
    }
  }
}

// Adds look-ups of the features of a word.
void want_features(const Model& model, const std::vector<WordFeature>& features,
                   std::vector<Lookup>& lookups) {
  for (const WordFeature& feature : features) {
    model.prefetch_bucket(feature.key);
    lookups.push_back({.key = feature.key});
  }
}
// Replaces the rows of `scores` by what the features say that were found.
void sum_features(const Model& model, std::span<const Lookup> found, WordScores& scores) {
  for (Scores& row : scores.at) row.fill(0);
  add_entries(model, found, scores.at);
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
      lookups.clear();
      want_features(model, features, lookups);
      find_entries(model, lookups);
      sum_features(model, lookups, scores);
    }
  }
  return edges;
}

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
        cache_(cache),
        segments_(cache.memory.segments),
        scores_(cache.memory.scores),
        lower_(cache.memory.lower),
        votes_(cache.memory.votes),
        counts_(cache.memory.counts),
        voters_(cache.memory.voters),
        ranges_(cache.memory.ranges),
        features_(cache.memory.features),
        lookups_(cache.memory.lookups),
        words_(cache.memory.words),
        new_words_(cache.memory.new_words),
        views_(cache.memory.views),
        labels_(cache.memory.labels) {
    // What a run left that ended for want of memory.
    segments_.clear();
    if (!new_words_.empty()) cache_.clear();
    new_words_.clear();
  }

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
  // Both passes over what has been gathered.
  void finish_part() {
    scores_.clear();
    lower_.clear();
    votes_.clear();
    const std::span<Segment> segments(segments_);
    for (std::size_t begin = 0; begin < segments.size();) {
      std::size_t words = 0;
      std::size_t end = begin;
      while (end < segments.size() && words < batch_words) words += length_of(segments[end++]);
      score(segments.subspan(begin, end - begin), words);
      begin = end;
    }
    counts_.start(scores_.size());
    for (const Segment& segment : segments_) vote(segment);
    counts_.sum_up();
    for (const Segment& segment : segments_) decide(segment);
    segments_.clear();
    forget_voters();
  }

  // The words from `window` before a segment to `window` after it.
  static TokenIndex length_of(const Segment& segment) {
    return segment.tokens.size() + 2 * TokenIndex{window};
  }

  // Fills the scores of the first pass for a batch of segments, `words` words long: what each step
  // reads of all of them, the one before it has begun to fetch.
  void score(std::span<Segment> batch, std::size_t words) {
    cache_.make_room(words);
    words_.clear();
    for (const Segment& segment : batch) gather(segment);
    learn();
    views_.resize(words_.size());
    for (std::size_t k = 0; k < views_.size(); ++k) views_[k] = words_[k]->view;
    lookups_.clear();
    std::span<const WordView> views(views_);
    for (const Segment& segment : batch) {
      look_up(segment.style, views.first(length_of(segment)));
      views = views.subspan(length_of(segment));
    }
    find_entries(model_, lookups_);
    std::span<const WordScores* const> known(words_);
    std::span<const Lookup> found(lookups_);
    views = views_;
    for (Segment& segment : batch) {
      const std::size_t length = length_of(segment);
      const std::size_t count = lookups_of(length);
      sum_up(segment, known.first(length), views.first(length), found.first(count));
      known = known.subspan(length);
      views = views.subspan(length);
      found = found.subspan(count);
    }
  }

  // Appends the scores of the words of a segment and around it.
  void gather(const Segment& segment) {
    const TokenRange tokens = segment.tokens;
    const TokenRange piece = segment.piece;
    const auto& edges = edges_[static_cast<std::size_t>(segment.style)];
    for (TokenIndex k = 0; k < length_of(segment); ++k) {
      const TokenIndex shifted = tokens.begin + k;  // index of the token + window
      if (shifted < piece.begin + window) {
        words_.push_back(&edges[0]);
      } else if (shifted >= piece.end + window) {
        words_.push_back(&edges[1]);
      } else {
        const TokenIndex token = shifted - TokenIndex{window};
        const WordScores& scores = scores_of(token, segment.style);
        // What stands before the segment counts for what comes after, and the other way round.
        prefetch(scores, token < tokens.begin ? window : 0, token < tokens.end ? places : window);
        words_.push_back(&scores);
      }
    }
  }

  // Those of a new word are still to be worked out.
  const WordScores& scores_of(TokenIndex token, CaseStyle style) {
    const WordId id = document_.tokens[token].word;
    if (const WordScores* known = cache_.find(id, style)) return *known;
    new_words_.emplace_back();  // before the cache says that it knows the word
    WordScores& scores = cache_.add(id, style);
    new_words_.back() = {id, style, &scores};
    return scores;
  }

  // Works out the scores of the new words.
  void learn() {
    Vocabulary& vocabulary = *document_.vocabulary;
    for (NewWord& word : new_words_) {
      word.key = word_key(vocabulary[word.id]);
      model_.prefetch_word_bucket(word.key);
    }
    for (const NewWord& word : new_words_) model_.prefetch_word(word.key);
    lookups_.clear();
    for (NewWord& word : new_words_) {
      const Word& written = vocabulary[word.id];
      word.scores->view = describe(written, word.style, model_, features_);
      want_features(model_, features_, lookups_);
      word.lookups = features_.size();
      word.scores->lower = written.lower == written.text ? word.id : vocabulary.add(written.lower);
    }
    find_entries(model_, lookups_);
    std::span<const Lookup> found(lookups_);
    for (const NewWord& word : new_words_) {
      sum_features(model_, found.first(word.lookups), *word.scores);
      found = found.subspan(word.lookups);
    }
    new_words_.clear();
  }

  // Adds look-ups of the features of several words side by side.
  void look_up(CaseStyle style, std::span<const WordView> views) {
    const auto want = [&](FeatureKey key, std::size_t first, std::size_t stride) {
      model_.prefetch_bucket(key);
      lookups_.push_back({key, first, stride, nullptr});
    };
    for (std::size_t k = 0; k + 1 < views.size(); ++k) {
      const std::size_t first = k - 1 - window;  // wraps below zero
      want(word_pair(style, views[k], views[k + 1]), first, 1);
      want(cluster_pair(style, views[k], views[k + 1]), first, 1);
    }
    for (std::size_t k = window; k + window < views.size(); ++k) {
      want(shape_triple(style, views[k - 1], views[k], views[k + 1]), k - window, 0);
    }
    prefetch_phrases(views.subspan(window, views.size() - 2 * window), model_);
  }
  // How many of them a segment with so many words has.
  static std::size_t lookups_of(std::size_t length) {
    return 2 * (length - 1) + length - 2 * window;
  }

  // Adds up the scores of a segment.
  void sum_up(Segment& segment, std::span<const WordScores* const> words,
              std::span<const WordView> views, std::span<const Lookup> found) {
    const std::size_t count = segment.tokens.size();
    segment.first_score = scores_.size();
    scores_.resize(scores_.size() + count);
    const std::span<Scores> rows = std::span<Scores>(scores_).subspan(segment.first_score);
    for (std::size_t i = 0; i < count; ++i) {
      // The word k places into the window sees this token from its other side.
      std::array<const Scores*, places> from;
      for (std::size_t k = 0; k < places; ++k) from[k] = &words[i + k]->at[places - 1 - k];
      Scores sum;
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        sum[lane] =
            static_cast<std::int16_t>((*from[0])[lane] + (*from[1])[lane] + (*from[2])[lane] +
                                      (*from[3])[lane] + (*from[4])[lane]);
      }
      rows[i] = sum;
      lower_.push_back(words[i + window]->lower);
    }
    add_entries(model_, found, rows);
    const Scores* const dense = dense_of(segment);
    visit_phrases(
        views.subspan(window, count), model_,
        [&](std::size_t token, std::size_t feature) { add(rows[token], dense[feature]); });
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

  // Of the cache; see Memory.
  std::vector<Segment>& segments_;
  std::vector<Scores>& scores_;
  std::vector<WordId>& lower_;
  std::vector<Vote>& votes_;
  Votes& counts_;
  std::vector<WordId>& voters_;
  std::vector<TokenRange>& ranges_;
  std::vector<WordFeature>& features_;
  std::vector<Lookup>& lookups_;
  std::vector<const WordScores*>& words_;
  std::vector<NewWord>& new_words_;
  std::vector<WordView>& views_;
  std::vector<Label>& labels_;
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
