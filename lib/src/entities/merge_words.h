// What merging and its helpers know of words.
#pragma once

#include "entities/name_words.h"
#include "entities/role_words.h"

namespace newscut {

// Of the words of one Vocabulary. One for each thread.
struct MergeWords {
  NameWords names;
  RoleWords roles;

  void reset() {
    names.reset();
    roles.reset();
  }
};

}  // namespace newscut
