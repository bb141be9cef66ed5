// Lays a model out as tagger_model.h reads it.
#pragma once

#include <algorithm>
#include <cstring>
#include <functional>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "entities/tagger_features.h"
#include "entities/tagger_model.h"

namespace newscut::train {

using namespace tagger;

struct ModelParts {
  float unit = 1.0F / 32;
  std::vector<std::int16_t> transitions = std::vector<std::int16_t>(kinds * lanes * lanes);
  // Of each feature its rows by place; sorted by key.
  struct Feature {
    FeatureKey key;
    std::uint8_t places;
    std::vector<Row> rows;
    std::size_t count = 0;  // how often it is met
  };
  std::vector<Feature> features;
  std::vector<Row> dense = std::vector<Row>(kinds * dense_features, Row{});
  std::vector<std::pair<FeatureKey, WordInfo>> words;         // sorted by key
  std::vector<std::pair<FeatureKey, std::uint16_t>> phrases;  // sorted by key
};

namespace writing {

inline unsigned bits_for(std::size_t count) {
  unsigned bits = 1;
  while ((std::size_t{1} << bits) < count) ++bits;
  return bits;
}

// Where each bucket of a sorted list begins.
template <class Items, class Key>
std::vector<std::uint32_t> bucket_starts(const Items& items, unsigned bits, Key key) {
  std::vector<std::uint32_t> starts((std::size_t{1} << bits) + 1);
  std::size_t at = 0;
  for (std::size_t bucket = 0; bucket < starts.size() - 1; ++bucket) {
    starts[bucket] = static_cast<std::uint32_t>(at);
    while (at < items.size() && key(items[at]) >> (64 - bits) == bucket) ++at;
  }
  starts.back() = static_cast<std::uint32_t>(items.size());
  return starts;
}

template <class T>
Table append(std::string& out, const std::vector<T>& items) {
  out.resize((out.size() + 63) / 64 * 64);
  const Table table{static_cast<std::uint32_t>(out.size()),
                    static_cast<std::uint32_t>(items.size())};
  out.append(reinterpret_cast<const char*>(items.data()), items.size() * sizeof(T));
  return table;
}

}  // namespace writing

inline std::string write_model(const ModelParts& parts) {
  using namespace writing;
  Header header;
  header.unit = parts.unit;
  header.bucket_bits = bits_for(parts.features.size() / 3 + 1);
  header.word_bits = bits_for(parts.words.size() / 3 + 1);
  header.phrase_bits = bits_for(parts.phrases.size() * 2 + 1);
  // The rows of the commonest features first: what is read often lies together, in few pages of
  // memory, and most of the others is never read.
  std::vector<std::size_t> by_count(parts.features.size());
  std::iota(by_count.begin(), by_count.end(), std::size_t{0});
  std::ranges::stable_sort(by_count, std::greater<>(),
                           [&](std::size_t i) { return parts.features[i].count; });
  std::vector<Entry> entries(parts.features.size());
  std::vector<Row> rows;
  for (const std::size_t i : by_count) {
    const ModelParts::Feature& feature = parts.features[i];
    entries[i] = {static_cast<std::uint16_t>(feature.key), feature.places, 0,
                  static_cast<std::uint32_t>(rows.size())};
    rows.insert(rows.end(), feature.rows.begin(), feature.rows.end());
  }
  std::vector<WordInfo> words;
  for (auto [key, info] : parts.words) {
    info.check = static_cast<std::uint16_t>(key);
    words.push_back(info);
  }
  std::vector<std::uint64_t> phrases(std::size_t{1} << header.phrase_bits);
  for (const auto& [key, lists] : parts.phrases) {
    std::size_t at = (key >> 20) & (phrases.size() - 1);
    while (phrases[at] != 0) at = (at + 1) & (phrases.size() - 1);
    phrases[at] = (key & ~std::uint64_t{0xFFFF}) | lists;
  }
  std::string out(sizeof(Header), '\0');
  header.transitions = append(out, parts.transitions);
  header.buckets = append(out, bucket_starts(parts.features, header.bucket_bits,
                                             [](const auto& feature) { return feature.key; }));
  header.entries = append(out, entries);
  header.rows = append(out, rows);
  header.dense = append(out, parts.dense);
  header.word_buckets = append(out, bucket_starts(parts.words, header.word_bits,
                                                  [](const auto& word) { return word.first; }));
  header.words = append(out, words);
  header.phrases = append(out, phrases);
  std::memcpy(out.data(), &header, sizeof header);
  return out;
}

}  // namespace newscut::train
