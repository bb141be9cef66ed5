#include "quotes/speakers.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <tuple>

#include "lexicons.h"
#include "quotes/feature_names.h"

namespace newscut {
namespace {

using Type = SourceCandidate::Type;

template <class Value>
std::uint32_t u(Value value) {
  return static_cast<std::uint32_t>(value);
}

bool same_word(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           const auto lower = [](char c) {
             return 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
           };
           return lower(x) == lower(y);
         });
}

// `phrase` has `word` as one of its words, or as its last.
bool has_word(std::string_view phrase, std::string_view word, bool last) {
  for (int words = 0; !phrase.empty() && words < 12; ++words) {
    const std::size_t space = phrase.find(' ');
    const std::string_view piece = phrase.substr(0, space);
    const bool at_end = space == std::string_view::npos;
    if (same_word(piece, word) && (!last || at_end)) return true;
    if (at_end) break;
    phrase.remove_prefix(space + 1);
  }
  return false;
}

// A role without what it is a role in: "president" of "president of the club".
std::string_view without_complement(std::string_view role) {
  std::size_t end = role.size();
  for (const std::string_view word : {" of ", " for ", " at ", " in ", " to "}) {
    end = std::min(end, role.find(word));
  }
  return role.substr(0, end);
}

constexpr std::size_t most_roles = 8;

// How an entity's roles and names speak of a noun: 3 a role's head is it, 2 a role has it, 1 the
// name.
std::uint32_t match_of(const Entity& entity, std::string_view noun) {
  const std::span roles(entity.roles.data(), std::min(entity.roles.size(), most_roles));
  for (const std::string& role : roles) {
    if (has_word(without_complement(role), noun, true)) return 3;
  }
  for (const std::string& role : roles) {
    if (has_word(role, noun, false)) return 2;
  }
  if (has_word(entity.name, noun, false)) return 1;
  return 0;
}

// A role is just what `phrase` says, but for what stands before it: "French prime minister" is
// "prime minister".
bool has_role(const Entity& entity, std::string_view phrase) {
  const std::span roles(entity.roles.data(), std::min(entity.roles.size(), most_roles));
  return std::ranges::any_of(roles, [&](std::string_view role) {
    role = without_complement(role);
    if (role.size() < phrase.size()) return false;
    const std::size_t begin = role.size() - phrase.size();
    return same_word(role.substr(begin), phrase) && (begin == 0 || role[begin - 1] == ' ');
  });
}

// A role in the same thing, as far as both tell: "commander of the Navy" is no commander of the
// Army's.
bool may_share_complement(const Entity& entity, std::string_view noun,
                          std::string_view complement) {
  const std::span roles(entity.roles.data(), std::min(entity.roles.size(), most_roles));
  return complement.empty() || std::ranges::any_of(roles, [&](std::string_view role) {
           const std::string_view head = without_complement(role);
           const std::string_view last = complement.substr(complement.rfind(' ') + 1);
           return has_word(head, noun, true) &&
                  (head.size() == role.size() || same_word(role.substr(role.rfind(' ') + 1), last));
         });
}

// He, she, they or it: of "his claim", the one whose claim it is.
WordClass pronoun_of(const Scene& scene, const SourceCandidate& source) {
  if (source.type == Type::pronoun) return scene.word(source.head).person;
  const QuoteWord& first = scene.word(source.tokens.begin);
  const bool claim =
      first.word_class == WordClass::possessive && scene.word(source.head).cue != CueClass::none;
  return claim ? first.person : WordClass::open;
}

bool can_speak(const Scene& scene, const SourceCandidate& source, std::uint32_t entity) {
  const EntityType type = scene.entities.entities[entity].type;
  const Gender gender = scene.entities.genders[entity];
  const bool person = type == EntityType::per;
  switch (pronoun_of(scene, source)) {
    case WordClass::he:
      return person && gender != Gender::female;
    case WordClass::she:
      return person && gender != Gender::male;
    case WordClass::it:
      return !person;
    case WordClass::they:
      return type != EntityType::misc && type != EntityType::product;
    default:
      return type == EntityType::per || type == EntityType::org || type == EntityType::loc;
  }
}

