#include "quotes/scene.h"

#include <algorithm>
#include <string_view>

namespace newscut {

Scene::Scene(const Document& doc, const Entities& all, QuoteWords& words)
    : document(doc), entities(all), regions(find_marks(doc)) {
  if (const std::size_t known = document.vocabulary->size(); known > 0) {
    words.get(static_cast<WordId>(known - 1), *document.vocabulary);  // makes all facts
    words_ = &words.get(0, *document.vocabulary);
  }
  pass_regions();
  inside_.reserve(regions.size());
  for (const MarkedRegion& region : regions) inside_.push_back(look_inside(region));
  find_candidates(*this);
  number_sources();
}

void Scene::pass_regions() {
  region_of_.assign(document.tokens.size(), none);
  passed_.resize(document.tokens.size() + 1);
  WordCounts passed;
  TokenIndex token = 0;
  const auto pass_words = [&](TokenIndex end) {
    for (; token < end; ++token) {
      passed_[token] = passed;
      passed += word(token).counts;
    }
  };
  for (std::uint32_t i = 0; i < regions.size(); ++i) {
    if (regions[i].tokens.empty()) continue;
    pass_words(regions[i].tokens.begin);
    passed_[token] = passed;
    passed += WordCounts(WordCounts::region);
    region_of_[token] = i;
    for (++token; token < regions[i].tokens.end; ++token) {
      passed_[token] = passed;
      region_of_[token] = i;
    }
  }
  pass_words(size());
  passed_[token] = passed;
}

void Scene::number_sources() {
  first_source_.resize(document.tokens.size() + 1);
  TokenIndex token = 0;
  for (std::uint32_t i = 0; i < sources.size(); ++i) {
    for (; token <= sources[i].tokens.begin; ++token) first_source_[token] = i;
  }
  for (; token <= size(); ++token)
    first_source_[token] = static_cast<std::uint32_t>(sources.size());
}

Inside Scene::look_inside(const MarkedRegion& region) const {
  constexpr TokenIndex most = 40;
  Inside inside;
  const std::string_view text = region.inner.of(document.text);
  if (text.empty()) return inside;
  const char last = text.back();
  inside.end = last == ',' ? 1 : last == '.' ? 2 : last == '!' || last == '?' ? 3 : 0;
  bool first = true;
  bool all = true;
  const TokenIndex stop = std::min(region.tokens.end, region.tokens.begin + most);
  for (TokenIndex i = region.tokens.begin; i < stop; ++i) {
    const QuoteWord& fact = word(i);
    if (!fact.letter) continue;
    if (first) inside.capital = fact.capital;
    first = false;
    if (fact.word_class == WordClass::open) all &= fact.capital;
    inside.pronoun |= fact.word_class == WordClass::first_person;
    inside.verb |= fact.word_class == WordClass::auxiliary;
  }
  inside.all_capital = all && !first;
  return inside;
}

std::uint32_t Scene::first_cue(TokenIndex token) const {
  const auto at = std::ranges::lower_bound(cues, token, {}, &CueCandidate::token);
  return static_cast<std::uint32_t>(at - cues.begin());
}

}  // namespace newscut
