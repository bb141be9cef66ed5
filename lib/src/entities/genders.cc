#include "entities/genders.h"

#include <array>
#include <cstdint>
#include <string_view>

namespace newscut {
namespace {

// Evidence for female and for male.
using Votes = std::array<std::uint32_t, 2>;

constexpr std::uint32_t title_weight = 8;
constexpr std::uint32_t role_weight = 6;
constexpr std::uint32_t name_weight = 4;
constexpr TokenIndex pronoun_reach = 24;  // tokens after a name
constexpr std::uint32_t most_pronouns = 3;

void vote(Votes& votes, Gender gender, std::uint32_t weight) {
  if (gender == Gender::female) votes[0] += weight;
  if (gender == Gender::male) votes[1] += weight;
}

Gender winner(const Votes& votes) {
  if (votes[0] == votes[1]) return Gender::unknown;
  return votes[0] > votes[1] ? Gender::female : Gender::male;
}

}  // namespace

Gender pronoun_gender(const Word& word) {
  const std::string_view lower = word.lower;
  if (lower == "he" || lower == "his" || lower == "him" || lower == "himself") return Gender::male;
  if (lower == "she" || lower == "her" || lower == "hers" || lower == "herself") {
    return Gender::female;
  }
  return Gender::unknown;
}

namespace {

class GenderFinder {
 public:
  GenderFinder(const Document& document, Entities& entities, MergeWords& words)
      : document_(document),
        entities_(entities),
        words_(words),
        votes_(entities.entities.size()),
        pronouns_(entities.entities.size()) {}

  void run() {
    const std::vector<Mention>& mentions = entities_.mentions;
    for (std::size_t i = 0; i < mentions.size(); ++i) {
      if (mentions[i].type != EntityType::per) continue;
      Votes& votes = votes_[mentions[i].entity];
      vote(votes, title_gender(document_, mentions[i].tokens, words_.names), title_weight);
      if (mentions[i].tokens.size() > 1) vote(votes, first_name(mentions[i]), name_weight);
      count_pronoun(i);
    }
    entities_.genders.assign(entities_.entities.size(), Gender::thing);
    for (std::uint32_t id = 0; id < entities_.entities.size(); ++id) decide(id);
  }

 private:
  Gender first_name(const Mention& mention) { return facts(mention.tokens.begin).given_gender; }
  NameFacts facts(TokenIndex token) {
    const WordId word = words_.names.fold(document_.tokens[token].word, *document_.vocabulary);
    return word == NameWords::none ? NameFacts() : words_.names.facts(word, *document_.vocabulary);
  }

  // The first pronoun after a name and before the next person's.
  void count_pronoun(std::size_t index) {
    const std::vector<Mention>& mentions = entities_.mentions;
    const TokenIndex first = mentions[index].tokens.end;
    TokenIndex last = std::min<TokenIndex>(first + pronoun_reach,
                                           static_cast<TokenIndex>(document_.tokens.size()));
    for (std::size_t next = index + 1; next < mentions.size(); ++next) {
      if (mentions[next].tokens.begin >= last) break;
      if (mentions[next].type == EntityType::per) last = mentions[next].tokens.begin;
    }
    for (TokenIndex i = first; i < last; ++i) {
      const Gender gender = words_.pronouns.get(document_.tokens[i].word, *document_.vocabulary);
      if (gender == Gender::unknown) continue;
      vote(pronouns_[mentions[index].entity], gender, 1);
      return;
    }
  }

  void decide(std::uint32_t id) {
    const Entity& entity = entities_.entities[id];
    if (entity.type == EntityType::norp) entities_.genders[id] = Gender::unknown;
    if (entity.type != EntityType::per) return;
    Votes& votes = votes_[id];
    for (const std::string& role : entity.roles) vote(votes, role_gender(role), role_weight);
    if (votes[0] == 0 && votes[1] == 0) vote_of_single_name(entity.name, votes);
    // Pronouns may mean another, so they decide only where nothing else does, or against a first
    // name when they are many.
    const Votes& pronouns = pronouns_[id];
    for (std::size_t i = 0; i < votes.size(); ++i) {
      votes[i] += std::min(pronouns[i], most_pronouns);
    }
    entities_.genders[id] = winner(votes);
  }

  void vote_of_single_name(std::string_view name, Votes& votes) {
    if (name.find(' ') != std::string_view::npos) return;
    const WordId word = words_.names.fold(document_.vocabulary->add(name), *document_.vocabulary);
    if (word == NameWords::none) return;
    vote(votes, words_.names.facts(word, *document_.vocabulary).given_gender, 1);
  }

  // Of the last gendered noun: "actress", "spokesman for the Queen".
  Gender role_gender(std::string_view role) {
    Gender gender = Gender::unknown;
    while (!role.empty()) {
      const std::size_t end = std::min(role.find(' '), role.size());
      const std::string_view word = role.substr(0, end);
      if (word == "of" || word == "for" || word == "to") break;
      if (!word.empty() && word.find('\'') == std::string_view::npos) {
        const RoleWord& facts =
            words_.roles.get(document_.vocabulary->add(word), *document_.vocabulary);
        if (facts.gender != Gender::unknown) gender = facts.gender;
      }
      role.remove_prefix(std::min(end + 1, role.size()));
    }
    return gender;
  }

  const Document& document_;
  Entities& entities_;
  MergeWords& words_;
  std::vector<Votes> votes_;     // of each entity
  std::vector<Votes> pronouns_;  // likewise
};

}  // namespace

Gender title_gender(const Document& document, TokenRange name, NameWords& words) {
  TokenIndex token = name.begin;
  if (token > 0 && document.text_of(token - 1) == ".") --token;
  if (token == 0 || document.sentence_of[token - 1] != document.sentence_of[name.begin]) {
    return Gender::unknown;
  }
  const WordId word = words.fold(document.tokens[token - 1].word, *document.vocabulary);
  return word == NameWords::none ? Gender::unknown
                                 : words.facts(word, *document.vocabulary).title_gender;
}

void find_genders(const Document& document, Entities& entities, MergeWords& words) {
  GenderFinder(document, entities, words).run();
}

}  // namespace newscut