std::uint32_t kind_of_anaphor(const Scene& scene, const SourceCandidate& source) {
  if (const WordClass pronoun = pronoun_of(scene, source); pronoun != WordClass::open) {
    return u(pronoun);
  }
  const QuoteWord& first = scene.word(source.tokens.begin);
  const std::string_view word = scene.document.lower(source.head);
  const bool plural = word.ends_with('s') && !word.ends_with("ss");
  const std::uint32_t start = first.word_class == WordClass::possessive            ? 1
                              : scene.document.lower(source.tokens.begin) == "the" ? 2
                              : first.word_class == WordClass::determiner          ? 3
                                                                                   : 0;
  const bool person = scene.is_person_noun(source.head) || scene.is_member_of_people(source);
  return 64 + (start | u(plural) << 2U | u(person) << 3U);
}

// Where a name stands outside of marks: 0 where subjects do, at the beginning of its sentence; 2
// behind a preposition; 1 elsewhere.
std::uint32_t place_in_sentence(const Scene& scene, TokenIndex token) {
  const TokenIndex begin = scene.sentence(token).begin;
  if (token > begin && scene.word(token - 1).word_class == WordClass::preposition) return 2;
  return token - begin <= 4 ? 0 : 1;
}

// The person whom "the Kentucky Republican" means: of those whom the text is about, who spoke last
// or are subjects, the one named last; else who is called so; else the likeliest.
std::uint32_t bearer_of_people(const Scene& scene, const Anaphor& anaphor,
                               const std::vector<Antecedent>& antecedents,
                               const std::vector<float>& scores) {
  constexpr std::uint32_t nearby = 3;  // sentences
  const SourceCandidate& source = scene.sources[anaphor.source];
  const std::string_view noun = scene.document.text_of(source.head);
  const std::uint32_t here = scene.sentence_of(source.head);
  const auto rank = [&](std::uint32_t i) {
    const Antecedent& antecedent = antecedents[i];
    const TokenIndex at = scene.entities.mentions[antecedent.mention].tokens.begin;
    const bool topic =
        at < source.head && scene.sentence_of(at) + nearby >= here && scene.region_of(at) == none &&
        (antecedent.entity == anaphor.last_speaker || place_in_sentence(scene, at) == 0);
    const bool called = match_of(scene.entities.entities[antecedent.entity], noun) >= 2;
    return std::tuple(topic ? at + 1 : 0, called, scores[i]);
  };
  std::uint32_t best = none;
  for (std::uint32_t i = 0; i < antecedents.size(); ++i) {
    const bool person = scene.entities.entities[antecedents[i].entity].type == EntityType::per;
    if (person && (best == none || rank(i) > rank(best))) best = i;
  }
  return best;
}

// The nearest of those who have the role that "the prime minister" says, or at least its noun;
// `none` if it is not definite.
std::uint32_t bearer_of_role(const Scene& scene, std::uint32_t index,
                             const std::vector<Antecedent>& antecedents) {
  const SourceCandidate& source = scene.sources[index];
  if (source.type != Type::nominal || scene.document.lower(source.tokens.begin) != "the") {
    return none;
  }
  const std::string_view noun = scene.document.text_of(source.head);
  const std::string_view phrase =
      scene.document.span({source.tokens.begin + 1, source.head + 1}).of(scene.document.text);
  const TokenRange after = {source.tokens.end, end_of_source(scene, index)};
  const std::string_view complement =
      after.empty() ? "" : scene.document.span(after).of(scene.document.text);
  std::uint32_t nearest = none;
  for (std::uint32_t i = 0; i < antecedents.size(); ++i) {
    const Entity& entity = scene.entities.entities[antecedents[i].entity];
    if (entity.type != EntityType::per || match_of(entity, noun) != 3 ||
        !may_share_complement(entity, noun, complement)) {
      continue;
    }
    if (has_role(entity, phrase)) return i;
    if (nearest == none) nearest = i;
  }
  return nearest;
}

// "the 27-year-old": by a person's age, which tells a reader less than who was named before it.
bool is_age(const Scene& scene, const SourceCandidate& source) {
  return source.type == Type::nominal && source.tokens.size() >= 4 &&
         scene.word(source.tokens.begin + 1).digit && scene.document.lower(source.head) == "old";
}

// Capitals that name an office, not its holder: "Director General of the Archives, Ana Reis,".
bool is_office(const Scene& scene, const SourceCandidate& source) {
  return source.type == Type::capitals && scene.is_person_noun(source.head);
}

bool is_definite(const Scene& scene, const SourceCandidate& source) {
  return source.type == Type::nominal && scene.document.lower(source.tokens.begin) == "the";
}

// "Iran's foreign ministry"
bool is_possessed(const Scene& scene, const SourceCandidate& source) {
  if (!scene.word(source.tokens.begin).capital) return false;
  for (TokenIndex i = source.tokens.begin + 1; i < source.head; ++i) {
    if (scene.word(i).word_class == WordClass::possessive_s) return true;
  }
  return false;
}

