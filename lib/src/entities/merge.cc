#include "entities/merge.h"

#include <algorithm>
#include <string>
#include <unordered_set>
#include <utility>

#include "entities/genders.h"
#include "entities/merge_forms.h"
#include "entities/merge_persons.h"
#include "entities/merge_things.h"
#include "entities/roles.h"
#include "entities/written.h"

namespace newscut {
namespace {

constexpr std::uint32_t none = NameWords::none;

class Merger {
 public:
  Merger(const Document& document, NameWords& words) : document_(document), words_(words) {}

  Entities run(std::vector<Mention> mentions) {
    for (Mention& mention : mentions) trim(mention);
    std::vector<Gender> titles;
    titles.reserve(mentions.size());
    for (const Mention& mention : mentions) {
      titles.push_back(mention.type == EntityType::per
                           ? title_gender(document_, mention.tokens, words_)
                           : Gender::unknown);
    }
    NameForms forms(document_, mentions, words_);
    merge_persons(forms, titles);
    join_bracketed(mentions, forms);
    merge_things(forms);
    return collect(forms, std::move(mentions));
  }

 private:
  const NameFacts* facts(TokenIndex token) {
    const WordId word = words_.fold(document_.tokens[token].word, *document_.vocabulary);
    return word == none ? nullptr : &words_.facts(word, *document_.vocabulary);
  }

  // Takes off what is no part of a name: articles, titles, possessive endings, punctuation.
  void trim(Mention& mention) {
    TokenRange range = mention.tokens;
    while (range.size() > 1 && trailing(range.end - 1)) --range.end;
    while (range.size() > 1 && leading(range.begin, mention.type)) ++range.begin;
    mention.tokens = range;
  }

  bool trailing(TokenIndex token) {
    return words_.fold(document_.tokens[token].word, *document_.vocabulary) == none &&
           document_.tokens[token].kind != TokenKind::symbol && document_.text_of(token) != ")" &&
           document_.text_of(token) != "!" && document_.text_of(token) != "?";
  }

  bool leading(TokenIndex token, EntityType type) {
    const std::string_view lower = document_.lower(token);
    if (lower == "the" || lower == "a" || lower == "an") return type != EntityType::misc;
    if (type != EntityType::per) return false;
    const NameFacts* const word = facts(token);
    return word == nullptr ? document_.text_of(token) == "." : word->title == TitleClass::courtesy;
  }

  // "Organisation of Petroleum Exporting Countries (OPEC)", "National Directorate of Civil
  // Aeronautics (Dinac)": the article says itself that they are one, in whatever language the
  // letters are.
  void join_bracketed(const std::vector<Mention>& mentions, NameForms& forms) const {
    for (std::size_t i = 0; i + 1 < mentions.size(); ++i) {
      const TokenRange outside = mentions[i].tokens;
      const TokenRange inside = mentions[i + 1].tokens;
      if (inside.begin != outside.end + 1 || document_.text_of(outside.end) != "(" ||
          inside.end >= document_.tokens.size() || document_.text_of(inside.end) != ")") {
        continue;
      }
      // "Conmebol (South American Football Confederation)"
      const auto [letters, full] =
          outside.size() < inside.size() ? std::pair(outside, inside) : std::pair(inside, outside);
      const EntityType type = forms.nodes[forms.node_of[i]].type;
      if (type != forms.nodes[forms.node_of[i + 1]].type || type == EntityType::per ||
          type == EntityType::loc || full.size() < 2 || letters.size() != 1) {
        continue;
      }
      if (is_acronym_of(letters.begin, full, type)) {
        forms.join(forms.node_of[i], forms.node_of[i + 1]);
      }
    }
  }

  // In capitals, or, of a long name, a word that may be made of its syllables.
  bool is_acronym_of(TokenIndex token, TokenRange full, EntityType type) const {
    constexpr std::size_t most_letters = 10;
    const Word& word = document_.word(token);
    return word.upper || (type == EntityType::org && full.size() >= 4 && word.letter &&
                          word.text.size() <= most_letters);
  }

  Entities collect(NameForms& forms, std::vector<Mention> mentions) {
    Entities result;
    std::vector<std::uint32_t> entity_of(forms.nodes.size(), none);
    std::vector<std::uint32_t> counts;  // of each entity: its mentions
    for (std::uint32_t i = 0; i < mentions.size(); ++i) {
      std::uint32_t& entity = entity_of[forms.root(forms.node_of[i])];
      if (entity == none) {
        entity = static_cast<std::uint32_t>(counts.size());
        counts.push_back(0);
      }
      mentions[i].entity = entity;
      ++counts[entity];
    }
    result.entities.resize(counts.size());
    for (std::size_t i = 0; i < counts.size(); ++i) result.entities[i].mentions.reserve(counts[i]);
    for (const Mention& mention : mentions) {
      result.entities[mention.entity].mentions.push_back(document_.span(mention.tokens));
    }
    set_types(forms, mentions, result.entities);
    set_names(forms, mentions, result.entities);
    result.mentions = std::move(mentions);
    return result;
  }

