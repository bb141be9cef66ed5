// Text read eight bytes at a time: a word of English is a step or two, and not a loop over letters
// whose length no processor foresees.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace newscut {

// Eight bytes in one number, the first the lowest on any machine.
inline std::uint64_t load_eight(const char* at) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, at, sizeof bytes);
  if constexpr (std::endian::native == std::endian::big) bytes = __builtin_bswap64(bytes);
  return bytes;
}

inline void store_eight(std::uint64_t bytes, char* to) {
  if constexpr (std::endian::native == std::endian::big) bytes = __builtin_bswap64(bytes);
  std::memcpy(to, &bytes, sizeof bytes);
}

// As load_eight, of 0 to 8 bytes, zeros behind them.
inline std::uint64_t load_up_to_eight(const char* at, std::size_t size) {
  const auto byte = [&](std::size_t i) {
    return std::uint64_t{static_cast<unsigned char>(at[i])} << 8 * i;
  };
  if (size >= 8) return load_eight(at);
  if (size < 4) return size == 0 ? 0 : byte(0) | byte(size / 2) | byte(size - 1);
  const auto four = [&](std::size_t i) {
    std::uint32_t bytes = 0;
    std::memcpy(&bytes, at + i, sizeof bytes);
    if constexpr (std::endian::native == std::endian::big) bytes = __builtin_bswap32(bytes);
    return std::uint64_t{bytes};
  };
  return four(0) | four(size - 4) << 8 * (size - 4);
}

constexpr std::uint64_t each_byte(unsigned char byte) { return 0x0101010101010101U * byte; }

// The first `count` of eight bytes, zeros behind them. Requires: count <= 8.
constexpr std::uint64_t first_bytes(std::uint64_t bytes, unsigned count) {
  return count == 8 ? bytes : bytes & ((std::uint64_t{1} << 8 * count) - 1);
}

// The high bit of each byte that lies in [first, last]. Requires: first <= last < 0x80.
constexpr std::uint64_t bytes_between(std::uint64_t bytes, unsigned char first,
                                      unsigned char last) {
  const std::uint64_t low = bytes & each_byte(0x7F);
  const std::uint64_t from_first = low + each_byte(static_cast<unsigned char>(0x80 - first));
  const std::uint64_t behind_last = low + each_byte(static_cast<unsigned char>(0x7F - last));
  return from_first & ~behind_last & ~bytes & each_byte(0x80);
}

// The high bit of each byte that is an ASCII letter.
constexpr std::uint64_t letter_bits(std::uint64_t bytes) {
  return bytes_between(bytes | each_byte(0x20), 'a', 'z');
}
// Its capitals in lower case.
constexpr std::uint64_t to_lower(std::uint64_t bytes) {
  return bytes | bytes_between(bytes, 'A', 'Z') >> 2;
}
// How many of eight bytes, from the first on, have their high bit in `bits`.
constexpr unsigned run_length(std::uint64_t bits) {
  return static_cast<unsigned>(std::countr_zero(~bits & each_byte(0x80))) / 8;
}

// How many bytes have their high bit in `bits`, which has no other bits.
constexpr unsigned count_bytes(std::uint64_t bits) {
  return static_cast<unsigned>((bits >> 7) * each_byte(1) >> 56);
}

}  // namespace newscut
