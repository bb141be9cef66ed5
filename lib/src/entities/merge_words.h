// What merging and its helpers know of words.
#pragma once

#include "entities/name_words.h"
#include "entities/role_words.h"

namespace newscut {

// Of "he", "her" and the like; unknown for other words.
Gender pronoun_gender(const Word& word);

// Of the words of one Vocabulary. One for each thread.
struct MergeWords {
  NameWords names;
  RoleWords roles;
  WordFacts<Gender> pronouns{pronoun_gender};

  void reset() {
    names.reset();
    roles.reset();
    pronouns.reset();
  }
};

}  // namespace newscut