// May stand within a noun phrase.
bool is_phrase_word(const Scene& scene, TokenIndex token) {
  if (scene.region_of(token) != none) return false;
  const QuoteWord& word = scene.word(token);
  switch (word.word_class) {
    case WordClass::open:
      return word.cue == CueClass::none || word.cue == CueClass::noun || word.capital;
    case WordClass::preposition:
    case WordClass::determiner:
    case WordClass::possessive:
    case WordClass::possessive_s:
    case WordClass::conjunction:
    case WordClass::hyphen:
      return true;
    default:
      return false;
  }
}

// "According to the …": what follows its comma may be the subject of the sentence.
bool follows_according_to(const Scene& scene, const SourceCandidate& source) {
  return source.tokens.begin >= 2 && scene.word(source.tokens.begin - 2).cue == CueClass::accord;
}

// The person that an apposition to the noun phrase names: "the club's lawyer, Anneke Smit,", "the
// Minister of Public Works, Pedro Lima,", "the school's head, the poet Ana Reis,".
std::uint32_t apposition_to(const Scene& scene, std::uint32_t index) {
  constexpr TokenIndex furthest = 16;
  const SourceCandidate& source = scene.sources[index];
  const TokenIndex end = std::min(scene.sentence(source.head).end, source.tokens.end + furthest);
  TokenIndex comma = source.tokens.end;
  if (comma < end && scene.word(comma).word_class == WordClass::preposition) {
    while (comma < end && is_phrase_word(scene, comma)) ++comma;
  }
  if (comma >= end || scene.word(comma).word_class != WordClass::comma) return none;
  TokenIndex token = comma + 1;
  for (std::uint32_t next = scene.first_source(token); next < scene.sources.size(); ++next) {
    const SourceCandidate& name = scene.sources[next];
    while (token < std::min(end, name.tokens.begin) && is_phrase_word(scene, token)) ++token;
    if (token < name.tokens.begin || name.tokens.end > end) return none;
    if (name.type != Type::person) continue;
    if (follows_according_to(scene, source)) {
      const bool closed =
          name.tokens.end == end || scene.word(name.tokens.end).word_class == WordClass::comma;
      return closed && scene.is_person_noun(source.head) ? next : none;
    }
    if (comma == source.tokens.end && name.tokens.begin == comma + 1) return next;
    if (name.tokens.end == end) return next;
    // A name further off without a second comma may be the subject of what follows.
    const QuoteWord& after = scene.word(name.tokens.end);
    const bool verb = after.cue != CueClass::none || after.word_class == WordClass::auxiliary ||
                      after.word_class == WordClass::verb ||
                      after.word_class == WordClass::possessive_s;
    return verb ? none : next;
  }
  return none;
}

std::uint32_t distance_bucket(std::uint32_t n) { return n <= 3 ? n : n <= 5 ? 4 : n <= 9 ? 5 : 6; }

}  // namespace

TokenIndex end_of_source(const Scene& scene, std::uint32_t index) {
  constexpr TokenIndex furthest = 12;
  const SourceCandidate& source = scene.sources[index];
  const bool office = is_office(scene, source);
  if (source.kind() != SourceKind::nominal && !office) return source.tokens.end;
  if (const std::uint32_t name = apposition_to(scene, index); name != none) {
    return scene.sources[name].tokens.end;
  }
  if (office) return source.tokens.end;
  const TokenIndex limit = std::min(scene.sentence(source.head).end, source.tokens.end + furthest);
  TokenIndex end = source.tokens.end;
  while (end < limit && is_phrase_word(scene, end)) {
    const WordClass word_class = scene.word(end).word_class;
    if (word_class == WordClass::conjunction) break;
    if (word_class == WordClass::preposition && scene.document.lower(end) != "of") break;
    if (end == source.tokens.end && word_class != WordClass::preposition) break;
    ++end;
  }
  // Not "a number of" alone.
  const bool cut = end > source.tokens.end && scene.word(end - 1).word_class != WordClass::open;
  return cut ? source.tokens.end : end;
}

