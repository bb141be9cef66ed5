// What pronoun an entity goes by.
#pragma once

#include <vector>

#include "document.h"
#include "entities/entities.h"
#include "entities/merge_words.h"

namespace newscut {

// Of the title that stands before a person's name ("Mrs Clinton"); unknown where there is none or
// it fits both.
Gender title_gender(const Document& document, TokenRange name, NameWords& words);

// Fills `Entities::genders`. Of a person, in order of weight: titles ("Mr", "Dame"), nouns among
// the roles ("spokeswoman"), the first name, pronouns that follow the name. Requires: roles are
// found.
void find_genders(const Document& document, Entities& entities, MergeWords& words);

}  // namespace newscut
