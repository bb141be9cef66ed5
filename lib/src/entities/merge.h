// From mentions to entities: the names of one thing in one article are one entity.
#pragma once

#include <vector>

#include "entities/entities.h"
#include "entities/name_words.h"
#include "entities/role_words.h"

namespace newscut {

// What is known of the words of a Vocabulary. One for each thread.
struct MergeWords {
  NameWords names;
  WordFacts<RoleWord> roles{make_role_word};

  void reset() {
    names.reset();
    roles.reset();
  }
};

// Trims `mentions` (as the tagger gives them), merges them, finds titles and roles, and sets
// `Mention::entity`. The mentions of an entity take its type. Linear in the mentions.
Entities merge(const Document& document, std::vector<Mention> mentions, MergeWords& words);

}  // namespace newscut