void antecedents_of(const Scene& scene, const Anaphor& anaphor,
                    std::vector<Antecedent>& antecedents) {
  constexpr std::size_t most = 8;
  constexpr std::uint32_t furthest = 60;  // mentions
  antecedents.clear();
  const SourceCandidate& source = scene.sources[anaphor.source];
  const std::vector<Mention>& mentions = scene.entities.mentions;
  const auto next = static_cast<std::uint32_t>(
      std::ranges::lower_bound(mentions, source.tokens.begin, {},
                               [](const Mention& m) { return m.tokens.begin; }) -
      mentions.begin());
  const auto add = [&](std::uint32_t mention) {
    const std::uint32_t entity = mentions[mention].entity;
    if (scene.region_of(mentions[mention].tokens.begin) == anaphor.region &&
        anaphor.region != none) {
      return;
    }
    if (!can_speak(scene, source, entity)) return;
    for (const Antecedent& known : antecedents) {
      if (known.entity == entity) return;
    }
    antecedents.push_back({entity, mention, u(antecedents.size())});
  };
  for (std::uint32_t i = next; i-- > 0 && antecedents.size() < most && i + furthest > next;) add(i);
  // The one who spoke last may be further off.
  if (anaphor.last_speaker != none && antecedents.size() == most) {
    for (std::uint32_t i = next; i-- > 0 && i + 4 * furthest > next;) {
      if (mentions[i].entity == anaphor.last_speaker) {
        add(i);
        break;
      }
    }
  }
  // A name may follow the pronoun.
  for (std::uint32_t i = next; i < mentions.size() && i < next + 6; ++i) {
    const TokenIndex token = mentions[i].tokens.begin;
    if (scene.block_of(token) != scene.block_of(source.head)) break;
    if (token >= source.tokens.end && antecedents.size() < most + 3) add(i);
  }
}

template <FeatureSink Features>
void add_antecedent(const Scene& scene, const Anaphor& anaphor, const Antecedent& antecedent,
                    Features& features) {
  const SourceCandidate& source = scene.sources[anaphor.source];
  const Mention& mention = scene.entities.mentions[antecedent.mention];
  const Entity& entity = scene.entities.entities[antecedent.entity];
  const std::uint32_t kind = kind_of_anaphor(scene, source);
  const TokenIndex at = mention.tokens.begin;
  const bool after = at >= source.tokens.end;
  const std::uint32_t here = scene.sentence_of(source.head);
  const std::uint32_t there = scene.sentence_of(at);
  const std::uint32_t sentences =
      after ? 7 + std::min(there - here, 2U) : distance_bucket(here - there);
  const std::uint32_t blocks =
      after ? 7 : distance_bucket(scene.block_of(source.head) - scene.block_of(at));
  const bool in_region = scene.region_of(at) != none;
  const TokenRange sentence = scene.sentence(at);
  const std::uint32_t place = in_region ? 3 : place_in_sentence(scene, at);
  const bool possessive = mention.tokens.end < sentence.end &&
                          scene.word(mention.tokens.end).word_class == WordClass::possessive_s;
  const std::uint32_t last = u(anaphor.last_speaker == antecedent.entity);
  const std::uint32_t gender = u(scene.entities.genders[antecedent.entity]);
  const std::uint32_t type = u(entity.type);
  const std::uint32_t often = distance_bucket(static_cast<std::uint32_t>(entity.mentions.size()));
  const std::uint32_t rank = std::min(antecedent.rank, 4U);
  const std::uint32_t match =
      source.type == Type::pronoun ? 0 : match_of(entity, scene.document.text_of(source.head));
  features.add(feature::who_kind, kind, type);
  features.add(feature::who_rank, kind, rank);
  features.add(feature::who_sentence, kind, sentences, place);
  features.add(feature::who_blocks, kind, blocks, last);
  features.add(feature::who_last, kind, last, rank);
  features.add(feature::who_gender, kind, gender, rank);
  features.add(feature::who_often, kind, often);
  features.add(feature::who_place, place, rank, u(possessive));
  features.add(feature::who_sentence_last, sentences, last, u(anaphor.last_speaker != none));
  features.add(feature::who_match, kind, match, type);
  features.add(feature::who_match_rank, match, rank, type);
  features.add(feature::who_role, kind, u(!entity.roles.empty()), type);
  features.add(feature::who_noun, source.type == Type::pronoun ? 0 : scene.word(source.head).hash,
               type);
  features.add(feature::who_often_rank, often, rank, u(entity.type == EntityType::per));
  features.add(feature::who_same_place, u(place), sentences, u(possessive));
}

