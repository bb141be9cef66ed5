// From mentions to entities: the names of one thing in one article are one entity.
#pragma once

#include <vector>

#include "entities/entities.h"

namespace newscut {

// Merges `mentions` (as the tagger gives them), finds titles and roles, and sets `Mention::entity`.
Entities merge(const Document& document, std::vector<Mention> mentions);

}  // namespace newscut
