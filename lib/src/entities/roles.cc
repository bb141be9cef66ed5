#include "entities/roles.h"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

#include "entities/role_features.h"
#include "entities/role_model.h"
#include "entities/written.h"
#include "text/embedded.h"

NEWSCUT_EMBEDDED(roles)

namespace newscut {
namespace {

char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

class RoleFinder {
 public:
  RoleFinder(const Document& document, const Entities& entities, RoleWords& words,
             const RoleModel& model)
      : document_(document),
        entities_(entities),
        text_(document, entities.mentions, words),
        model_(model) {}

  std::vector<FoundRole> run() {
    for (const Mention& mention : entities_.mentions) {
      if (mention.type != EntityType::per) continue;
      const std::size_t known = roles_.size();
      find_in(text_.before(mention.tokens), mention);
      if (roles_.size() > known) share(roles_.back().tokens, mention);
      find_in(text_.after(mention.tokens), mention);
      find_relation(mention);
    }
    return std::move(roles_);
  }

 private:
  void find_in(const RoleWindow& window, const Mention& mention) {
    if (!window.worth_reading) return;
    model_.find(text_, window, found_);
    for (const RoleSegment role : found_) {
      const TokenIndex end = window.tokens.begin + role.end;
      const TokenRange tokens{window.tokens.begin + role.begin, end};
      // What stands before another's name is the other's, unless it is a plural: "MPs A and B".
      const bool of_another = end != mention.tokens.begin && text_.starts_person(end);
      if (!of_another || (!window.after && names_persons(tokens))) add(tokens, mention);
    }
  }

  // "Senators Ann Roe, Bo Li (Iowa) and Cy Dent": all of them are.
  void share(TokenRange role, const Mention& first) {
    if (role.end != first.tokens.begin || !names_persons(role)) return;
    const std::span<const Mention> mentions(entities_.mentions);
    TokenIndex end = first.tokens.end;
    const TokenIndex sentence_end = document_.sentence(end - 1).tokens.end;
    std::size_t shared = 0;
    for (const Mention& next :
         mentions.subspan(static_cast<std::size_t>(&first - mentions.data()) + 1)) {
      if (next.tokens.begin >= sentence_end || shared == most_sharing) return;
      const TokenIndex bracket = behind_bracket(end, sentence_end);
      if (next.tokens.begin < bracket) continue;
      TokenIndex token = bracket;
      while (token < next.tokens.begin && joins_names(token)) ++token;
      if (token != next.tokens.begin || token == bracket) return;
      if (next.type != EntityType::per) return;
      add(role, next);
      ++shared;
      end = next.tokens.end;
    }
  }
  bool joins_names(TokenIndex token) const {
    const std::string_view text = document_.text_of(token);
    return text == "," || text == "and" || text == "&" || text == "or";
  }
  // Behind the brackets that begin at the token, if any do.
  TokenIndex behind_bracket(TokenIndex token, TokenIndex end) const {
    if (token == end || document_.text_of(token) != "(") return token;
    const TokenIndex last = std::min(end, token + most_in_brackets);
    for (TokenIndex i = token; i < last; ++i) {
      if (document_.text_of(i) == ")") return i + 1;
    }
    return token;
  }
  // Whether the role is a plural: "Olympic champions", "Sens."
  bool names_persons(TokenRange role) const {
    bool plural = false;
    for (TokenIndex i = role.begin; i < role.end; ++i) {
      const RoleWord word = text_.word(i);
      if (word.place == RoleWord::preposition) break;
      if (!word.names_person()) continue;
      std::string_view text = document_.text_of(i);
      if (text.ends_with('.')) text.remove_suffix(1);
      plural =
          word.kind == RoleWord::persons || (word.kind == RoleWord::title && text.ends_with('s'));
    }
    return plural;
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

  void add(TokenRange role, const Mention& mention) { roles_.push_back({mention.entity, role}); }

  static constexpr TokenIndex most_relation = 14;  // tokens that a relation is looked for in
  static constexpr TokenIndex most_in_brackets = 9;
  static constexpr std::size_t most_sharing = 16;  // persons that share a role with another

  const Document& document_;
  const Entities& entities_;
  RoleText text_;
  const RoleModel& model_;
  std::vector<RoleSegment> found_;
  std::vector<FoundRole> roles_;
};

bool same_but_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, ascii_lower, ascii_lower);
}

}  // namespace

std::vector<FoundRole> roles_beside_names(const Document& document, const Entities& entities,
                                          RoleWords& words, const RoleModel& model) {
  return RoleFinder(document, entities, words, model).run();
}

void find_roles(const Document& document, Entities& entities, RoleWords& words) {
  find_roles(document, entities, words, RoleModel(embedded_roles()));
}

void find_roles(const Document& document, Entities& entities, RoleWords& words,
                const RoleModel& model) {
  constexpr std::size_t most_roles = 32;  // of one person
  const std::vector<FoundRole> beside = roles_beside_names(document, entities, words, model);
  for (const FoundRole& role : beside) {
    std::vector<std::string>& roles = entities.entities[role.entity].roles;
    std::string text = written(document, role.tokens);
    if (roles.size() >= most_roles || std::ranges::find(roles, text) != roles.end()) continue;
    roles.push_back(std::move(text));
  }
  const auto worth = [&](const RoleDescriptions::Features& features) {
    return model.may_mean_somebody(features);
  };
  RoleDescriptions(document, entities, words)
      .each(beside, worth, [&](const RoleDescriptions::Choice& choice) {
        const RoleModel::Chosen chosen = model.choose(choice);
        if (chosen.person == nullptr) return;
        std::vector<std::string>& roles = entities.entities[chosen.person->entity].roles;
        std::string text = written(document, chosen.tokens);
        const auto known = [&](const std::string& role) { return same_but_case(role, text); };
        if (roles.size() < most_roles && std::ranges::none_of(roles, known)) {
          roles.push_back(std::move(text));
        }
      });
}

}  // namespace newscut