template <FeatureSink Features>
void add_nobody(const Scene& scene, const Anaphor& anaphor, Features& features) {
  const SourceCandidate& source = scene.sources[anaphor.source];
  const std::uint32_t kind = kind_of_anaphor(scene, source);
  features.add(feature::nobody_kind, kind);
  if (source.type == Type::pronoun) return;
  features.add(feature::nobody_noun, scene.word(source.head).hash);
  features.add(feature::nobody_first, scene.word(source.tokens.begin).hash);
  features.add(feature::nobody_length, source.tokens.size(), kind);
}

template void add_antecedent(const Scene&, const Anaphor&, const Antecedent&, FeatureList&);
template void add_antecedent(const Scene&, const Anaphor&, const Antecedent&, WeightSum&);
template void add_nobody(const Scene&, const Anaphor&, FeatureList&);
template void add_nobody(const Scene&, const Anaphor&, WeightSum&);

Speakers::Speakers(const Scene& scene, const QuoteModel& model) : scene_(scene), model_(model) {
  constexpr std::size_t fewest = 4;  // mentions, and twice as many as anybody else
  std::size_t most = 0;
  std::size_t second = 0;
  const std::vector<Entity>& entities = scene.entities.entities;
  for (std::uint32_t i = 0; i < entities.size(); ++i) {
    if (entities[i].type != EntityType::per) continue;
    const std::size_t mentions = entities[i].mentions.size();
    if (mentions > most) {
      second = most;
      most = mentions;
      protagonist_ = i;
    } else {
      second = std::max(second, mentions);
    }
  }
  if (most < fewest || most < 2 * second) protagonist_ = none;
}

std::optional<Resolved> Speakers::resolve(const Anaphor& anaphor) const {
  const SourceCandidate& source = scene_.sources[anaphor.source];
  if (scene_.is_member_of_people(source)) return by_anaphor(anaphor);
  const bool office = is_office(scene_, source);
  if (source.kind() == SourceKind::name && !office) return by_name(source);
  if (source.type == Type::pronoun) {
    const WordClass pronoun = scene_.word(source.head).word_class;
    if (pronoun == WordClass::first_person) return std::nullopt;
    if (pronoun == WordClass::who) return by_relative(anaphor);
  }
  if (source.type == Type::nominal || office) {
    if (const std::uint32_t name = apposition_to(scene_, anaphor.source); name != none) {
      return by_name(scene_.sources[name]);
    }
  }
  if (office) return by_name(source);
  std::optional<Resolved> resolved = by_anaphor(anaphor);
  return resolved ? resolved : by_description(anaphor.source);
}

// The one whom a relative clause is about stands before it: a person if there is one close by.
std::optional<Resolved> Speakers::by_relative(const Anaphor& anaphor) const {
  constexpr TokenIndex furthest = 8;
  const SourceCandidate& who = scene_.sources[anaphor.source];
  std::uint32_t nearest = none;
  for (std::uint32_t i = anaphor.source; i-- > 0;) {
    const SourceCandidate& antecedent = scene_.sources[i];
    if (antecedent.tokens.end + furthest < who.tokens.begin ||
        scene_.sentence_of(antecedent.head) != scene_.sentence_of(who.head)) {
      break;
    }
    if (antecedent.type == Type::person) return by_name(antecedent);
    if (nearest == none && antecedent.type != Type::pronoun) nearest = i;
  }
  if (nearest == none) return std::nullopt;
  if (scene_.sources[nearest].kind() == SourceKind::name) return by_name(scene_.sources[nearest]);
  return by_anaphor({nearest, anaphor.region, anaphor.last_speaker});
}

std::optional<Resolved> Speakers::by_name(const SourceCandidate& source) const {
  if (source.mention != none) {
    const std::uint32_t entity = scene_.entities.mentions[source.mention].entity;
    return Resolved{{entity, scene_.entities.entities[entity].name, SpeakerBy::name}, 1};
  }
  // Capitals that the entities do not have: perhaps a surname that they do.
  const std::string_view last = scene_.document.text_of(source.head);
  constexpr std::size_t most = 200;
  const std::vector<Entity>& entities = scene_.entities.entities;
  for (std::uint32_t i = 0; i < std::min(entities.size(), most); ++i) {
    if (entities[i].type == EntityType::per && has_word(entities[i].name, last, true)) {
      return Resolved{{i, entities[i].name, SpeakerBy::name}, 0.9};
    }
  }
  TokenRange name = source.tokens;
  while (name.size() > 1 && (!scene_.word(name.begin).capital ||
                             lexicons::titles.contains(scene_.document.lower(name.begin))))
    ++name.begin;
  return Resolved{{std::nullopt, std::string(scene_.document.span(name).of(scene_.document.text)),
                   SpeakerBy::name},
                  0.7};
}

