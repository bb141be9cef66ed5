#include "entities/tagger_model.h"

#include <cstring>

#include "newscut/error.h"

namespace newscut::tagger {
namespace {

template <class T>
std::span<const T> view(std::string_view bytes, Table table) {
  if (table.offset % alignof(T) != 0 || table.offset > bytes.size() ||
      table.count > (bytes.size() - table.offset) / sizeof(T)) {
    throw Error("the tagger's model is cut short");
  }
  return {reinterpret_cast<const T*>(bytes.data() + table.offset), table.count};
}

}  // namespace

Model::Model(std::string_view bytes) {
  Header header;
  const Header expected;
  if (bytes.size() < sizeof header) throw Error("the tagger's model is cut short");
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.magic != expected.magic || header.version != expected.version) {
    throw Error("not a model of this tagger");
  }
  transitions_ = view<std::int16_t>(bytes, header.transitions);
  buckets_ = view<std::uint32_t>(bytes, header.buckets);
  entries_ = view<Entry>(bytes, header.entries);
  rows_ = view<Row>(bytes, header.rows);
  dense_ = view<Row>(bytes, header.dense);
  word_buckets_ = view<std::uint32_t>(bytes, header.word_buckets);
  words_ = view<WordInfo>(bytes, header.words);
  phrases_ = view<std::uint64_t>(bytes, header.phrases);
  bucket_shift_ = 64 - header.bucket_bits;
  word_shift_ = 64 - header.word_bits;
  if (transitions_.size() != kinds * lanes * lanes ||
      buckets_.size() != (std::size_t{1} << header.bucket_bits) + 1 ||
      word_buckets_.size() != (std::size_t{1} << header.word_bits) + 1 ||
      phrases_.size() != std::size_t{1} << header.phrase_bits) {
    throw Error("the tagger's model does not hold together");
  }
}

std::uint16_t Model::phrase(FeatureKey key) const {
  constexpr std::uint64_t high = ~std::uint64_t{0xFFFF};
  const std::size_t mask = phrases_.size() - 1;
  for (std::size_t at = (key >> 20) & mask; phrases_[at] != 0; at = (at + 1) & mask) {
    if ((phrases_[at] & high) == (key & high)) return static_cast<std::uint16_t>(phrases_[at]);
  }
  return 0;
}

}  // namespace newscut::tagger
