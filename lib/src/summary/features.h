// What a sentence shows of how well it tells its article, in a form that a model can learn from.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
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
  count
};
inline constexpr std::size_t feature_count = static_cast<std::size_t>(Feature::count);
inline constexpr std::size_t feature_values = 32;

using FeatureVector = std::array<std::uint8_t, feature_count>;

// Of each sentence of the body. Linear in its terms.
std::vector<FeatureVector> features_of(const Body& body);

}  // namespace newscut
