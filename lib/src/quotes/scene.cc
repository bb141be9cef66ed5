#include "quotes/scene.h"

#include <algorithm>

namespace newscut {

Scene::Scene(const Document& doc, const Entities& all, QuoteWords& words)
    : document(doc), entities(all), regions(find_marks(doc)), words_(words) {
  region_of_.assign(document.tokens.size(), none);
  for (std::uint32_t i = 0; i < regions.size(); ++i) {
    for (TokenIndex t = regions[i].tokens.begin; t < regions[i].tokens.end; ++t) region_of_[t] = i;
  }
  find_candidates(*this);
}

std::uint32_t Scene::first_cue(TokenIndex token) const {
  const auto at = std::ranges::lower_bound(cues, token, {}, &CueCandidate::token);
  return static_cast<std::uint32_t>(at - cues.begin());
}

std::uint32_t Scene::first_source(TokenIndex token) const {
  const auto at = std::ranges::lower_bound(
      sources, token, {}, [](const SourceCandidate& s) { return s.tokens.begin; });
  return static_cast<std::uint32_t>(at - sources.begin());
}

}  // namespace newscut
