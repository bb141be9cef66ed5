#include "quotes/speakers.h"

#include <algorithm>
#include <cmath>
#include <span>

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

// How an entity's roles and names speak of a noun: 3 a role ends in it, 2 a role has it, 1 the
// name.
std::uint32_t match_of(const Entity& entity, std::string_view noun) {
  constexpr std::size_t most_roles = 8;
  const std::span roles(entity.roles.data(), std::min(entity.roles.size(), most_roles));
  for (const std::string& role : roles) {
    if (has_word(role, noun, true)) return 3;
  }
  for (const std::string& role : roles) {
    if (has_word(role, noun, false)) return 2;
  }
  if (has_word(entity.name, noun, false)) return 1;
  return 0;
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
  const QuoteWord& head = scene.word(source.head);
  const QuoteWord& first = scene.word(source.tokens.begin);
  const std::string_view word = scene.document.lower(source.head);
  const bool plural = word.ends_with('s') && !word.ends_with("ss");
  const std::uint32_t start = first.word_class == WordClass::possessive            ? 1
                              : scene.document.lower(source.tokens.begin) == "the" ? 2
                              : first.word_class == WordClass::determiner          ? 3
                                                                                   : 0;
  return 64 + (start | u(plural) << 2U | u(head.person_noun) << 3U);
}

// The nearest of those whose role ends in the noun of "the mayor"; `none` if it is not definite.
std::uint32_t bearer_of_role(const Scene& scene, const SourceCandidate& source,
                             const std::vector<Antecedent>& antecedents) {
  const std::string_view first = scene.document.lower(source.tokens.begin);
  if (source.type != Type::nominal || first != "the") return none;
  const std::string_view noun = scene.document.text_of(source.head);
  for (std::uint32_t i = 0; i < antecedents.size(); ++i) {
    const Entity& entity = scene.entities.entities[antecedents[i].entity];
    if (entity.type == EntityType::per && match_of(entity, noun) == 3) return i;
  }
  return none;
}

std::uint32_t distance_bucket(std::uint32_t n) { return n <= 3 ? n : n <= 5 ? 4 : n <= 9 ? 5 : 6; }

}  // namespace

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

FeatureList antecedent_features(const Scene& scene, const Anaphor& anaphor,
                                const Antecedent& antecedent) {
  FeatureList features;
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
  const TokenIndex offset = at - sentence.begin;
  // A subject stands at the beginning of its sentence, and no preposition before it.
  const WordClass before = at > sentence.begin ? scene.word(at - 1).word_class : WordClass::stop;
  const std::uint32_t place = in_region                          ? 3
                              : before == WordClass::preposition ? 2
                              : offset <= 4                      ? 0
                                                                 : 1;
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
  return features;
}

FeatureList nobody_features(const Scene& scene, const Anaphor& anaphor) {
  FeatureList features;
  const SourceCandidate& source = scene.sources[anaphor.source];
  const std::uint32_t kind = kind_of_anaphor(scene, source);
  features.add(feature::nobody_kind, kind);
  if (source.type == Type::pronoun) return features;
  features.add(feature::nobody_noun, scene.word(source.head).hash);
  features.add(feature::nobody_first, scene.word(source.tokens.begin).hash);
  features.add(feature::nobody_length, source.tokens.size(), kind);
  return features;
}

std::optional<Resolved> Speakers::resolve(const Anaphor& anaphor) const {
  const SourceCandidate& source = scene_.sources[anaphor.source];
  if (source.kind() == SourceKind::name) return by_name(source);
  if (source.type == Type::pronoun) {
    const WordClass pronoun = scene_.word(source.head).word_class;
    if (pronoun == WordClass::first_person) return std::nullopt;
    if (pronoun == WordClass::who) return by_relative(anaphor);
  }
  // An apposition names whom the noun phrase means: "the club's lawyer, Anneke Smit,".
  if (source.type == Type::nominal && anaphor.source + 1 < scene_.sources.size()) {
    const SourceCandidate& next = scene_.sources[anaphor.source + 1];
    if (next.type == Type::person && next.tokens.begin == source.tokens.end + 1 &&
        scene_.word(source.tokens.end).word_class == WordClass::comma &&
        scene_.sentence_of(next.head) == scene_.sentence_of(source.head)) {
      return by_name(next);
    }
  }
  return by_anaphor(anaphor);
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

std::optional<Resolved> Speakers::by_anaphor(const Anaphor& anaphor) const {
  std::vector<Antecedent> antecedents;
  antecedents_of(scene_, anaphor, antecedents);
  if (antecedents.empty()) return std::nullopt;
  const bool pronoun = scene_.sources[anaphor.source].type == Type::pronoun;
  const float nobody = model_.score(nobody_features(scene_, anaphor));
  std::vector<float> scores;
  float best = -1e9F;
  std::size_t best_at = 0;
  for (std::size_t i = 0; i < antecedents.size(); ++i) {
    scores.push_back(model_.score(antecedent_features(scene_, anaphor, antecedents[i])));
    if (scores[i] > best) {
      best = scores[i];
      best_at = i;
    }
  }
  // Who has the very role in the article is meant by it: "the mayor".
  const SourceCandidate& source = scene_.sources[anaphor.source];
  const std::uint32_t named = pronoun ? none : bearer_of_role(scene_, source, antecedents);
  if (named != none) {
    best_at = named;
  } else if (nobody > best) {
    return std::nullopt;
  }
  double sum = std::exp(static_cast<double>(nobody - best));
  for (const float score : scores) sum += std::exp(static_cast<double>(score - best));
  const double likely = std::exp(static_cast<double>(scores[best_at] - best)) / sum;
  const std::uint32_t entity = antecedents[best_at].entity;
  return Resolved{{entity, scene_.entities.entities[entity].name,
                   pronoun ? SpeakerBy::pronoun : SpeakerBy::nominal},
                  named != none ? std::max(likely, 0.8) : likely};
}

}  // namespace newscut
