#include "entities/merge.h"

#include <map>
#include <string>

namespace newscut {

Entities merge(const Document& document, std::vector<Mention> mentions) {
  Entities result;
  std::map<std::string_view, std::uint32_t> known;
  for (Mention& mention : mentions) {
    const Span span = document.span(mention.tokens);
    const auto [at, fresh] = known.emplace(span.of(document.text), result.entities.size());
    mention.entity = at->second;
    if (fresh) {
      result.entities.push_back({.type = mention.type, .name = std::string(at->first)});
      result.genders.push_back(Gender::unknown);
    }
    result.entities[at->second].mentions.push_back(span);
  }
  result.mentions = std::move(mentions);
  return result;
}

}  // namespace newscut
