// The learned weights of the quotations: log-linear, over hashed features.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace newscut {

// What one choice looks like to the model: the slots of the features that it has.
class FeatureList {
 public:
  static constexpr std::uint32_t slot_bits = 18;
  static constexpr std::size_t capacity = 40;

  // A feature is its template's number and up to three values.
  void add(std::uint32_t feature, std::uint32_t a = 0, std::uint32_t b = 0, std::uint32_t c = 0) {
    std::uint32_t hash = feature * 0x9E3779B1U;
    hash = (hash ^ a) * 0x85EBCA6BU;
    hash = (hash ^ hash >> 15 ^ b) * 0xC2B2AE35U;
    hash = (hash ^ hash >> 13 ^ c) * 0x27D4EB2FU;
    hash ^= hash >> 16;
    slots_[size_++] = hash >> (32 - slot_bits);
  }
  const std::uint32_t* begin() const { return slots_.data(); }
  const std::uint32_t* end() const { return slots_.data() + size_; }

 private:
  std::array<std::uint32_t, capacity> slots_;
  std::uint32_t size_ = 0;
};

// Logistic regression from a probability of the model to how often such a quotation is right.
struct Calibration {
  float slope = 1;
  float offset = 0;

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
    std::array<float, 3> reserved;
  };
  static constexpr std::size_t bytes =
      sizeof(Header) + sizeof(std::int16_t) * (std::size_t{1} << FeatureList::slot_bits);

  // `file` must stay and be aligned to 4. Throws Error where it is no model.
  explicit QuoteModel(std::string_view file);
  // The one that is linked in.
  static QuoteModel embedded();

  float score(const FeatureList& features) const { return score(sum(features)); }
  // The same in two steps, for sums that are put together.
  std::int32_t sum(const FeatureList& features) const {
    std::int32_t sum = 0;
    for (const std::uint32_t slot : features) sum += weights_[slot];
    return sum;
  }
  // The weights are spread over more memory than is near the processor: asking for those of
  // several lists before the first sum hides most of the way.
  void prefetch(const FeatureList& features) const {
    for (const std::uint32_t slot : features) __builtin_prefetch(weights_ + slot);
  }
  float score(std::int32_t sum) const { return static_cast<float>(sum) * header_->scale; }
  Calibration marked() const { return header_->marked; }
  Calibration reported() const { return header_->reported; }

 private:
  const Header* header_;
  const std::int16_t* weights_;
};

}  // namespace newscut
