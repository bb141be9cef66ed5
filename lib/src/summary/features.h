// What a sentence shows of how well it tells its article, in a form that a model can learn from.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "summary/body.h"

namespace newscut {

// Each feature has one of at most 32 values: classes, or the steps of a scale.
enum class Feature : std::uint8_t {
  size,           // sentences of the body
  position,       // in the body, from its start
  relative,       // in the body, in tenths
  from_end,       // in the body, from its end
  paragraph,      // number of the paragraph
  place,          // in the paragraph, by how many sentences that has
  length,         // words
  title,          // share of the title's terms that it has
  title_density,  // share of its terms that the title has
  weight,         // centrality: sum over its terms of log2 of their sentences, over the mean
  density,        // the same by term
  rank,           // place among all sentences by weight
  lead,           // share of its terms that the first sentence has
  news,           // share of its terms that no sentence before has
  introduces,     // terms that stand here first and in two or more sentences later
  next,           // share of its terms that the next sentence has
  opener,         // class of the first word
  next_opener,    // of the next sentence, and whether that is in the paragraph
  quoted,         // share of its words in quotation marks
  quote_place,    // whether a quotation begins, goes on, goes on behind it
  quote_before,   // share of the sentence before
  reported,       // a cue, a speaker by name
  persons,        // I, we, you outside quotations
  ending,         // the stop
  names,          // different names
  salient,        // names that the article has often
  first_name,     // how often the article has the first name, and whether it is new
  fresh,          // names that stand here first
  figures,        // numbers, percentages, money
  dates,          // dates, years
  capitals,       // share of its words
  marks,          // brackets, dashes, colons
  centroid,       // how often others have its terms, by the root of their number
  centroid_rank,  // place among all sentences by that
  title_rank,     // by terms of the title
  length_rank,    // by terms
  onward,         // how often the article comes back to what stands here first
  onward_rank,    // place among all sentences by that
  quotes_after,   // share in quotation marks of the next sentence and the one after
  ahead,          // words of each class of cues, as in SentenceCue
  perfect,
  present,
  past,
  listing,
  contrast,
  degree,
  clause,
  act,
  reason,
  tenses,       // which of the first four it has
  title_early,  // a term of the title begins it
  depth,        // paragraphs before it, over all
  lead_title,   // share of the title's terms that the first sentence has, by position
  place_title,  // share of the title's terms that it has, by position
  flat,         // each sentence of the article is a paragraph
  // Of the article, the same for all its sentences: what kind it is, so how it is to be read.
  all_quoted,    // share of the sentences that have quotation marks
  all_personal,  // that say I or we outside quotations
  all_reported,  // that have a cue
  all_length,    // words by sentence
  lead_rank,     // of the first sentence: centroid_rank
  lead_length,   // length
  lead_onward,   // onward_rank
  lead_opener,   // opener
  lead_ending,   // ending
  count
};
inline constexpr std::size_t feature_count = static_cast<std::size_t>(Feature::count);
inline constexpr std::size_t feature_values = 32;

using FeatureVector = std::array<std::uint8_t, feature_count>;

// Measures one body after another in the same memory.
class FeatureReader {
 public:
  // Of each sentence of the body, valid until the next call. Linear in its terms.
  std::span<const FeatureVector> read(const Body& body);

 private:
  class Measures;

  // Of each sentence.
  struct Weights {
    double weight = 0;  // sum over its terms of log2 of their sentences
    double centroid =
        0;  // sum of the other sentences that have its terms, by the root of its terms
    std::uint32_t title = 0;    // terms of the title
    std::uint32_t lead = 0;     // terms of the first sentence
    std::uint32_t fresh = 0;    // terms that no sentence before has
    std::uint32_t opening = 0;  // of them, those that three sentences or more have
    std::uint32_t onward = 0;   // how many sentences later have those that are fresh
    std::uint8_t quoted = 0;    // step of the share in quotation marks
  };
  struct Ranks {
    std::uint32_t weight = 0;
    std::uint32_t centroid = 0;
    std::uint32_t title = 0;
    std::uint32_t length = 0;
    std::uint32_t onward = 0;
  };

  std::vector<FeatureVector> features_;
  std::vector<Weights> weights_;
  std::vector<Ranks> ranks_;
  std::vector<std::uint32_t> keys_;
  std::vector<std::uint32_t> places_;
  std::vector<std::uint32_t>
      in_next_;  // of each term: number of the sentence after which it stands
};

}  // namespace newscut
