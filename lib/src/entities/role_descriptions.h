// Descriptions of persons away from their names: "The Republican nominee said …".
//
// A noun for a person that belongs to no name and no role beside a name, with what stands before
// it. Whom it describes is chosen among the persons named last, the one named next in its sentence,
// and the one named most; or nobody. The trainer and the finder share this file.
#pragma once

#include <algorithm>
#include <array>
#include <bitset>
#include <cstdint>
#include <span>
#include <vector>

#include "document.h"
#include "entities/entities.h"
#include "entities/role_words.h"

namespace newscut {

// A role that stands beside a name.
struct FoundRole {
  std::uint32_t entity = 0;
  TokenRange tokens;
};

class RoleDescriptions {
 public:
  struct Features {
    std::array<std::uint32_t, 40> hashes;
    std::size_t count = 0;
    std::span<const std::uint32_t> all() const { return std::span(hashes).first(count); }
  };
  struct Candidate {
    std::uint32_t entity = 0;
    Features features;  // of the pair
  };
  // From where to where a description may go; the first, which has no features, ends with its noun.
  struct Extent {
    TokenRange tokens;
    Features features;
  };
  // A description and the persons that it may mean.
  struct Choice {
    Features features;  // of the description, whomever it means
    std::span<const Candidate> persons;
    std::span<const Extent> extents;
  };

  RoleDescriptions(const Document& document, const Entities& entities, RoleWords& words)
      : document_(document), entities_(entities), words_(words) {}

  // Calls `use(const Choice&)` for each description whose own features are `worth` it: most
  // descriptions are of nobody who is named, and the features of the persons are dear. `roles` are
  // in any order.
  template <class Worth, class Use>
  void each(std::span<const FoundRole> roles, Worth worth, Use use);

 private:
  static constexpr std::size_t most_recent = 5;  // persons named last that are looked at
  static constexpr TokenIndex most_before = 5;   // words before the noun
  static constexpr std::size_t filter = 4096;
  static constexpr std::size_t most_ahead = 8;     // mentions
  static constexpr std::size_t most_compared = 3;  // roles of a person
  static constexpr std::uint32_t nobody = ~std::uint32_t{0};

  struct Known {  // of a role beside a name
    std::uint32_t head = 0;
    std::uint32_t medium = 0;
    std::uint32_t whole = 0;
  };
  struct Person {
    std::uint32_t mentions = 0;
    std::uint32_t number = 0;     // in order of first mention
    std::uint32_t last = nobody;  // mention
    std::vector<Known> roles;
  };
  struct Description {
    TokenRange tokens;
    TokenIndex head = 0;
    Known known;
    std::uint32_t determiner = 0;
    std::uint32_t form = 0;  // of what stands before the noun
  };

  RoleWord word(TokenIndex token) const {
    return words_.get(document_.tokens[token].word, *document_.vocabulary);
  }
  bool is_person(TokenIndex token) const {
    return words_.is_person(document_.tokens[token].word, *document_.vocabulary);
  }
  static std::uint32_t mix(std::uint32_t a, std::uint32_t b) {
    std::uint32_t hash = (a ^ (b + 0x9e3779b9 + (a << 6) + (a >> 2))) * 0x85ebca6b;
    return hash ^ hash >> 13;
  }

  Known know(TokenRange role) const {
    Known known;
    bool head = true;
    for (TokenIndex i = role.begin; i < role.end; ++i) {
      const RoleWord here = word(i);
      if (here.place == RoleWord::preposition) head = false;
      if (head && here.names_person()) {
        known.head = here.lower;
        known.medium = here.medium;
      }
      known.whole = mix(known.whole, here.lower);
    }
    return known;
  }

  void prepare(std::span<const FoundRole> roles);
  // Whether a description ends with `head`, a noun for a person.
  bool describe(TokenIndex head, Description& result) const;
  void describe_features(const Description& description, Features& features) const;
  void add_candidate(const Description& description, std::uint32_t entity, std::uint32_t rank,
                     bool next);
  // Sets extents_.
  void find_extents(const Description& description);
  void add_extent(const Description& description, TokenRange tokens);
  std::uint32_t form(TokenIndex token) const {
    return taken_[token] != 0 ? taken_[token] : 20U + word(token).shape;
  }

