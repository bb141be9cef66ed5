// What the tagger looks at. The trainer and the tagger share every line of it.
//
// A feature of one word counts for the words around it as well, with weights of its own at each
// place of the window. Features of several words (pairs, shapes in a row, phrases of gazetteers)
// and those of the second pass, which sees what the rest of the article said of the same word, are
// few.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "entities/tagger_labels.h"
#include "entities/tagger_model.h"
#include "tokens/vocabulary.h"

namespace newscut::tagger {

// How a sentence uses capitals. What is not `normal` is tagged by weights of its own.
enum class CaseStyle : std::uint8_t { normal, title, upper, lower };
inline constexpr std::size_t styles = 4;
// Sentences of the two kinds share no weights.
inline constexpr std::size_t kind_of(CaseStyle style) { return style == CaseStyle::normal ? 0 : 1; }

// Gazetteers; the bits of WordInfo::lists and Model::phrase.
enum List : std::uint16_t {
  given_name = 1 << 0,
  surname = 1 << 1,
  country = 1 << 2,
  region = 1 << 3,
  city = 1 << 4,
  people = 1 << 5,  // nationalities, languages
  organisation = 1 << 6,
  facility = 1 << 7,
  phrase_begin = 1 << 15,  // a phrase of two words or more begins with the word
};
inline constexpr std::size_t list_count = 8;

// A word counts at the places of `places`: bit 2 for its own token, bit 1 for the token before it
// (whose window sees it at +1), bit 3 for the token after it, and so on.
inline constexpr std::size_t window = 2;
inline constexpr std::size_t places = 2 * window + 1;
struct WordFeature {
  FeatureKey key;
  std::uint8_t places;
};

// What features of several words need to know of each.
struct WordView {
  FeatureKey lower = 0;
  FeatureKey shape = 0;
  std::uint16_t cluster = 0;
  std::uint16_t lists = 0;
};

FeatureKey hash(std::string_view bytes);
inline FeatureKey mix(FeatureKey a, FeatureKey b) {
  FeatureKey x = a * 0x9E3779B97F4A7C15U ^ (b + 0x7F4A7C159E3779B9U);
  x ^= x >> 32;
  x *= 0xD6E8FEB86659FD93U;
  x ^= x >> 29;
  x *= 0x9FB21C651E98DF25U;
  return x ^ x >> 32;
}

// The key of a word in the tables of words and phrases, where a digit is as good as another.
FeatureKey word_key(const Word& word);
// The key of a phrase, word by word: extend_phrase(word_key(first), word_key(second)).
inline FeatureKey extend_phrase(FeatureKey phrase, FeatureKey word) {
  return mix(phrase, word) | 1;
}
inline constexpr std::size_t longest_phrase = 5;

// Replaces `features`. Two styles that are not normal differ in the shape alone.
WordView describe(const Word& word, CaseStyle style, const Model& lists,
                  std::vector<WordFeature>& features);
// What stands before the first and after the last token of a sentence.
WordView describe_edge(bool end, CaseStyle style, std::vector<WordFeature>& features);

// --- Features of several words ------------------------------------------------------------------

// Of two words side by side. Place p counts for the token that is p - 1 after the first of them.
inline constexpr std::size_t pair_places = 4;
inline FeatureKey word_pair(CaseStyle style, const WordView& first, const WordView& second) {
  return mix(mix(first.lower, second.lower), style == CaseStyle::normal ? 11 : 12);
}
inline FeatureKey cluster_pair(CaseStyle style, const WordView& first, const WordView& second) {
  return mix(
      mix(first.cluster * 2654435761U + first.shape, second.cluster * 2654435761U + second.shape),
      style == CaseStyle::normal ? 13 : 14);
}
// Of the token in the middle, at place 0.
inline FeatureKey shape_triple(CaseStyle style, const WordView& before, const WordView& word,
                               const WordView& after) {
  return mix(mix(before.shape, word.shape), mix(after.shape, style == CaseStyle::normal ? 15 : 16));
}

// --- Numbered features --------------------------------------------------------------------------

// A phrase that a gazetteer has: by list and by the token's place in the phrase (0 first, 1 inside,
// 2 last).
inline constexpr std::size_t phrase_features = list_count * 3;
inline constexpr std::size_t phrase_feature(std::size_t list, std::size_t part) {
  return list * 3 + part;
}

// The keys of the phrases that begin with the first of `words`, by length from 2 on.
inline std::array<FeatureKey, longest_phrase + 1> phrase_keys(std::span<const WordView> words) {
  std::array<FeatureKey, longest_phrase + 1> keys{};
  keys[1] = words[0].lower;
  for (std::size_t n = 2; n <= std::min(longest_phrase, words.size()); ++n) {
    keys[n] = extend_phrase(keys[n - 1], words[n - 1].lower);
  }
  return keys;
}
// To be called some time before visit_phrases, to spare it the wait for memory.
inline void prefetch_phrases(std::span<const WordView> words, const Model& lists) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    if ((words[i].lists & phrase_begin) == 0) continue;
    const auto keys = phrase_keys(words.subspan(i));
    for (std::size_t n = 2; n <= longest_phrase; ++n) lists.prefetch_phrase(keys[n]);
  }
}

// Calls visit(token, feature) for the tokens of each longest phrase. `words` are the tokens.
template <class Visit>
void visit_phrases(std::span<const WordView> words, const Model& lists, Visit visit) {
  for (std::size_t i = 0; i < words.size();) {
    std::size_t length = 1;
    std::uint16_t found = 0;
    if ((words[i].lists & phrase_begin) != 0) {
      const std::size_t longest = std::min(longest_phrase, words.size() - i);
      const auto keys = phrase_keys(words.subspan(i));
      for (std::size_t n = 2; n <= longest; ++n) {
        if (const std::uint16_t in = lists.phrase(keys[n])) {
          found = in;
          length = n;
        }
      }
    }
    for (std::size_t list = 0; list < list_count && found != 0; ++list) {
      if ((found >> list & 1) == 0) continue;
      for (std::size_t k = 0; k < length; ++k) {
        visit(i + k, phrase_feature(list, k == 0 ? 0 : k + 1 == length ? 2 : 1));
      }
    }
    i += length;
  }
}

}  // namespace newscut::tagger
