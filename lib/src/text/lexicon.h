// Word lists compiled into the library.
//
// Each lib/data/NAME.tsv becomes `lexicons::NAME` (declared in the generated "lexicons.h"): a hash
// table in read-only memory that costs nothing at start-up. The first column is the key: a word or
// phrase, lower-case unless its file says otherwise, words parted by one space.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace newscut {

class Lexicon {
 public:
  static constexpr int none = -1;

  // For the generated code only. `cells` holds rows * columns offsets into `blob` and one more, the
  // end.
  constexpr Lexicon(const char* blob, std::span<const std::uint32_t> cells,
                    std::span<const std::uint32_t> slots, std::uint32_t columns,
                    std::uint32_t longest)
      : blob_(blob), cells_(cells), slots_(slots), columns_(columns), longest_(longest) {}

  // The row whose key is `key`, or `none`. Constant time, no allocation.
  int find(std::string_view key) const { return find(key, hash(key)); }
  // The same where the caller has the key's hash, to look it up in several lexicons.
  int find(std::string_view key, std::uint32_t hash) const {
    const auto mask = static_cast<std::uint32_t>(slots_.size() - 1);
    for (std::uint32_t at = hash & mask;; at = (at + 1) & mask) {
      const std::uint32_t slot = slots_[at];
      if (slot == 0) return none;
      if (slot >> row_bits != hash >> row_bits) continue;  // spares a look at the key
      const int row = static_cast<int>(slot & most_rows) - 1;
      if (field(row, 0) == key) return row;
    }
  }
  bool contains(std::string_view key) const { return find(key) != none; }
  bool contains(std::string_view key, std::uint32_t hash) const { return find(key, hash) != none; }

  // Requires: 0 <= row < size(), column < columns().
  std::string_view field(int row, std::uint32_t column) const {
    const std::uint32_t cell = static_cast<std::uint32_t>(row) * columns_ + column;
    return {blob_ + cells_[cell], cells_[cell + 1] - cells_[cell]};
  }
  int size() const { return static_cast<int>((cells_.size() - 1) / columns_); }
  std::uint32_t columns() const { return columns_; }
  // The most words that a key has.
  std::uint32_t longest_key() const { return longest_; }

  // What stands in the slot of a row: its number + 1, and above it the high bits of its key's hash.
  static constexpr std::uint32_t slot_of(std::uint32_t hash, std::uint32_t row) {
    return (hash & ~most_rows) | (row + 1);
  }
  static constexpr unsigned row_bits = 16;
  static constexpr std::uint32_t most_rows = (1U << row_bits) - 1;

  // FNV-1a. The compiler of the tables uses this very function.
  static constexpr std::uint32_t hash(std::string_view key) {
    return finish_hash(extend_hash(hash_seed, key));
  }
  // In steps, for keys that begin alike: finish_hash(extend_hash(extend_hash(hash_seed, a), b)) is
  // the hash of a and b together.
  static constexpr std::uint32_t hash_seed = 2166136261U;
  static constexpr std::uint32_t extend_hash(std::uint32_t value, std::string_view key) {
    for (const char c : key) value = (value ^ static_cast<unsigned char>(c)) * 16777619U;
    return value;
  }
  static constexpr std::uint32_t finish_hash(std::uint32_t value) { return value ^ value >> 15; }

 private:
  const char* blob_;
  std::span<const std::uint32_t> cells_;
  std::span<const std::uint32_t> slots_;  // 0 where nothing stands
  std::uint32_t columns_;
  std::uint32_t longest_;
};

}  // namespace newscut
