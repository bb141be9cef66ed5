#include "quotes/scene.h"

#include <algorithm>
#include <string_view>

namespace newscut {

Scene::Scene(const Document& doc, const Entities& all, QuoteWords& words)
    : document(doc), entities(all), regions(find_marks(doc)), words_(words) {
  region_of_.assign(document.tokens.size(), none);
  for (std::uint32_t i = 0; i < regions.size(); ++i) {
    for (TokenIndex t = regions[i].tokens.begin; t < regions[i].tokens.end; ++t) region_of_[t] = i;
  }
  inside_.reserve(regions.size());
  for (const MarkedRegion& region : regions) inside_.push_back(look_inside(region));
  find_candidates(*this);
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

std::uint32_t Scene::first_source(TokenIndex token) const {
  const auto at = std::ranges::lower_bound(sources, token, {},
                                           [](const SourceCandidate& s) { return s.tokens.begin; });
  return static_cast<std::uint32_t>(at - sources.begin());
}

}  // namespace newscut
