// Titles and roles of persons, as the article gives them beside their names.
#pragma once

#include <vector>

#include "document.h"
#include "entities/entities.h"
#include "entities/role_words.h"

namespace newscut {

// Fills `Entity::roles` of the persons: titles before a name ("French President"), appositions
// after it ("a top adviser to Sanders"), relatives ("President Donald Trump's son-in-law"); as
// written, without article and possessive, each once.
void find_roles(const Document& document, Entities& entities, LazyWordFacts<RoleWord>& words);

}  // namespace newscut