  // The type that most mentions have.
  static void set_types(const NameForms& forms, std::vector<Mention>& mentions,
                        std::vector<Entity>& entities) {
    std::vector<std::array<std::uint32_t, name_types>> counts(entities.size());
    for (std::size_t i = 0; i < mentions.size(); ++i) {
      const EntityType type = forms.nodes[forms.node_of[i]].type;
      ++counts[mentions[i].entity][static_cast<std::size_t>(type)];
    }
    for (std::size_t i = 0; i < entities.size(); ++i) {
      entities[i].type =
          static_cast<EntityType>(std::ranges::max_element(counts[i]) - counts[i].begin());
    }
    for (Mention& mention : mentions) mention.type = entities[mention.entity].type;
  }

  // How well a form serves as the name; greater is better.
  struct Fullness {
    bool full = false;   // no form that is only ever short for something
    bool cased = false;  // not a headline's capitals
    std::uint32_t words = 0;
    std::size_t letters = 0;
    // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 takes the 0 of <=> for a pointer
    friend auto operator<=>(const Fullness&, const Fullness&) = default;
  };

  Fullness fullness(const NameForms& forms, const Mention& mention, const NameNode& node) const {
    Fullness result;
    const auto words = forms.words(node);
    if (node.type != EntityType::per && words.size() == 1) {
      result.full = !find_alias(forms.text(words[0]), node.type).short_form;
    } else {
      result.full = document_.text_of(mention.tokens.begin).front() != '@';
    }
    for (TokenIndex i = mention.tokens.begin; i < mention.tokens.end; ++i) {
      const Word& word = document_.word(i);
      result.cased |= word.letter && word.text != word.lower && !word.upper;
    }
    // A short word in capitals is an acronym.
    result.cased |= words.size() == 1 && node.type != EntityType::per &&
                    document_.span(mention.tokens).size() <= most_acronym;
    result.words = static_cast<std::uint32_t>(words.size());
    result.letters = document_.span(mention.tokens).size();
    return result;
  }

  void set_names(const NameForms& forms, const std::vector<Mention>& mentions,
                 std::vector<Entity>& entities) const {
    // The entity that a form was last seen to name: one may serve two in turn ("Clinton").
    std::vector<std::uint32_t> named(mentions.size(), none);
    std::vector<Fullness> best(entities.size());
    for (std::uint32_t i = 0; i < mentions.size(); ++i) {
      const std::uint32_t id = mentions[i].entity;
      std::uint32_t& last = named[forms.surface_of[i]];
      if (last == id) continue;
      last = id;
      Entity& entity = entities[id];
      std::string text = written(document_, mentions[i].tokens);
      const Fullness full = fullness(forms, mentions[i], forms.nodes[forms.node_of[i]]);
      if (entity.name.empty()) {  // most have no other form
        best[id] = full;
        entity.name = std::move(text);
        continue;
      }
      if (entity.aliases.empty()) entity.aliases.push_back(entity.name);
      if (best[id] < full) {
        best[id] = full;
        entity.name = text;
      }
      entity.aliases.push_back(std::move(text));
    }
    for (Entity& entity : entities) drop_repeated(entity);
  }

  static void drop_repeated(Entity& entity) {
    if (entity.aliases.empty()) return;
    std::unordered_set<std::string_view> known{entity.name};
    std::vector<std::string> kept;
    kept.reserve(entity.aliases.size());  // views of its strings stay valid
    for (std::string& alias : entity.aliases) {
      if (!known.contains(alias)) {
        kept.push_back(std::move(alias));
        known.insert(kept.back());
      }
    }
    entity.aliases = std::move(kept);
  }

  static constexpr std::uint32_t most_acronym = 5;  // letters

  const Document& document_;
  NameWords& words_;
};

}  // namespace

Entities merge(const Document& document, std::vector<Mention> mentions, MergeWords& words) {
  Entities entities = Merger(document, words.names).run(std::move(mentions));
  find_roles(document, entities, words.roles);
  find_genders(document, entities, words);
  return entities;
}

}  // namespace newscut
