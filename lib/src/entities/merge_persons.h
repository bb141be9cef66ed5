// Which names of persons mean one person.
#pragma once

#include <vector>

#include "entities/entities.h"
#include "entities/merge_forms.h"

namespace newscut {

// Joins the nodes of persons: fuller and shorter names, initials, first names, spellings. A surname
// that several persons of the article bear goes, mention by mention, to one of them: `node_of` of
// such a mention is changed. `titles` is the gender of the title before each mention.
void merge_persons(NameForms& forms, const std::vector<Gender>& titles);

}  // namespace newscut
