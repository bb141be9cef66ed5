#include "entities/tagger_features.h"

#include <algorithm>
#include <array>

namespace newscut::tagger {
namespace {

// Which tokens of the window a feature of a word counts for.
enum Places : std::uint8_t { here = 0b00100, near = 0b01110, all = 0b11111 };

// Kinds of features, so that equal bytes in two of them are two features.
enum Kind : FeatureKey {
  exact = 1,
  lower_case,
  collapsed_shape,
  full_shape,
  prefix,
  suffix = prefix + 4,
  fine_cluster = suffix + 4,
  medium_cluster,
  coarse_cluster,
  in_list,
  edge,
  any_word
};

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

// X for capitals, x for other letters, 0 for digits, everything else as it is.
template <class Put>
void visit_shape(const Word& word, Put put) {
  bool first = true;
  for (const char c : word.text) {
    if (continues(c)) continue;
    const auto byte = static_cast<unsigned char>(c);
    if (c >= 'A' && c <= 'Z') {
      put('X');
    } else if (c >= 'a' && c <= 'z') {
      put('x');
    } else if (c >= '0' && c <= '9') {
      put('0');
    } else if (byte >= 0x80 && word.letter) {
      put(word.upper || (first && word.capital) ? 'X' : 'x');
    } else {
      put(c);
    }
    first = false;
  }
}

FeatureKey start() { return 14695981039346656037U; }
FeatureKey step(FeatureKey key, char c) {
  return (key ^ static_cast<unsigned char>(c)) * 1099511628211U;
}
FeatureKey finish(FeatureKey key) { return mix(key, 1); }

FeatureKey shape_key(const Word& word, bool collapse) {
  FeatureKey key = start();
  char before = 0;
  std::size_t length = 0;
  visit_shape(word, [&](char c) {
    if ((collapse && c == before) || ++length > 12) return;
    before = c;
    key = step(key, c);
  });
  return finish(key);
}

}  // namespace

FeatureKey hash(std::string_view bytes) {
  FeatureKey key = start();
  for (const char c : bytes) key = step(key, c);
  return finish(key);
}

FeatureKey word_key(const Word& word) {
  if (!word.digit) return hash(word.lower);
  FeatureKey key = start();
  for (const char c : word.lower) key = step(key, c >= '0' && c <= '9' ? '0' : c);
  return finish(key);
}

WordView describe(const Word& word, CaseStyle style, const Model& lists,
                  std::vector<WordFeature>& features) {
  features.clear();
  const bool normal = style == CaseStyle::normal;
  const auto add = [&](FeatureKey kind, FeatureKey value, std::uint8_t at) {
    features.push_back({mix(mix(value, kind), normal ? 1 : 2), at});
  };
  WordView view;
  view.lower = word_key(word);
  const WordInfo info = lists.word(view.lower);
  view.cluster = info.medium;
  view.lists = info.lists;

  // Capitals mean something in running text, and a little in headlines.
  const FeatureKey capital = normal || style == CaseStyle::title ? FeatureKey{word.capital} : 0;
  if (normal) {
    view.shape = shape_key(word, true);
    // Most words are their own lower case; the vocabulary keeps those once.
    const bool same = word.text.data() == word.lower.data() && !word.digit;
    add(exact, same ? view.lower : hash(word.text), all);
    add(full_shape, shape_key(word, false), here);
  } else {
    const FeatureKey kind = word.letter ? word.digit ? 3 : 2 : word.digit ? 1 : hash(word.lower);
    view.shape = mix(mix(kind, static_cast<FeatureKey>(style)), capital);
  }
  add(lower_case, view.lower, all);
  add(collapsed_shape, view.shape, all);
  add(any_word, 0, here);

  const std::string_view lower = word.lower;
  std::size_t front = 0;
  std::size_t back = lower.size();
  FeatureKey so_far = start();
  for (std::size_t n = 1; n <= 4; ++n) {
    if (front == lower.size() && n > 1) break;
    do {
      if (front < lower.size()) so_far = step(so_far, lower[front++]);
    } while (front < lower.size() && continues(lower[front]));
    if (back > 0) --back;
    while (back > 0 && continues(lower[back])) --back;
    const std::uint8_t at = n == 3 ? near : here;
    add(prefix + n - 1, mix(finish(so_far), capital), at);
    add(suffix + n - 1, mix(hash(lower.substr(back)), capital), at);
  }
  if (info.fine != 0) {
    add(fine_cluster, mix(info.fine, capital), all);
    add(medium_cluster, mix(info.medium, capital), all);
    add(coarse_cluster, mix(info.coarse, capital), all);
  } else {
    add(fine_cluster, mix(0, view.shape), all);
  }
  for (std::size_t list = 0; list < list_count; ++list) {
    if ((info.lists >> list & 1) != 0) add(in_list, mix(list, capital), near);
  }
  return view;
}

WordView describe_edge(bool end, CaseStyle style, std::vector<WordFeature>& features) {
  features.clear();
  WordView view;
  view.lower = view.shape = mix(end ? 1 : 2, 3);
  const bool normal = style == CaseStyle::normal;
  features.push_back({mix(mix(view.lower, edge), normal ? 1 : 2), all});
  return view;
}

}  // namespace newscut::tagger
