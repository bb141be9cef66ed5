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
        memory_(cache.memory) {
    // What a run left that ended for want of memory.
    memory_.segments.clear();
    if (!memory_.new_words.empty()) cache_.clear();
    memory_.new_words.clear();
  }

  ~Run() { forget_voters(); }
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  std::vector<Mention> tag() {
    std::size_t tokens = 0;
    const std::span<const WordCase> cases = cache_.cases(document_);
    visit_pieces(document_, cases, [&](TokenRange piece, CaseStyle style) {
      find_segments(cases, piece, style, memory_.ranges);
      for (const TokenRange range : memory_.ranges)
        memory_.segments.push_back({range, piece, style});
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
    memory_.scores.clear();
    memory_.lower.clear();
    memory_.votes.clear();
    const std::span<Segment> segments(memory_.segments);
    for (std::size_t begin = 0; begin < segments.size();) {
      std::size_t words = 0;
      std::size_t end = begin;
      while (end < segments.size() && words < batch_words) words += length_of(segments[end++]);
      score(segments.subspan(begin, end - begin), words);
      begin = end;
    }
    memory_.counts.start(memory_.scores.size());
    for (const Segment& segment : memory_.segments) vote(segment);
    memory_.counts.sum_up();
    for (const Segment& segment : memory_.segments) decide(segment);
    memory_.segments.clear();
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
    memory_.words.clear();
    for (const Segment& segment : batch) gather(segment);
    learn();
    memory_.views.resize(memory_.words.size());
    for (std::size_t k = 0; k < memory_.views.size(); ++k)
      memory_.views[k] = memory_.words[k]->view;
    memory_.lookups.clear();
    std::span<const WordView> views(memory_.views);
    for (const Segment& segment : batch) {
      look_up(segment.style, views.first(length_of(segment)));
      views = views.subspan(length_of(segment));
    }
    find_entries(model_, memory_.lookups);
    std::span<const WordScores* const> known(memory_.words);
    std::span<const Lookup> found(memory_.lookups);
    views = memory_.views;
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
        memory_.words.push_back(&edges[0]);
      } else if (shifted >= piece.end + window) {
        memory_.words.push_back(&edges[1]);
      } else {
        const TokenIndex token = shifted - TokenIndex{window};
        const WordScores& scores = scores_of(token, segment.style);
        // What stands before the segment counts for what comes after, and the other way round.
        prefetch(scores, token < tokens.begin ? window : 0, token < tokens.end ? places : window);
        memory_.words.push_back(&scores);
      }
    }
  }

  // Those of a new word are still to be worked out.
  const WordScores& scores_of(TokenIndex token, CaseStyle style) {
    const WordId id = document_.tokens[token].word;
    if (const WordScores* known = cache_.find(id, style)) return *known;
    memory_.new_words.emplace_back();  // before the cache says that it knows the word
    WordScores& scores = cache_.add(id, style);
    memory_.new_words.back() = {id, style, &scores};
    return scores;
  }

  // Works out the scores of the new words.
  void learn() {
    Vocabulary& vocabulary = *document_.vocabulary;
    for (NewWord& word : memory_.new_words) {
      word.key = word_key(vocabulary[word.id]);
      model_.prefetch_word_bucket(word.key);
    }
    for (const NewWord& word : memory_.new_words) model_.prefetch_word(word.key);
    memory_.lookups.clear();
    for (NewWord& word : memory_.new_words) {
      const Word& written = vocabulary[word.id];
      word.scores->view = describe(written, word.style, model_, memory_.features);
      want_features(model_, memory_.features, memory_.lookups);
      word.lookups = memory_.features.size();
      word.scores->lower = written.lower == written.text ? word.id : vocabulary.add(written.lower);
    }
    find_entries(model_, memory_.lookups);
    std::span<const Lookup> found(memory_.lookups);
    for (const NewWord& word : memory_.new_words) {
      sum_features(model_, found.first(word.lookups), *word.scores);
      found = found.subspan(word.lookups);
    }
    memory_.new_words.clear();
  }

  // Adds look-ups of the features of several words side by side.
  void look_up(CaseStyle style, std::span<const WordView> views) {
    const auto want = [&](FeatureKey key, std::size_t first, std::size_t stride) {
      model_.prefetch_bucket(key);
      memory_.lookups.push_back({key, first, stride, nullptr});
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
    segment.first_score = memory_.scores.size();
    memory_.scores.resize(memory_.scores.size() + count);
    const std::span<Scores> rows = std::span<Scores>(memory_.scores).subspan(segment.first_score);
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
      memory_.lower.push_back(words[i + window]->lower);
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
    return std::span<const Scores>(memory_.scores)
        .subspan(segment.first_score, segment.tokens.size());
  }

  // The first pass decides for itself.
  void vote(const Segment& segment) {
    for (std::size_t i = 0; i < segment.tokens.size(); ++i) {
      cache_.prefetch_vote_id(memory_.lower[memory_.votes.size() + i]);
    }
    viterbi_[kind_of(segment.style)].decode(scores_of(segment), memory_.labels);
    for (TokenIndex i = segment.tokens.begin; i < segment.tokens.end; ++i) {
      const WordId lower = memory_.lower[memory_.votes.size()];
      memory_.votes.emplace_back(document_.word(i), vote_id(lower),
                                 memory_.labels[i - segment.tokens.begin],
                                 i == segment.piece.begin);
    }
    memory_.counts.add(votes_of(segment));
  }
  std::span<const Vote> votes_of(const Segment& segment) const {
    return std::span<const Vote>(memory_.votes).subspan(segment.first_score, segment.tokens.size());
  }

  // The second hears what the first said elsewhere.
  void decide(const Segment& segment) {
    const std::span<const Vote> votes = votes_of(segment);
    const Scores* const dense = dense_of(segment);
    for (std::size_t i = 0; i < votes.size(); ++i) {
      Scores sum = memory_.scores[segment.first_score + i];
      memory_.counts.visit(votes, segment.first_score, i,
                           [&](std::size_t feature) { add(sum, dense[feature]); });
      memory_.scores[segment.first_score + i] = sum;
    }
    viterbi_[kind_of(segment.style)].decode(scores_of(segment), memory_.labels);
    TokenIndex begin = segment.tokens.begin;
    for (TokenIndex i = segment.tokens.begin; i < segment.tokens.end; ++i) {
      const Label label = memory_.labels[i - segment.tokens.begin];
      if (begins(label)) begin = i;
      if (ends(label)) mentions_.push_back({{begin, i + 1}, entity_type(type_of(label))});
    }
  }

  // Words are numbered within a part, whatever their case.
  VoteId vote_id(WordId lower) {
    VoteId& id = cache_.vote_id(lower);
    if (id == 0) {
      memory_.voters.push_back(lower);
      id = static_cast<VoteId>(memory_.voters.size());
    }
    return id - 1;
  }
  void forget_voters() {
    for (const WordId word : memory_.voters) cache_.vote_id(word) = 0;
    memory_.voters.clear();
  }

  const Model& model_;
  const Edges& edges_;
  const std::vector<Scores>& dense_;
  std::array<Viterbi, kinds> viterbi_;
  const Document& document_;
  Cache& cache_;
  Memory& memory_;  // of the cache
  std::vector<Mention> mentions_;
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
