// From mentions to entities: the names of one thing in one article are one entity.
#pragma once

#include <vector>

#include "entities/entities.h"
#include "entities/merge_words.h"

namespace newscut {

// Trims `mentions` (as the tagger gives them), merges them, finds titles and roles, and sets
// `Mention::entity`. The mentions of an entity take its type. Linear in the mentions.
Entities merge(const Document& document, std::vector<Mention> mentions, MergeWords& words);

}  // namespace newscut
