// The trained model of the tagger, read where it lies: a few tables in one block of memory that
// cost nothing to open.
//
//     Header | transitions | buckets | entries | rows | dense rows | word buckets | words | phrases
//
// Numbers are little-endian; every table begins at a multiple of 64 bytes. A weight is an int8 in
// units of `Header::unit`, a row has a weight for each lane (tagger_labels.h).
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "entities/tagger_labels.h"

namespace newscut::tagger {

using FeatureKey = std::uint64_t;
using Row = std::array<std::int8_t, lanes>;

// What the word lists say of a word, in lower case.
struct WordInfo {
  std::uint16_t check = 0;
  std::uint16_t fine = 0;   // cluster among 1024, 1 to 1024, 0 for a word without a vector
  std::uint8_t medium = 0;  // among 256
  std::uint8_t coarse = 0;  // among 64
  std::uint16_t lists = 0;  // a bit for each gazetteer that has it, see tagger_features.h
};

// Weights of a feature, one row for each place of the window where it matters.
struct Entry {
  std::uint16_t check = 0;
  std::uint8_t places = 0;  // a bit a place; the rows lie in order of the bits
  std::uint8_t unused = 0;
  std::uint32_t row = 0;
};

struct Table {
  std::uint32_t offset = 0;  // bytes from the beginning of the model
  std::uint32_t count = 0;
};

struct Header {
  std::array<char, 8> magic{'n', 'e', 'w', 's', 'c', 'u', 't', 'T'};
  std::uint32_t version = 2;
  float unit = 0;
  std::uint32_t bucket_bits = 0;
  std::uint32_t word_bits = 0;
  std::uint32_t phrase_bits = 0;
  std::uint32_t unused = 0;
  Table transitions, buckets, entries, rows, dense, word_buckets, words, phrases;
};

// A view; copying it is cheap. All members are safe from any thread.
class Model {
 public:
  // Throws Error where `bytes` are not such a model. `bytes` must outlive the view and lie at a
  // multiple of 64.
  explicit Model(std::string_view bytes);

  // The entry of the feature, or none.
  const Entry* find(FeatureKey key) const {
    const std::uint64_t bucket = key >> bucket_shift_;
    const auto check = static_cast<std::uint16_t>(key);
    for (std::uint32_t at = buckets_[bucket]; at < buckets_[bucket + 1]; ++at) {
      if (entries_[at].check == check) return &entries_[at];
    }
    return nullptr;
  }
  const Row& row(std::uint32_t index) const { return rows_[index]; }
  // The tables are larger than the caches of a processor. Who looks for many features does so in
  // three rounds over all of them, so that the waits overlap: prefetch_bucket, prefetch_entries,
  // then find and prefetch_rows.
  void prefetch_bucket(FeatureKey key) const {
    __builtin_prefetch(buckets_.data() + (key >> bucket_shift_));
  }
  void prefetch_entries(FeatureKey key) const {
    __builtin_prefetch(entries_.data() + buckets_[key >> bucket_shift_]);
  }
  void prefetch_rows(const Entry& entry) const {
    // By table: without a machine instruction that not all have, std::popcount is a call.
    static constexpr std::array<std::uint8_t, 32> counts = [] {
      std::array<std::uint8_t, 32> of{};
      for (unsigned bits = 0; bits < of.size(); ++bits) {
        of[bits] = static_cast<std::uint8_t>(std::popcount(bits));
      }
      return of;
    }();
    const Row* const first = rows_.data() + entry.row;
    __builtin_prefetch(first);
    __builtin_prefetch(first + counts[entry.places % counts.size()] - 1);
  }
  // Features that are numbered instead of hashed.
  const Row& dense_row(std::size_t index) const { return dense_[index]; }
  std::size_t dense_rows() const { return dense_.size(); }
  // What the lists say of the word whose key this is; nothing for a word that they do not have.
  WordInfo word(FeatureKey key) const {
    const std::uint64_t bucket = key >> word_shift_;
    const auto check = static_cast<std::uint16_t>(key);
    for (std::uint32_t at = word_buckets_[bucket]; at < word_buckets_[bucket + 1]; ++at) {
      if (words_[at].check == check) return words_[at];
    }
    return {};
  }
  // Who asks for many words does so in three rounds as well: these two first.
  void prefetch_word_bucket(FeatureKey key) const {
    __builtin_prefetch(word_buckets_.data() + (key >> word_shift_));
  }
  void prefetch_word(FeatureKey key) const {
    __builtin_prefetch(words_.data() + word_buckets_[key >> word_shift_]);
  }
  // The gazetteers that have the phrase of two words or more, a bit each.
  std::uint16_t phrase(FeatureKey key) const;
  void prefetch_phrase(FeatureKey key) const {
    __builtin_prefetch(phrases_.data() + ((key >> 20) & (phrases_.size() - 1)));
  }
  // Of a kind of text: lanes x lanes, the label before first; in units.
  std::span<const std::int16_t> transitions(std::size_t kind) const {
    return transitions_.subspan(kind * lanes * lanes, lanes * lanes);
  }

 private:
  std::span<const std::int16_t> transitions_;
  std::span<const std::uint32_t> buckets_;
  std::span<const Entry> entries_;
  std::span<const Row> rows_;
  std::span<const Row> dense_;
  std::span<const std::uint32_t> word_buckets_;
  std::span<const WordInfo> words_;
  std::span<const std::uint64_t> phrases_;  // key with the lists in the low 16 bits; 0 is empty
  unsigned bucket_shift_ = 0;
  unsigned word_shift_ = 0;
};

}  // namespace newscut::tagger
