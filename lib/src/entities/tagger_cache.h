// What a tagger remembers of the words that it has met, and its working memory. Results do not
// depend on it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "entities/tagger_features.h"
#include "entities/tagger_labels.h"
#include "entities/tagger_segments.h"
#include "entities/tagger_viterbi.h"
#include "entities/tagger_votes.h"
#include "tokens/vocabulary.h"

namespace newscut::tagger {

// All that one word adds to the scores of the tokens around it.
struct alignas(64) WordScores {
  WordView view;
  WordId lower = 0;  // the word in lower case
  std::array<Scores, places> at;
};

// Begins to fetch the scores of the places from `first` to before `end`, and what else there is.
inline void prefetch(const WordScores& scores, std::size_t first, std::size_t end) {
  __builtin_prefetch(&scores);
  for (std::size_t place = first; place < end; ++place)
    __builtin_prefetch(&scores.at[place].back());
}

// A feature whose rows are wanted: that of place p for the row `first` + p * `stride`, which wraps
// around zero.
struct Lookup {
  FeatureKey key = 0;
  std::size_t first = 0;
  std::size_t stride = 1;
  const Entry* entry = nullptr;
};

// A stretch of tokens that is decoded together.
struct Segment {
  TokenRange tokens;
  TokenRange piece;  // of the sentence that it lies in
  CaseStyle style = CaseStyle::normal;
  std::size_t first_score = 0;  // index of its first token's scores
};

// A word whose scores are still to be worked out.
struct NewWord {
  WordId id = 0;
  CaseStyle style = CaseStyle::normal;
  WordScores* scores = nullptr;
  FeatureKey key = 0;
  std::size_t lookups = 0;  // how many it has
};

// What a run over an article works with: kept, so that the next one need not ask for memory.
struct Memory {
  std::vector<Segment> segments;  // of the part of the article at hand
  std::vector<Scores> scores;     // of each token of the segments
  std::vector<WordId> lower;      // and its word in lower case
  std::vector<Vote> votes;        // of each token of the segments
  Votes counts;
  std::vector<WordId> voters;  // by vote id

  std::vector<TokenRange> ranges;
  std::vector<WordFeature> features;
  std::vector<Lookup> lookups;
  std::vector<const WordScores*> words;  // of the segments of a batch, one after another
  std::vector<NewWord> new_words;        // among them
  std::vector<WordView> views;
  std::vector<Label> labels;
};

// Bounded; not thread-safe: each thread has its own.
class Cache {
 public:
  Memory memory;

  // Past it everything is forgotten, between two stretches of text.
  static constexpr std::size_t most_words = std::size_t{20} << 10;

  // Null where the word is not known in that style.
  const WordScores* find(WordId word, CaseStyle style) const {
    const std::vector<std::uint32_t>& slots = slots_[static_cast<std::size_t>(style)];
    if (word >= slots.size() || slots[word] == 0) return nullptr;
    return block(slots[word] - 1);
  }
  WordScores& add(WordId word, CaseStyle style) {
    std::vector<std::uint32_t>& slots = slots_[static_cast<std::size_t>(style)];
    if (word >= slots.size()) slots.resize(word + word / 2 + 64);
    if (used_ % block_size == 0 && used_ / block_size == blocks_.size()) {
      blocks_.push_back(std::make_unique<std::array<WordScores, block_size>>());
    }
    slots[word] = static_cast<std::uint32_t>(++used_);
    return *block(used_ - 1);
  }
  void make_room(std::size_t words) {
    if (used_ + words > most_words) forget_scores();
  }
  // Of the tokens of the document; valid until the next call.
  std::span<const WordCase> cases(const Document& document) {
    read_cases(document, known_cases_, cases_);
    return cases_;
  }
  // To be called when word numbers lose their meaning.
  void clear() {
    forget_scores();
    known_cases_.reset();
  }

  // For the tagger at work as well: the number + 1 of a word in the article; all 0 between
  // articles.
  VoteId& vote_id(WordId word) {
    if (word >= vote_ids_.size()) vote_ids_.resize(word + word / 2 + 64);
    return vote_ids_[word];
  }
  void prefetch_vote_id(WordId word) const {
    if (word < vote_ids_.size()) __builtin_prefetch(&vote_ids_[word]);
  }

 private:
  static constexpr std::size_t block_size = 256;
  void forget_scores() {
    used_ = 0;
    for (auto& slots : slots_) slots.clear();
  }
  WordScores* block(std::size_t at) const { return &(*blocks_[at / block_size])[at % block_size]; }

  std::array<std::vector<std::uint32_t>, styles> slots_;  // number of the record + 1, by word
  std::vector<std::unique_ptr<std::array<WordScores, block_size>>> blocks_;
  std::size_t used_ = 0;
  std::vector<VoteId> vote_ids_;
  WordCases known_cases_{word_case};
  std::vector<WordCase> cases_;
};

}  // namespace newscut::tagger
