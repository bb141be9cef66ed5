// Articles to test with: the samples, what happens to text on its way, and what nobody wrote.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace newscut::test {

struct Sample {
  std::string name;  // "wire.txt"
  std::string text;
};

// samples/*.txt, by name. Read once; throws std::runtime_error where there are none.
const std::vector<Sample>& samples();

std::string read_file(const std::string& path);

// A copy in a heap block of exactly its size, so that the address sanitizer sees a read past the
// last byte (a std::string has a NUL there, and often more).
class Exact {
 public:
  explicit Exact(std::string_view bytes);
  std::string_view view() const { return {bytes_.get(), size_}; }

 private:
  std::unique_ptr<char[]> bytes_;
  std::size_t size_;
};

std::string with_crlf(std::string_view text);  // LF becomes CR LF
// With a byte order mark. `text` is valid UTF-8.
std::string as_utf16(std::string_view text, bool big_endian);

// Damages text the way scrapers, editors and attackers do. The same seed gives the same damage
// everywhere: nothing here depends on the standard library's distributions.
class Mutator {
 public:
  explicit Mutator(std::uint64_t seed) : random_(seed) {}

  // One to sixteen changes: bytes flipped, removed, repeated, moved; marks, NULs, invalid bytes,
  // figures and other scripts put in; pieces of other samples spliced in.
  std::string mutate(std::string text);

 private:
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_() % bound); }
  void change(std::string& text);

  std::mt19937_64 random_;
};

}  // namespace newscut::test
