#include "quotes/scene.h"

#include <algorithm>
#include <string_view>

#include "lexicons.h"

namespace newscut {

Scene::Scene(const Document& doc, const Entities& all, QuoteWords& words)
    : document(doc), entities(all), regions(find_marks(doc)) {
  if (const std::size_t known = document.vocabulary->size(); known > 0) {
    words.get(static_cast<WordId>(known - 1), *document.vocabulary);  // makes all facts
    words_ = &words.get(0, *document.vocabulary);
  }
  pass_regions();
  mark_live();
  inside_.reserve(regions.size());
  for (const MarkedRegion& region : regions) inside_.push_back(look_inside(region));
  find_candidates(*this);
  number_sources();
}

void Scene::pass_regions() {
  region_of_.assign(document.tokens.size(), none);
  live_.assign(document.sentences.size(), 0);
  plain_.assign(document.tokens.size(), 0);
  passed_.resize(document.tokens.size() + 1);
  WordCounts passed;
  TokenIndex token = 0;
  const auto pass_words = [&](TokenIndex end) {
    for (; token < end; ++token) {
      document.look_ahead(token, [&](WordId ahead) { __builtin_prefetch(&words_[ahead]); });
      const QuoteWord& fact = word(token);
      passed_[token] = passed;
      passed += fact.counts;
      plain_[token] = static_cast<std::uint8_t>(fact.plain);
      if (fact.reports) live_[sentence_of(token)] = 1;
    }
  };
  for (std::uint32_t i = 0; i < regions.size(); ++i) {
    if (regions[i].tokens.empty()) continue;
    pass_words(regions[i].tokens.begin);
    passed_[token] = passed;
    passed += WordCounts(WordCounts::region);
    region_of_[token] = i;
    for (++token; token < regions[i].tokens.end; ++token) {
      passed_[token] = passed;
      region_of_[token] = i;
    }
  }
  pass_words(size());
  passed_[token] = passed;
}

// Beside what `pass_regions` has marked: what is near a region, and the article's first block,
// where a colon may report.
void Scene::mark_live() {
  std::uint32_t next = 0;  // sentence
  for (const MarkedRegion& region : regions) {
    if (region.tokens.empty()) continue;
    const TokenIndex begin = region.tokens.begin - std::min(region.tokens.begin, reach_before);
    const TokenIndex last = std::min(size() - 1, region.tokens.end + reach_after);
    const std::uint32_t end = sentence_of(last) + 1;
    for (next = std::max(next, sentence_of(begin)); next < end; ++next) live_[next] = 1;
  }
  for (std::uint32_t i = 0; i < document.sentences.size(); ++i) {
    const std::uint32_t block = document.sentences[i].block;
    if (block == 0 || document.structure.blocks[block].kind == Block::Kind::title) live_[i] = 1;
  }
}

void Scene::number_sources() {
  first_source_.resize(document.tokens.size() + 1);
  TokenIndex token = 0;
  for (std::uint32_t i = 0; i < sources.size(); ++i) {
    for (; token <= sources[i].tokens.begin; ++token) first_source_[token] = i;
  }
  for (; token <= size(); ++token)
    first_source_[token] = static_cast<std::uint32_t>(sources.size());
}

Inside Scene::look_inside(const MarkedRegion& region) const {
  constexpr TokenIndex most = 40;
  Inside inside;
  const std::string_view text = region.inner.of(document.text);
  if (text.empty()) return inside;
  const char last = text.back();
  inside.end = last == ',' ? 1 : last == '.' ? 2 : last == '!' || last == '?' ? 3 : 0;
  bool first = true;
  bool all = true;
  const TokenIndex stop = std::min(region.tokens.end, region.tokens.begin + most);
  for (TokenIndex i = region.tokens.begin; i < stop; ++i) {
    const QuoteWord& fact = word(i);
    if (!fact.letter) continue;
    if (first) inside.capital = fact.capital;
    first = false;
    if (fact.word_class == WordClass::open) all &= fact.capital;
    inside.pronoun |= fact.word_class == WordClass::first_person;
    inside.verb |= fact.word_class == WordClass::auxiliary;
  }
  inside.all_capital = all && !first;
  return inside;
}

bool Scene::is_person_noun(TokenIndex token) const {
  const std::string_view noun = document.lower(token);
  const std::uint32_t hash = word(token).hash;
  return lexicons::person_nouns.find(noun, hash) != Lexicon::none ||
         lexicons::role_nouns.find(noun, hash) != Lexicon::none;
}

bool Scene::is_member_of_people(const SourceCandidate& source) const {
  using Type = SourceCandidate::Type;
  if (source.type != Type::people && source.type != Type::nominal) return false;
  if (document.lower(source.tokens.begin) != "the") return false;
  // "as The New Yorker put it", "the Independent": newspapers.
  const TokenIndex first = source.tokens.begin;
  if (word(first).capital && first != sentence(first).begin) return false;
  if (word(source.head).capital && source.type == Type::nominal) return false;
  const std::string_view noun = document.lower(source.head);
  int row = lexicons::people_members.find(noun, word(source.head).hash);
  // What no name was found in is known by whole words only: "the driver" is no member of anything.
  if (row == Lexicon::none && source.type == Type::people) {
    constexpr std::size_t longest = 5;
    std::string ending = "-";
    for (std::size_t n = std::min(longest, noun.size() - 1); n > 0 && row == Lexicon::none; --n) {
      row = lexicons::people_members.find(ending.replace(1, longest, noun.substr(noun.size() - n)));
    }
  }
  return row != Lexicon::none && lexicons::people_members.field(row, 1) == "one";
}

bool Scene::is_organisation_noun(TokenIndex token) const {
  return lexicons::organisation_nouns.find(document.lower(token), word(token).hash) !=
         Lexicon::none;
}

std::uint32_t Scene::first_cue(TokenIndex token) const {
  const auto at = std::ranges::lower_bound(cues, token, {}, &CueCandidate::token);
  return static_cast<std::uint32_t>(at - cues.begin());
}

}  // namespace newscut