  const Document& document_;
  const Entities& entities_;
  RoleWords& words_;
  std::vector<Person> persons_;      // of each entity
  std::vector<std::uint8_t> taken_;  // of each token: 0 free, 1 role, 2 + type of a name
  // Of all roles, by the low bits of the hashes.
  std::bitset<filter> heads_, wholes_;
  std::uint32_t most_named_ = nobody;
  std::vector<Candidate> candidates_;
  std::size_t used_ = 0;
  std::array<Extent, 5> extents_;
  std::size_t extent_count_ = 0;
};

inline void RoleDescriptions::prepare(std::span<const FoundRole> roles) {
  taken_.assign(document_.tokens.size() + 1, 0);
  persons_.assign(entities_.entities.size(), {});
  std::uint32_t number = 0;
  for (const Mention& mention : entities_.mentions) {
    for (TokenIndex i = mention.tokens.begin; i < mention.tokens.end; ++i) {
      taken_[i] = static_cast<std::uint8_t>(2 + static_cast<int>(mention.type));
    }
    if (mention.type != EntityType::per) continue;
    Person& person = persons_[mention.entity];
    if (person.mentions++ == 0) person.number = number++;
    if (most_named_ == nobody || person.mentions > persons_[most_named_].mentions) {
      most_named_ = mention.entity;
    }
  }
  for (const FoundRole& role : roles) {
    for (TokenIndex i = role.tokens.begin; i < role.tokens.end; ++i) {
      if (taken_[i] == 0) taken_[i] = 1;
    }
    std::vector<Known>& known = persons_[role.entity].roles;
    if (known.size() < 16) {
      known.push_back(know(role.tokens));
      heads_.set(known.back().head % filter);
      wholes_.set(known.back().whole % filter);
    }
  }
}

inline bool RoleDescriptions::describe(TokenIndex head, Description& result) const {
  if (taken_[head] != 0) return false;
  const TokenRange sentence = document_.sentence(head).tokens;
  // The last noun of a compound.
  if (head + 1 < sentence.end && taken_[head + 1] == 0 && is_person(head + 1)) return false;
  TokenIndex begin = head;
  while (begin > sentence.begin && head - begin < most_before) {
    const std::uint8_t taken = taken_[begin - 1];
    if (taken == 1 || taken == 2 + static_cast<int>(EntityType::per)) break;
    bool hyphen = false;
    if (word(begin - 1).place != RoleWord::anywhere) {
      hyphen = document_.text_of(begin - 1) == "-" && begin - 1 > sentence.begin;
      if (!hyphen) break;
    }
    begin -= hyphen ? 2 : 1;
  }
  result.tokens = {begin, head + 1};
  result.head = head;
  result.known = know(result.tokens);
  result.determiner = begin == sentence.begin  ? 1
                      : taken_[begin - 1] != 0 ? 2U + taken_[begin - 1]
                                               : word(begin - 1).lower;
  result.form = 0;
  for (TokenIndex i = begin; i < head; ++i) {
    result.form = mix(result.form, taken_[i] != 0 ? taken_[i] : 20U + word(i).shape);
  }
  return true;
}

template <class Worth, class Use>
void RoleDescriptions::each(std::span<const FoundRole> roles, Worth worth, Use use) {
  prepare(roles);
  if (most_named_ == nobody) return;
  Choice choice;
  std::vector<std::uint32_t> recent;  // persons, the last named at the end
  std::size_t mention = 0;
  const std::vector<Mention>& mentions = entities_.mentions;
  Description description;
  for (const Sentence& sentence : document_.sentences) {
    for (TokenIndex token = sentence.tokens.begin; token < sentence.tokens.end; ++token) {
      if (!is_person(token)) continue;
      for (; mention < mentions.size() && mentions[mention].tokens.end <= token; ++mention) {
        if (mentions[mention].type != EntityType::per) continue;
        const std::uint32_t entity = mentions[mention].entity;
        persons_[entity].last = static_cast<std::uint32_t>(mention);
        std::erase(recent, entity);
        recent.push_back(entity);
        if (recent.size() > most_recent) recent.erase(recent.begin());
      }
      if (!describe(token, description)) continue;
      describe_features(description, choice.features);
      if (!worth(choice.features)) continue;
      used_ = 0;
      bool seen_most = false;
      for (std::size_t i = recent.size(); i-- > 0;) {
        seen_most |= recent[i] == most_named_;
        add_candidate(description, recent[i], static_cast<std::uint32_t>(recent.size() - 1 - i),
                      false);
      }
      const std::size_t ahead = std::min(mentions.size(), mention + most_ahead);
      for (std::size_t next = mention;
           next < ahead && mentions[next].tokens.begin < sentence.tokens.end; ++next) {
        if (mentions[next].type != EntityType::per || mentions[next].tokens.begin < token) continue;
        const std::uint32_t entity = mentions[next].entity;
        if (std::ranges::find(recent, entity) == recent.end()) {
          seen_most |= entity == most_named_;
          add_candidate(description, entity, 7, true);
        }
        break;
      }
      if (!seen_most) add_candidate(description, most_named_, 6, false);
      find_extents(description);
      choice.extents = std::span<const Extent>(extents_).first(extent_count_);
      choice.persons = std::span<const Candidate>(candidates_).first(used_);
      use(static_cast<const Choice&>(choice));
    }
  }
}

inline void RoleDescriptions::find_extents(const Description& description) {
  const TokenIndex begin = description.tokens.begin;
  const TokenIndex end = description.tokens.end;
  extents_[0] = {description.tokens, {}};
  extent_count_ = 1;
  // Without its first words.
  for (TokenIndex first = begin + 1; first <= begin + 2 && first <= description.head; ++first) {
    if (taken_[first] > 1 && taken_[first] == taken_[first - 1]) continue;
    if (document_.text_of(first) == "-" || document_.text_of(first - 1) == "-") continue;
    add_extent(description, {first, end});
  }
  // With its complement: "secretary of state", "governor of New York".
  const TokenIndex sentence_end = document_.sentence(begin).tokens.end;
  if (end + 1 >= sentence_end || word(end).place != RoleWord::preposition) return;
  TokenIndex object = end + 1;
  if (object + 1 < sentence_end && word(object).place == RoleWord::connective) ++object;
  if (word(object).place != RoleWord::anywhere || !document_.word(object).letter) return;
  TokenIndex last = object + 1;
  while (last < sentence_end && taken_[last] > 1 && taken_[last] == taken_[object]) ++last;
  add_extent(description, {begin, last});
  const TokenIndex most = std::min(sentence_end, end + 9);
  TokenIndex more = last;
  for (TokenIndex i = last; i < most; ++i) {
    const RoleWord here = word(i);
    if (here.place == RoleWord::anywhere && (document_.word(i).letter || taken_[i] > 1)) {
      more = i + 1;
    } else if (here.comma ||
               (here.place != RoleWord::connective && here.place != RoleWord::preposition)) {
      break;
    }
  }
  if (more > last) add_extent(description, {begin, more});
}

inline void RoleDescriptions::add_extent(const Description& description, TokenRange tokens) {
  Extent& extent = extents_[extent_count_++];
  extent.tokens = tokens;
  Features& features = extent.features;
  features.count = 0;
  const bool longer = tokens.end > description.tokens.end;
  std::uint32_t number = longer ? 8 << 8 : 9 << 8;
  const auto add = [&](std::uint32_t value) {
    features.hashes[features.count++] = mix(++number, value);
  };
  const auto pair = [&](std::uint32_t a, std::uint32_t b) { add(mix(a, b)); };
  const RoleWord head = word(description.head);
  const std::uint32_t det = description.determiner;
  if (longer) {
    const TokenIndex preposition = description.tokens.end;
    const RoleWord prep = word(preposition);
    const TokenIndex object =
        preposition + (word(preposition + 1).place == RoleWord::connective ? 2 : 1);
    const std::uint32_t after = tokens.end < document_.tokens.size() ? word(tokens.end).lower : 0;
    const std::uint32_t next = tokens.end < document_.tokens.size() ? form(tokens.end) : 0;
    const auto more = static_cast<std::uint32_t>(extent_count_);
    pair(more, prep.lower);
    pair(prep.lower, head.lower);
    pair(prep.lower, head.medium);
    pair(prep.lower, form(object));
    pair(prep.lower, word(object).lower);
    pair(mix(head.lower, prep.lower), word(object).lower);
    pair(word(object).medium, prep.lower);
    pair(det, prep.lower);
    pair(tokens.end - object, form(object));
    pair(form(tokens.end - 1), next);
    pair(more, after);
    pair(word(tokens.end - 1).medium, next);
    return;
  }
  const TokenIndex first = tokens.begin;
  const std::uint32_t dropped = tokens.begin - description.tokens.begin;
  add(dropped);
  pair(dropped, static_cast<std::uint32_t>(tokens.size()));
  pair(det, dropped);
  add(word(first - 1).lower);
  add(word(first - 1).medium);
  pair(form(first - 1), form(first));
  pair(word(first - 1).lower, word(first).lower);
  pair(form(first - 1), det);
  add(word(first).lower);
  pair(head.lower, dropped);
  pair(head.medium, form(first - 1));
}

inline void RoleDescriptions::describe_features(const Description& description,
                                                Features& features) const {
  std::uint32_t number = 6 << 8;
  features.count = 0;
  const auto add = [&](std::uint32_t value) {
    features.hashes[features.count++] = mix(++number, value);
  };
  const auto pair = [&](std::uint32_t a, std::uint32_t b) { add(mix(a, b)); };
  const RoleWord head = word(description.head);
  const TokenIndex begin = description.tokens.begin;
  const TokenIndex end = description.tokens.end;
  const std::uint32_t det = description.determiner;
  add(0);
  add(head.lower);
  add(head.medium);
  add(det);
  add(begin > 0 ? word(begin - 1).lower : 0);
  add(end < document_.tokens.size() ? word(end).lower : 0);
  pair(head.kind, det);
  pair(head.lower, det);
  add(description.known.whole);
  pair(description.form, det);
  pair(begin > 1 ? word(begin - 2).lower : 0, det);
  pair(description.tokens.size(), det);
}

// `rank`: how many persons were named after it; 6 for the one named most, 7 for the one named next.
inline void RoleDescriptions::add_candidate(const Description& description, std::uint32_t entity,
                                            std::uint32_t rank, bool next) {
  if (used_ == candidates_.size()) candidates_.emplace_back();
  Candidate& candidate = candidates_[used_++];
  candidate.entity = entity;
  Features& features = candidate.features;
  features.count = 0;
  const Person& person = persons_[entity];
  std::uint32_t number = 7 << 8;
  const auto add = [&](std::uint32_t value) {
    features.hashes[features.count++] = mix(++number, value);
  };
  const auto pair = [&](std::uint32_t a, std::uint32_t b) { add(mix(a, b)); };
  const RoleWord head = word(description.head);
  const TokenIndex begin = description.tokens.begin;
  const TokenIndex end = description.tokens.end;
  const std::uint32_t here = document_.sentence_of[begin];
  std::uint32_t sentences = 9;
  std::uint32_t starts = 2;
  std::uint32_t full = 2;
  if (person.last != nobody) {
    const Mention& last = entities_.mentions[person.last];
    sentences = std::min(here - document_.sentence_of[last.tokens.begin], 4U);
    starts = last.tokens.begin == document_.sentence(last.tokens.begin).tokens.begin ? 1 : 0;
    full = last.tokens.size() > 1 ? 1 : 0;
  }
  const auto has_head = [&](const Known& k) {
    return k.head == description.known.head && k.head != 0;
  };
  const auto has_whole = [&](const Known& k) { return k.whole == description.known.whole; };
  const std::uint32_t same = std::ranges::any_of(person.roles, has_whole)  ? 2
                             : std::ranges::any_of(person.roles, has_head) ? 1
                                                                           : 0;
  const std::uint32_t any = wholes_.test(description.known.whole % filter) ? 2
                            : heads_.test(description.known.head % filter) ? 1
                                                                           : 0;
  const std::uint32_t alike = same * 3 + any;
  const std::uint32_t roles =
      std::min<std::uint32_t>(static_cast<std::uint32_t>(person.roles.size()), 3);
  const std::uint32_t most = entity == most_named_ ? 1 : 0;
  const std::uint32_t often = std::min(person.mentions, 6U) * 2 + most;
  const std::uint32_t after = end < document_.tokens.size() ? word(end).lower : 0;
  const std::uint32_t before = begin > 0 ? word(begin - 1).lower : 0;
  const std::uint32_t det = description.determiner;
  const std::uint32_t place = rank * 10 + sentences;
  const std::uint32_t kind = head.kind;
  const std::uint32_t initial = begin <= document_.sentence(begin).tokens.begin + 1 ? 1 : 0;
  pair(place, kind);
  pair(place, det);
  pair(mix(place, kind), mix(det, initial));
  add(alike);
  pair(alike, rank);
  pair(alike, kind);
  pair(alike, det);
  pair(alike, mix(place, det));
  pair(alike, head.medium);
  pair(mix(alike, head.lower), most);
  pair(often, kind);
  pair(often, det);
  pair(often, rank);
  pair(most, mix(place, det));
  pair(roles, kind);
  pair(roles, rank);
  pair(person.number, kind);
  pair(std::min(person.number, 3U), rank);
  pair(starts, place);
  pair(full, place);
  pair(rank, after);
  pair(rank, description.form);
  pair(rank, head.medium);
  pair(static_cast<std::uint32_t>(next), before);
  pair(std::min(here, 8U), rank);
  pair(mix(rank, initial), after);
  // How what the person is called beside the name fits.
  for (std::size_t i = 0; i < std::min(person.roles.size(), most_compared); ++i) {
    const Known& role = person.roles[i];
    number = (10 << 8) + (role.medium == head.medium ? 1U : 0U);
    pair(role.medium, head.medium);
    number = (10 << 8) + 10;
    pair(role.head, head.lower);
  }
}

}  // namespace newscut
