#include "quotes/attribution.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "quotes/feature_names.h"

namespace newscut {
namespace {

std::uint32_t u(bool value) { return static_cast<std::uint32_t>(value); }
template <class Enum>
std::uint32_t u(Enum value) {
  return static_cast<std::uint32_t>(value);
}

// 0, 1, 2, 3 to 4, 5 to 8, ...
std::uint32_t bucket(std::uint32_t n) {
  std::uint32_t result = 0;
  while (result < 2 && n > result) ++result;
  if (n <= 2) return n;
  for (std::uint32_t limit = 2; n > limit && result < 9; limit *= 2) ++result;
  return result;
}

constexpr std::uint32_t edge = 63;         // beyond the sentence
constexpr std::uint32_t region_edge = 62;  // a quotation mark

// What stands at `token`, seen from inside the sentence `within`.
std::uint32_t class_at(const Scene& scene, TokenIndex token, TokenRange within) {
  if (!within.contains(token)) return edge;
  if (scene.region_of(token) != none) return region_edge;
  return scene.word(token).place;
}

// What lies between two places of one block.
struct Between {
  std::uint32_t commas = 0;
  std::uint32_t cues = 0;
  std::uint32_t regions = 0;
  std::uint32_t words = 0;     // outside regions
  std::uint32_t relative = 0;  // who, which
  bool only_skipped = true;    // nothing but auxiliaries and adverbs
  bool clause = false;         // and, but, because, ;
  bool colon = false;
  bool sentence_end = false;
};

Between between(const Scene& scene, TokenIndex begin, TokenIndex end) {
  constexpr TokenIndex most = 120;
  Between found;
  if (begin >= end) return found;
  const WordCounts counts = scene.counts(begin, std::min(end, begin + most));
  found.commas = counts[WordCounts::comma];
  found.cues = counts[WordCounts::cue];
  found.regions = counts[WordCounts::region];
  found.words = counts[WordCounts::word];
  found.relative = counts[WordCounts::relative];
  found.only_skipped = counts[WordCounts::content] == 0 && found.regions == 0;
  found.clause = counts[WordCounts::clause] > 0;
  found.colon = counts[WordCounts::colon] > 0;
  found.sentence_end = begin > 0 && scene.sentence_of(begin - 1) != scene.sentence_of(end - 1);
  return found;
}

std::uint32_t pack(const Between& b) {
  return std::min(b.commas, 2U) | u(b.cues > 0) << 2U | u(b.regions > 0) << 3U | u(b.clause) << 4U |
         u(b.sentence_end) << 5U | u(b.relative > 0) << 6U;
}

bool begins_block(const Scene& scene, const MarkedRegion& region) {
  return region.span.begin == scene.document.structure.blocks[region.block].span.begin;
}
bool ends_block(const Scene& scene, const MarkedRegion& region) {
  return region.span.end + 2 >= scene.document.structure.blocks[region.block].span.end;
}

// A new sentence begins right after the region, whatever stands between: “…?” The witness nodded.
bool is_followed_by_sentence(const Scene& scene, std::uint32_t index) {
  const MarkedRegion& region = scene.regions[index];
  if (scene.inside(index).end < 2 || region.tokens.end >= scene.size()) return false;
  const QuoteWord& next = scene.word(region.tokens.end);
  return scene.region_of(region.tokens.end) == none && next.capital &&
         next.word_class != WordClass::open && next.word_class != WordClass::first_person;
}

}  // namespace

std::uint32_t chain_end(const Scene& scene, std::uint32_t index) {
  constexpr std::uint32_t longest = 8;
  const std::uint32_t stop =
      std::min(static_cast<std::uint32_t>(scene.regions.size()), index + longest);
  while (index + 1 < stop && !scene.regions[index].closed &&
         scene.regions[index + 1].block == scene.regions[index].block + 1 &&
         !scene.regions[index + 1].tokens.empty() &&
         begins_block(scene, scene.regions[index + 1]) && scene.labels[index + 1].cue == none)
    ++index;
  return index;
}

bool is_open_paragraph(const Scene& scene, std::uint32_t index) {
  constexpr TokenIndex fewest = 6;
  const MarkedRegion& region = scene.regions[index];
  return !region.closed && region.tokens.size() >= fewest && begins_block(scene, region) &&
         scene.document.structure.blocks[region.block].kind == Block::Kind::paragraph;
}

Label signature_of(const Scene& scene, std::uint32_t index) {
  constexpr TokenIndex fewest = 8;
  const MarkedRegion& region = scene.regions[index];
  if (!begins_block(scene, region)) return {};
  if (scene.inside(index).end < 2 && region.tokens.size() < fewest) return {};
  const std::uint32_t cue = scene.first_cue(region.tokens.end);
  if (cue == scene.cues.size() || scene.cues[cue].token != region.tokens.end ||
      scene.cues[cue].cue_class != CueClass::dash) {
    return {};
  }
  const std::uint32_t source = scene.first_source(region.tokens.end + 1);
  if (source == scene.sources.size() ||
      scene.sources[source].tokens.begin > region.tokens.end + 2 ||
      scene.sources[source].kind() != SourceKind::name) {
    return {};
  }
  return {cue, source};
}

namespace {

// A paragraph that speaks of what was said in the one before: "That was how she put it."
bool points_back(const Scene& scene, TokenIndex token) {
  if (token >= scene.size() || scene.region_of(token) != none) return false;
  constexpr std::array<std::string_view, 6> words = {"that",  "this", "those",
                                                     "these", "so",   "such"};
  return std::ranges::find(words, scene.document.lower(token)) != words.end();
}

// Whether a region ends right before the token, marks of punctuation apart: 1 in the same sentence,
// 2 in the one before.
std::uint32_t region_ends_before(const Scene& scene, TokenIndex token, TokenRange sentence) {
  for (TokenIndex i = token, steps = 0; i > 0 && steps < 3; --i, ++steps) {
    if (const std::uint32_t region = scene.region_of(i - 1); region != none) {
      return i - 1 < sentence.begin || is_followed_by_sentence(scene, region) ? 2 : 1;
    }
    if (!scene.word(i - 1).is_punctuation() || i - 1 < sentence.begin) return 0;
  }
  return 0;
}
bool region_begins_after(const Scene& scene, TokenIndex token) {
  for (TokenIndex i = token + 1, steps = 0; i < scene.size() && steps < 3; ++i, ++steps) {
    if (scene.region_of(i) != none) return true;
    if (!scene.word(i).is_punctuation() && scene.word(i).word_class != WordClass::that)
      return false;
  }
  return false;
}

std::uint32_t sources_between(const Scene& scene, TokenIndex begin, TokenIndex end) {
  const std::uint32_t first = scene.first_source(begin);
  std::uint32_t count = 0;
  while (count < 3 && first + count < scene.sources.size() &&
         scene.sources[first + count].tokens.begin < end)
    ++count;
  return count;
}

std::uint32_t size_bucket(const MarkedRegion& region) {
  return bucket(std::max<TokenIndex>(region.tokens.size(), 2) - 2);
}

// The nearest token on a side of the region that is no punctuation, within `steps`.
const QuoteWord* word_beside(const Scene& scene, const MarkedRegion& region, bool after) {
  for (TokenIndex step = 0; step < 3; ++step) {
    const TokenIndex at = after ? region.tokens.end + step : region.tokens.begin - 1 - step;
    if (at >= scene.size() || scene.block_of(at) != region.block) return nullptr;
    const QuoteWord& word = scene.word(at);
    if (word.letter || word.digit) return &word;
  }
  return nullptr;
}

TokenRange block_tokens_around(const Scene& scene, const MarkedRegion& region) {
  // The sentences that the region touches are enough for what stands beside it.
  if (region.tokens.empty()) return {};
  const TokenRange first = scene.sentence(region.tokens.begin);
  const TokenRange last = scene.sentence(region.tokens.end - 1);
  return {first.begin, last.end};
}

template <FeatureSink Features>
void add_no_quotation(const Scene& scene, std::uint32_t index, Features& features) {
  const MarkedRegion& region = scene.regions[index];
  const Inside& inside = scene.inside(index);
  const std::uint32_t size = size_bucket(region);
  const QuoteWord* before = word_beside(scene, region, false);
  const QuoteWord* after = word_beside(scene, region, true);
  const TokenRange around = block_tokens_around(scene, region);
  const std::uint32_t class_before =
      region.tokens.begin == 0 ? edge : class_at(scene, region.tokens.begin - 1, around);
  const std::uint32_t class_after = class_at(scene, region.tokens.end, around);
  const std::uint32_t shape = u(inside.capital) | inside.end << 1U | u(inside.all_capital) << 3U |
                              u(inside.pronoun || inside.verb) << 4U;
  const std::uint32_t own_block = u(begins_block(scene, region)) | u(ends_block(scene, region))
                                                                       << 1U;
  features.add(feature::scare_bias);
  features.add(feature::scare_size, size);
  features.add(feature::scare_shape, shape, size < 4 ? size : 4);
  features.add(feature::scare_before, before == nullptr ? 0 : before->hash, u(inside.capital));
  features.add(feature::scare_after, after == nullptr ? 0 : after->hash);
  features.add(feature::scare_class_before, class_before, u(size > 4), u(inside.capital));
  features.add(feature::scare_class_after, class_after, u(size > 4));
  features.add(feature::scare_classes, class_before, class_after);
  features.add(feature::scare_block, own_block, size);
  const std::uint32_t next_cue = scene.first_cue(region.tokens.end);
  const bool is_signed = next_cue < scene.cues.size() &&
                         scene.cues[next_cue].token == region.tokens.end &&
                         scene.cues[next_cue].cue_class == CueClass::dash;
  features.add(feature::scare_signed, u(is_signed), u(begins_block(scene, region)));
  features.add(feature::scare_open, u(region.closed), own_block,
               u(chain_end(scene, index) != index));
  const char first = scene.document.text[region.span.begin];
  const bool single =
      first == '\'' ||
      (region.span.size() > 3 && first == '\xE2' &&
       static_cast<unsigned char>(scene.document.text[region.span.begin + 2]) < 0x9C);
  features.add(feature::scare_single, u(single), size);
  features.add(feature::scare_title,
               u(scene.document.structure.blocks[region.block].kind == Block::Kind::title),
               u(inside.capital));
  const bool more = index + 1 < scene.regions.size() &&
                    scene.regions[index + 1].tokens.begin < region.tokens.end + 4 &&
                    scene.regions[index + 1].block == region.block;
  features.add(feature::scare_list, u(more), size);
}

template <FeatureSink Features>
void add_cued(const Scene& scene, std::uint32_t index, const Attribution& before,
              std::uint32_t cue_index, Features& features) {
  const MarkedRegion& region = scene.regions[index];
  const CueCandidate& cue = scene.cues[cue_index];
  const bool after = cue.token >= region.tokens.end;
  const MarkedRegion& last = after ? scene.regions[chain_end(scene, index)] : region;
  const Between gap = after ? between(scene, last.tokens.end, cue.token)
                            : between(scene, cue.token + 1, region.tokens.begin);
  const Inside& inside = scene.inside(after ? chain_end(scene, index) : index);
  const bool same_block = scene.block_of(cue.token) == last.block;
  const TokenIndex beside = after ? last.tokens.end - 1 : region.tokens.begin;
  const bool same_sentence =
      !region.tokens.empty() && scene.sentence_of(cue.token) == scene.sentence_of(beside);
  const std::uint32_t place = u(after) | u(same_block) << 1U | u(same_sentence) << 2U |
                              u(after && is_followed_by_sentence(scene, chain_end(scene, index)))
                                  << 4U;
  const QuoteWord& word = scene.word(cue.token);
  const std::uint32_t words = bucket(gap.words);
  const std::uint32_t size = size_bucket(region);
  const bool used = before.region != none && before.cue == cue_index;
  const bool in_between = before.region != none && before.region + 1 == index && !after &&
                          scene.regions[before.region].tokens.end <= cue.token;
  const std::uint32_t cue_class = u(cue.cue_class);
  const TokenIndex gap_edge = after ? last.tokens.end : region.tokens.begin - 1;
  const std::uint32_t edge_class =
      region.tokens.begin == 0 && !after
          ? edge
          : class_at(scene, gap_edge, block_tokens_around(scene, last));
  features.add(feature::cued_bias);
  features.add(feature::cued_place, place, words, std::min(gap.regions, 2U));
  features.add(feature::cued_class, place, cue_class, u(word.form));
  if (cue.lemma != 0) {
    features.add(feature::cued_lemma, place, cue.lemma, u(gap.words < 4));
    features.add(feature::cued_near_lemma, cue.lemma, std::min(words, 4U), place);
  }
  features.add(feature::cued_end, place, inside.end, std::min(words, 5U));
  features.add(feature::cued_capital, place, u(inside.capital), std::min(words, 5U));
  features.add(feature::cued_gap, place, pack(gap), std::min(gap.cues, 3U));
  features.add(feature::cued_edge, place, edge_class, u(inside.capital) | inside.end << 1U);
  features.add(feature::cued_edge_class, edge_class, cue_class, u(after));
  features.add(feature::cued_used, u(used) | u(in_between) << 1U, place, std::min(words, 5U));
  features.add(feature::cued_used_gap, u(used), pack(gap), u(inside.capital));
  features.add(feature::cued_size, place, cue_class, size);
  features.add(feature::cued_block, place,
               u(begins_block(scene, region)) | u(ends_block(scene, last)) << 1U,
               std::min(words, 5U));
  features.add(feature::cued_colon, u(gap.colon), place, u(inside.capital));
  const Block& block = scene.document.structure.blocks[region.block];
  features.add(feature::cued_title, u(block.kind == Block::Kind::title), cue_class, u(after));
  features.add(feature::cued_shape, place, size,
               u(inside.all_capital) | u(inside.pronoun || inside.verb) << 1U);
}

template <FeatureSink Features>
void add_bare(const Scene& scene, std::uint32_t index, const Attribution& before,
              std::uint32_t source_index, Features& features) {
  const MarkedRegion& region = scene.regions[index];
  const SourceCandidate& source = scene.sources[source_index];
  const bool after = source.tokens.begin >= region.tokens.end;
  const Between gap = after ? between(scene, region.tokens.end, source.tokens.begin)
                            : between(scene, source.tokens.end, region.tokens.begin);
  const bool same_block = scene.block_of(source.head) == region.block;
  const bool same_sentence =
      !region.tokens.empty() &&
      scene.sentence_of(source.head) ==
          scene.sentence_of(after ? region.tokens.end - 1 : region.tokens.begin);
  const std::uint32_t place = u(after) | u(same_block) << 1U | u(same_sentence) << 2U;
  const TokenRange sentence = scene.sentence(source.head);
  const std::uint32_t type = u(source.type);
  const bool first = source.tokens.begin == sentence.begin;
  const std::uint32_t class_before =
      source.tokens.begin == 0 ? edge : class_at(scene, source.tokens.begin - 1, sentence);
  const Inside& inside = scene.inside(index);
  const std::uint32_t own_block = u(begins_block(scene, region)) | u(ends_block(scene, region))
                                                                       << 1U;
  const std::uint32_t size = size_bucket(region);
  features.add(feature::bare_bias);
  features.add(feature::bare_place, place, bucket(gap.words), u(first));
  features.add(feature::bare_type, place, type, u(first));
  features.add(feature::bare_gap, place, pack(gap));
  features.add(feature::bare_before, place, class_before, own_block);
  features.add(feature::bare_after, place, class_at(scene, source.tokens.end, sentence),
               u(gap.words < 2));
  features.add(feature::bare_last, u(before.source == source_index), place, own_block);
  features.add(feature::bare_size, place, size, u(inside.capital));
  features.add(feature::bare_block, place, own_block, u(gap.colon));
  features.add(feature::bare_others, place,
               after ? sources_between(scene, region.tokens.end, source.tokens.begin)
                     : sources_between(scene, source.tokens.end, region.tokens.begin));
  features.add(feature::bare_end, place, inside.end, u(gap.words < 2));
}

template <FeatureSink Features>
void add_continued(const Scene& scene, std::uint32_t index, const Attribution& before,
                   Features& features) {
  const MarkedRegion& region = scene.regions[index];
  const MarkedRegion& last = scene.regions[before.region];
  const std::uint32_t blocks = std::min(region.block - last.block, 3U);
  const Between gap = between(scene, last.tokens.end, region.tokens.begin);
  const Inside& inside = scene.inside(index);
  const Inside& inside_last = scene.inside(before.region);
  const std::uint32_t own_block = u(begins_block(scene, region)) | u(ends_block(scene, region))
                                                                       << 1U;
  const bool cue_between = before.cue != none && scene.cues[before.cue].token > last.tokens.begin;
  const bool next_to = before.region + 1 == index;
  features.add(feature::continued_bias, blocks, u(next_to));
  features.add(feature::continued_closed, blocks, u(last.closed), own_block);
  features.add(feature::continued_gap, blocks, bucket(gap.words), std::min(gap.cues, 3U));
  features.add(feature::continued_marks, blocks, pack(gap));
  features.add(feature::continued_shape, blocks,
               u(inside.capital) | inside.end << 1U | inside_last.end << 3U, own_block);
  features.add(feature::continued_size, blocks, size_bucket(region), own_block);
  features.add(feature::continued_cue, blocks, u(cue_between), bucket(gap.words));
  const std::uint32_t last_ends = u(ends_block(scene, last));
  features.add(feature::continued_last, blocks, last_ends | u(before.cue == none) << 1U,
               own_block | u(last.closed) << 2U);
}

template <FeatureSink Features>
void add_unknown(const Scene& scene, std::uint32_t index, Features& features) {
  const MarkedRegion& region = scene.regions[index];
  const Inside& inside = scene.inside(index);
  const std::uint32_t own_block = u(begins_block(scene, region)) | u(ends_block(scene, region))
                                                                       << 1U;
  features.add(feature::unknown_bias);
  features.add(feature::unknown_size, size_bucket(region), own_block);
  features.add(feature::unknown_shape, u(inside.capital) | inside.end << 1U, own_block);
}

}  // namespace

void sources_of_cue(const Scene& scene, std::uint32_t cue_index,
                    std::vector<std::uint32_t>& sources) {
  constexpr int most_before = 6;
  constexpr int most_after = 3;
  constexpr TokenIndex furthest_after = 14;
  sources.clear();
  const TokenIndex cue = scene.cues[cue_index].token;
  const TokenRange sentence = scene.sentence(cue);
  const std::uint32_t next = scene.first_source(cue + 1);
  if (scene.cues[cue_index].cue_class == CueClass::dash) {
    // Who signs stands right after the dash.
    sources.push_back(
        next < scene.sources.size() && scene.sources[next].tokens.begin <= cue + 3 ? next : none);
    return;
  }
  int found = 0;
  std::uint32_t leftmost = none;
  for (std::uint32_t i = next; i-- > 0 && scene.sources[i].tokens.begin >= sentence.begin;) {
    leftmost = i;
    if (found < most_before) sources.push_back(i);
    ++found;
    if (found > 20) break;
  }
  // The subject of a long sentence stands at its beginning.
  if (found > most_before) sources.push_back(leftmost);
  found = 0;
  for (std::uint32_t i = next; i < scene.sources.size() && found < most_after; ++i, ++found) {
    const SourceCandidate& source = scene.sources[i];
    if (source.tokens.begin >= sentence.end || source.tokens.begin > cue + furthest_after) break;
    sources.push_back(i);
  }
  sources.push_back(none);
}

namespace {

void add_bare_choices(const Scene& scene, std::uint32_t index, const Attribution& before,
                      std::vector<Choice>& choices) {
  const MarkedRegion& region = scene.regions[index];
  constexpr TokenIndex near = 10;
  const std::uint32_t after = scene.first_source(region.tokens.end);
  for (std::uint32_t i = after; i < scene.sources.size() && i < after + 2; ++i) {
    const SourceCandidate& source = scene.sources[i];
    if (source.tokens.begin > region.tokens.end + near ||
        scene.block_of(source.head) != region.block) {
      break;
    }
    choices.push_back({Choice::Kind::bare, none, i});
  }
  // The sentence or the paragraph before: its first and its last candidates.
  const std::uint32_t next = scene.first_source(region.tokens.begin);
  std::uint32_t sentences = 0;
  std::uint32_t last_sentence = none;
  std::uint32_t in_sentence = 0;
  bool last_seen = false;
  for (std::uint32_t i = next; i-- > 0;) {
    const SourceCandidate& source = scene.sources[i];
    if (source.tokens.begin + reach_before < region.tokens.begin) break;
    const std::uint32_t sentence = scene.sentence_of(source.head);
    if (sentence != last_sentence) {
      if (++sentences > 3) break;
      last_sentence = sentence;
      in_sentence = 0;
    }
    const bool first_of_sentence =
        i == 0 || scene.sentence_of(scene.sources[i - 1].head) != sentence;
    if (++in_sentence > 2 && !first_of_sentence) continue;
    last_seen |= i == before.source;
    choices.push_back({Choice::Kind::bare, none, i});
  }
  if (before.source != none && !last_seen &&
      scene.sources[before.source].tokens.begin < region.tokens.begin) {
    choices.push_back({Choice::Kind::bare, none, before.source});
  }
}

}  // namespace

void choices_of_region(const Scene& scene, std::uint32_t index, const Attribution& before,
                       std::vector<Choice>& choices) {
  constexpr int most_before = 5;
  constexpr int most_after = 3;
  const MarkedRegion& region = scene.regions[index];
  choices.clear();
  choices.push_back({Choice::Kind::no_quotation, none, none});
  choices.push_back({Choice::Kind::unknown, none, none});
  if (before.region != none && region.block - scene.regions[before.region].block <= 3) {
    choices.push_back({Choice::Kind::continued, before.cue, before.source});
  }
  std::vector<std::uint32_t> sources;
  sources.reserve(most_before + most_after + 4);
  const auto add_cue = [&](std::uint32_t cue) {
    sources_of_cue(scene, cue, sources);
    for (const std::uint32_t source : sources) {
      choices.push_back({Choice::Kind::cued, cue, source});
    }
  };
  const std::uint32_t next = scene.first_cue(region.tokens.begin);
  int found = 0;
  for (std::uint32_t i = next; i-- > 0 && found < most_before; ++found) {
    const TokenIndex token = scene.cues[i].token;
    if (token + reach_before < region.tokens.begin) break;
    const std::uint32_t block = scene.block_of(token);
    if (block + 1 < region.block || (block != region.block && found >= 2)) break;
    add_cue(i);
  }
  found = 0;
  const MarkedRegion& last = scene.regions[chain_end(scene, index)];
  const std::uint32_t after = scene.first_cue(last.tokens.end);
  const bool looks_on =
      begins_block(scene, last) && ends_block(scene, last) && points_back(scene, last.tokens.end);
  const std::uint32_t last_block = last.block + u(looks_on);
  for (std::uint32_t i = after; i < scene.cues.size() && found < most_after; ++i, ++found) {
    const TokenIndex token = scene.cues[i].token;
    if (token > last.tokens.end + reach_after || scene.block_of(token) > last_block) break;
    add_cue(i);
  }
  add_bare_choices(scene, index, before, choices);
}

CueView::CueView(const Scene& scene, std::uint32_t index) : cue(index) {
  const TokenIndex token = scene.cues[index].token;
  sentence = scene.sentence(token);
  previous = token == 0 ? edge : class_at(scene, token - 1, sentence);
  next = class_at(scene, token + 1, sentence);
  regions = region_ends_before(scene, token, sentence) | u(region_begins_after(scene, token)) << 2U;
}

template <FeatureSink Features>
void add_cue_source(const Scene& scene, const CueView& view, std::uint32_t source_index,
                    Features& features) {
  const CueCandidate& cue = scene.cues[view.cue];
  const QuoteWord& word = scene.word(cue.token);
  const std::uint32_t cue_class = u(cue.cue_class);
  const std::uint32_t next = view.next;
  const std::uint32_t previous = view.previous;
  if (source_index == none) {
    features.add(feature::sourceless_bias);
    if (cue.lemma != 0) features.add(feature::sourceless_lemma, cue.lemma, u(word.form));
    features.add(feature::sourceless_class, cue_class, u(word.form), previous);
    features.add(feature::sourceless_next, next, cue_class);
    return;
  }
  const SourceCandidate& source = scene.sources[source_index];
  const bool after = source.tokens.begin > cue.token;
  const bool holds = source.tokens.contains(cue.token);  // "his claim"
  const std::uint32_t side = holds ? 2 : u(after);
  const Between gap = after ? between(scene, cue.token + 1, source.tokens.begin)
                            : between(scene, source.tokens.end, cue.token);
  const std::uint32_t words = bucket(gap.words);
  const std::uint32_t type = u(source.type);
  const TokenRange home = scene.sentence(source.head);
  const std::uint32_t class_before =
      source.tokens.begin == 0 ? edge : class_at(scene, source.tokens.begin - 1, home);
  const std::uint32_t class_after = class_at(scene, source.tokens.end, home);
  const std::uint32_t others = after ? sources_between(scene, cue.token + 1, source.tokens.begin)
                                     : sources_between(scene, source.tokens.end, cue.token);
  const bool adjacent = gap.only_skipped;
  const std::uint32_t form = u(word.form);
  const bool first = source.tokens.begin == home.begin;
  const std::uint32_t head = scene.word(source.head).hash;
  features.add(feature::source_side, side, words, type);
  if (cue.lemma != 0) {
    features.add(feature::source_lemma, side, cue.lemma, u(adjacent));
    features.add(feature::source_lemma_words, side, cue.lemma, std::min(words, 3U));
    features.add(feature::source_region_lemma, side, view.regions, cue.lemma);
  }
  features.add(feature::source_gap, side, pack(gap), std::min(others, 3U));
  features.add(feature::source_gap_form, side, form, pack(gap));
  features.add(feature::source_before, side, class_before, type);
  features.add(feature::source_before_class, side, class_before, cue_class);
  features.add(feature::source_after, side, class_after, u(adjacent));
  features.add(feature::source_previous, side, previous, std::min(words, 2U));
  features.add(feature::source_regions, side, view.regions, std::min(words, 4U));
  features.add(feature::source_others, side, std::min(others, 3U), form);
  features.add(feature::source_form, side, form, u(adjacent) | u(gap.commas > 0) << 1U);
  features.add(feature::source_first, side, u(first) | u(gap.commas > 0) << 1U, form);
  features.add(feature::source_first_gap, side, u(first), pack(gap));
  features.add(feature::source_head_near, head, side, u(adjacent));
  features.add(feature::source_class, side, cue_class, type);
  features.add(feature::source_region_before, side,
               source.tokens.begin > 0 ? region_ends_before(scene, source.tokens.begin, home) : 0,
               u(adjacent));
  features.add(feature::source_relative, side, u(gap.relative > 0), std::min(gap.commas, 3U));
}

template <FeatureSink Features>
void add_region(const Scene& scene, std::uint32_t region, const Attribution& before,
                const Choice& choice, Features& features) {
  switch (choice.kind) {
    case Choice::Kind::no_quotation:
      add_no_quotation(scene, region, features);
      break;
    case Choice::Kind::cued:
      add_cued(scene, region, before, choice.cue, features);
      break;
    case Choice::Kind::bare:
      add_bare(scene, region, before, choice.source, features);
      break;
    case Choice::Kind::unknown:
      add_unknown(scene, region, features);
      break;
    case Choice::Kind::continued:
      add_continued(scene, region, before, features);
      break;
  }
}

template void add_cue_source(const Scene&, const CueView&, std::uint32_t, FeatureList&);
template void add_cue_source(const Scene&, const CueView&, std::uint32_t, WeightSum&);
template void add_region(const Scene&, std::uint32_t, const Attribution&, const Choice&,
                         FeatureList&);
template void add_region(const Scene&, std::uint32_t, const Attribution&, const Choice&,
                         WeightSum&);

}  // namespace newscut
