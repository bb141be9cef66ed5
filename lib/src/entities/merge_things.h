// Which names of organisations, places, peoples and other things mean one thing.
#pragma once

#include "document.h"
#include "entities/entities.h"
#include "entities/merge_forms.h"

namespace newscut {

// Joins the nodes of all types but persons: aliases ("UK", "Britain"), acronyms, short forms,
// plurals and adjectives of peoples.
void merge_things(NameForms& forms);

// The name that a form goes by in the tables of aliases, and whether the form itself is never the
// full name. Empty where there is none.
struct Alias {
  std::string_view name;
  bool short_form = false;
};
Alias find_alias(std::string_view form, EntityType type);

}  // namespace newscut