// An organisation that is named or described by the noun phrase itself: "the Reuters agency", "the
// transport ministry", "Israeli police".
std::optional<Resolved> Speakers::by_description(std::uint32_t index) const {
  const SourceCandidate& source = scene_.sources[index];
  const TokenRange whole = {source.tokens.begin, end_of_source(scene_, index)};
  if (!scene_.is_organisation_noun(source.head)) return std::nullopt;
  const bool definite = is_definite(scene_, source);
  const bool nominal = source.type == Type::nominal && whole.size() >= 3 &&
                       (definite || is_possessed(scene_, source));
  const bool bare = source.type == Type::bare_nominal && scene_.word(source.tokens.begin).capital &&
                    source.tokens.size() >= 2;
  if (!nominal && !bare) return std::nullopt;
  const std::vector<Mention>& mentions = scene_.entities.mentions;
  auto mention = std::ranges::lower_bound(mentions, source.tokens.begin, {},
                                          [](const Mention& m) { return m.tokens.begin; });
  for (; mention != mentions.end() && mention->tokens.begin < source.head; ++mention) {
    if (mention->type != EntityType::org && mention->type != EntityType::misc) continue;
    if (mention->tokens.end != source.head) continue;
    return Resolved{
        {mention->entity, scene_.entities.entities[mention->entity].name, SpeakerBy::nominal}, 0.9};
  }
  std::string name(scene_.document.span(whole).of(scene_.document.text));
  if (definite) name.front() = 't';
  return Resolved{{std::nullopt, std::move(name), SpeakerBy::nominal}, 0.8};
}

// Whom a noun phrase describes that has no name or role of theirs in it: "the 27-year-old", and, of
// the one person whom an article is about, "the former farm boy". An index into `antecedents`.
std::uint32_t Speakers::described(const SourceCandidate& source,
                                  const std::vector<Antecedent>& antecedents) const {
  if (!is_definite(scene_, source)) return none;
  const bool age = is_age(scene_, source);
  const bool person = scene_.is_person_noun(source.head) && source.tokens.size() >= 3;
  if (!age && (!person || protagonist_ == none)) return none;
  for (std::uint32_t i = 0; i < antecedents.size(); ++i) {
    const std::uint32_t entity = antecedents[i].entity;
    if (scene_.entities.entities[entity].type != EntityType::per) continue;
    if (age || entity == protagonist_) return i;
    return none;  // somebody else was named since
  }
  return none;
}

std::optional<Resolved> Speakers::by_anaphor(const Anaphor& anaphor) const {
  std::vector<Antecedent> antecedents;
  antecedents_of(scene_, anaphor, antecedents);
  if (antecedents.empty()) return std::nullopt;
  const bool pronoun = scene_.sources[anaphor.source].type == Type::pronoun;
  WeightSum none_of_them = model_.zero();
  add_nobody(scene_, anaphor, none_of_them);
  const float nobody = model_.score(none_of_them);
  std::vector<float> scores;
  float best = -1e9F;
  std::size_t best_at = 0;
  for (std::size_t i = 0; i < antecedents.size(); ++i) {
    WeightSum sum = model_.zero();
    add_antecedent(scene_, anaphor, antecedents[i], sum);
    scores.push_back(model_.score(sum));
    if (scores[i] > best) {
      best = scores[i];
      best_at = i;
    }
  }
  // Who has the very role in the article is meant by it: "the mayor".
  const SourceCandidate& source = scene_.sources[anaphor.source];
  std::uint32_t named = pronoun ? none : bearer_of_role(scene_, anaphor.source, antecedents);
  if (named == none && scene_.is_member_of_people(source)) {
    named = bearer_of_people(scene_, anaphor, antecedents, scores);
    if (named == none) return std::nullopt;
  }
  if (!pronoun && named == none) named = described(source, antecedents);
  if (named != none) {
    best_at = named;
  } else if (nobody > best) {
    return std::nullopt;
  }
  double all = std::exp(static_cast<double>(nobody - best));
  for (const float score : scores) all += std::exp(static_cast<double>(score - best));
  const double likely = std::exp(static_cast<double>(scores[best_at] - best)) / all;
  const std::uint32_t entity = antecedents[best_at].entity;
  return Resolved{{entity, scene_.entities.entities[entity].name,
                   pronoun ? SpeakerBy::pronoun : SpeakerBy::nominal},
                  named != none ? std::max(likely, 0.8) : likely};
}

}  // namespace newscut
