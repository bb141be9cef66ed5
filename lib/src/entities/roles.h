// Titles and roles of persons, as the article gives them.
#pragma once

#include <vector>

#include "document.h"
#include "entities/entities.h"
#include "entities/role_descriptions.h"
#include "entities/role_model.h"
#include "entities/role_words.h"

namespace newscut {

// Fills `Entity::roles` of the persons: titles before a name ("French President"), appositions
// after it ("a top adviser to Sanders"), relatives ("President Donald Trump's son-in-law"), and
// descriptions elsewhere ("The Republican nominee said"); as written, without article and
// possessive, each once.
void find_roles(const Document& document, Entities& entities, RoleWords& words);

// The same with another model than the one that is built in.
void find_roles(const Document& document, Entities& entities, RoleWords& words,
                const RoleModel& model);
// Those of them that stand beside a name.
std::vector<FoundRole> roles_beside_names(const Document& document, const Entities& entities,
                                          RoleWords& words, const RoleModel& model);

}  // namespace newscut
