// The learned weights of the quotations: log-linear, over hashed features.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace newscut {

// A feature is its template's number and up to three values; its slot is where its weight is.
constexpr std::uint32_t slot_bits = 18;
constexpr std::uint32_t slot_of(std::uint32_t feature, std::uint32_t a = 0, std::uint32_t b = 0,
                                std::uint32_t c = 0) {
  std::uint32_t hash = feature * 0x9E3779B1U;
  hash = (hash ^ a) * 0x85EBCA6BU;
  hash = (hash ^ hash >> 15 ^ b) * 0xC2B2AE35U;
  hash = (hash ^ hash >> 13 ^ c) * 0x27D4EB2FU;
  hash ^= hash >> 16;
  return hash >> (32 - slot_bits);
}

// Takes features as `add(feature, a, b, c)`. There are two: a list of slots, which is what training
// wants, and the sum of their weights, which is what everybody else wants.
template <class T>
concept FeatureSink = requires(T& sink, std::uint32_t x) {
  sink.add(x, x, x, x);
};

class FeatureList {
 public:
  static constexpr std::size_t capacity = 40;

  void add(std::uint32_t feature, std::uint32_t a = 0, std::uint32_t b = 0, std::uint32_t c = 0) {
    slots_[size_++] = slot_of(feature, a, b, c);
  }
  const std::uint32_t* begin() const { return slots_.data(); }
  const std::uint32_t* end() const { return slots_.data() + size_; }

 private:
  std::array<std::uint32_t, capacity> slots_;
  std::uint32_t size_ = 0;
};

class WeightSum {
 public:
  explicit WeightSum(const std::int16_t* weights) : weights_(weights) {}

  void add(std::uint32_t feature, std::uint32_t a = 0, std::uint32_t b = 0, std::uint32_t c = 0) {
    sum_ += weights_[slot_of(feature, a, b, c)];
  }
  std::int32_t sum() const { return sum_; }

 private:
  const std::int16_t* weights_;
  std::int32_t sum_ = 0;
};

// Logistic regression from a probability of the model to how often such a quotation is right, which
// is never more often than `ceiling`: some things no probability of the model tells.
struct Calibration {
  float slope = 1;
  float offset = 0;
  float ceiling = 1;

  double operator()(double probability) const;
};

// A model file, little-endian: the magic, the scale and two calibrations as floats, then a 16-bit
// weight for each slot. It is used where it lies: nothing is parsed or copied.
class QuoteModel {
 public:
  static constexpr std::string_view magic = "newscutQ";
  struct Header {
    std::array<char, 8> magic;
    float scale;
    Calibration marked;    // quotations with marks
    Calibration reported;  // without
    float reserved;
  };
  static constexpr std::size_t bytes =
      sizeof(Header) + sizeof(std::int16_t) * (std::size_t{1} << slot_bits);

  // `file` must stay and be aligned to 4. Throws Error where it is no model.
  explicit QuoteModel(std::string_view file);
  // The one that is linked in.
  static QuoteModel embedded();

  // Of no features yet.
  WeightSum zero() const { return WeightSum(weights_); }
  float score(const WeightSum& features) const { return score(features.sum()); }
  // Of sums that are put together.
  float score(std::int32_t sum) const { return static_cast<float>(sum) * header_->scale; }
  Calibration marked() const { return header_->marked; }
  Calibration reported() const { return header_->reported; }

 private:
  const Header* header_;
  const std::int16_t* weights_;
};

}  // namespace newscut
