// entities: tokens -> mentions -> entities.
#pragma once

#include <vector>

#include "document.h"

namespace newscut {

// A name as it stands in the text; titles, articles and possessive endings are outside.
struct Mention {
  TokenRange tokens;
  EntityType type = EntityType::misc;  // per to misc
  std::uint32_t entity = 0;            // index into Entities::entities, once merged
};

// What pronouns may stand for an entity, as far as the article or its first name tells.
enum class Gender : std::uint8_t { unknown, female, male, thing };

struct Entities {
  std::vector<Mention> mentions;  // in order of the text, without overlap
  std::vector<Entity> entities;   // in order of first mention; per to misc
  std::vector<Gender> genders;    // of each entity
};

}  // namespace newscut
