#include "entities/roles.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "entities/role_features.h"
#include "entities/role_model.h"
#include "entities/written.h"
#include "text/embedded.h"

NEWSCUT_EMBEDDED(roles)

namespace newscut {
namespace {

class RoleFinder {
 public:
  RoleFinder(const Document& document, Entities& entities, LazyWordFacts<RoleWord>& words)
      : document_(document), entities_(entities), text_(document, entities.mentions, words) {}

  void run() {
    for (const Mention& mention : entities_.mentions) {
      if (mention.type != EntityType::per) continue;
      find_in(text_.before(mention.tokens), mention);
      find_in(text_.after(mention.tokens), mention);
      find_relation(mention);
    }
  }

 private:
  void find_in(const RoleWindow& window, const Mention& mention) {
    if (!window.worth_reading) return;
    model_.label(text_, window, labels_);
    TokenIndex begin = 0;
    for (std::size_t i = 0; i <= labels_.size(); ++i) {
      const bool open = i < labels_.size() && labels_[i] == RoleLabel::inside;
      if (open) continue;
      const TokenIndex token = window.tokens.begin + static_cast<TokenIndex>(i);
      if (begin != 0 && !(window.after && text_.starts_person(token))) {
        add({begin - 1, token}, mention);
      }
      begin = i < labels_.size() && labels_[i] == RoleLabel::begin ? token + 1 : 0;
    }
  }

  // ", President Hugo Stahl's son-in-law,": a relative of somebody else who is named.
  void find_relation(const Mention& mention) {
    TokenIndex token = mention.tokens.end;
    const TokenIndex end =
        std::min(document_.sentence(mention.tokens.begin).tokens.end, token + most_relation);
    if (token >= end || document_.text_of(token) != ",") return;
    const TokenIndex first = ++token;
    while (token < end && document_.lower(token) != "'s" && document_.text_of(token) != ",")
      ++token;
    if (token + 1 >= end || document_.lower(token) != "'s" || !document_.word(token - 1).capital) {
      return;
    }
    for (++token; token < end && document_.word(token).letter; ++token) {
      if (text_.word(token).kind == RoleWord::kin) {
        add({first, hyphenated_end(token, end)}, mention);
        return;
      }
    }
  }

  // Behind "son-in-law", whose hyphens are tokens.
  TokenIndex hyphenated_end(TokenIndex token, TokenIndex end) const {
    ++token;
    while (token + 1 < end && document_.text_of(token) == "-" && !document_.space_before(token)) {
      token += 2;
    }
    return token;
  }

  void add(TokenRange role, const Mention& mention) {
    std::vector<std::string>& roles = entities_.entities[mention.entity].roles;
    std::string text = written(document_, role);
    if (roles.size() >= most_roles || std::ranges::find(roles, text) != roles.end()) return;
    roles.push_back(std::move(text));
  }

  static constexpr std::size_t most_roles = 32;    // of one person
  static constexpr TokenIndex most_relation = 14;  // tokens that a relation is looked for in

  const Document& document_;
  Entities& entities_;
  RoleText text_;
  RoleModel model_{embedded_roles()};
  std::vector<RoleLabel> labels_;
};

}  // namespace

void find_roles(const Document& document, Entities& entities, LazyWordFacts<RoleWord>& words) {
  RoleFinder(document, entities, words).run();
}

}  // namespace newscut
