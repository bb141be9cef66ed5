#include "support/inputs.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace newscut::test {
namespace {

using namespace std::string_view_literals;

constexpr auto insertions = std::to_array<std::string_view>(
    {// quotation marks, alone and in pairs
     "\"", "\"", "'", "“", "”", "‘", "’", "«", "»", "„", "``", "''", "\"\"", "“”", "“‘", "’”", "(",
     ")", "[",
     // cues and speakers
     " said. ", ",\" he said, \"", " added: “", " according to ", " told X that ", " He ", " Mr. ",
     // figures
     "%", "50%", "1.5-2.5 percent", "99999999999999999999999999%", "one in five", "-0.0%", "$1bn",
     // separators
     "\n", "\n\n", "\r", "\r\n", "\t", " ", ". ", "...", "\u2028",
     // what is not text, and scripts that are not Latin
     "\0"sv, "\xFF", "\xC3", "\xF0\x9F", "\xED\xA0\x80", "\xEF\xBB\xBF", "Путин", "北京市",
     "العربية", "e\u0301\u0301\u0301"});

std::vector<Sample> load_samples() {
  std::vector<Sample> found;
  for (const auto& entry : std::filesystem::directory_iterator(NEWSCUT_SAMPLES)) {
    if (entry.path().extension() != ".txt") continue;
    found.push_back({entry.path().filename().string(), read_file(entry.path().string())});
  }
  if (found.empty()) throw std::runtime_error("no samples in " NEWSCUT_SAMPLES);
  std::ranges::sort(found, {}, &Sample::name);
  return found;
}

}  // namespace

const std::vector<Sample>& samples() {
  static const std::vector<Sample> all = load_samples();
  return all;
}

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error(path + ": cannot be read");
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

Exact::Exact(std::string_view bytes) : bytes_(new char[bytes.size()]), size_(bytes.size()) {
  if (size_ > 0) std::memcpy(bytes_.get(), bytes.data(), size_);
}

std::string with_crlf(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') out += '\r';
    out += c;
  }
  return out;
}

std::string as_utf16(std::string_view text, bool big_endian) {
  std::string out;
  const auto unit = [&](std::uint32_t value) {
    const char high = static_cast<char>(value >> 8);
    const char low = static_cast<char>(value & 0xFF);
    out += big_endian ? high : low;
    out += big_endian ? low : high;
  };
  unit(0xFEFF);
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const std::uint32_t lead = byte(i);
    const std::size_t width = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    std::uint32_t point = width == 1 ? lead : lead & (0x7Fu >> width);
    for (std::size_t k = 1; k < width; ++k) point = point << 6 | (byte(i + k) & 0x3Fu);
    if (point < 0x10000) {
      unit(point);
    } else {
      unit(0xD800 + ((point - 0x10000) >> 10));
      unit(0xDC00 + ((point - 0x10000) & 0x3FF));
    }
    i += width;
  }
  return out;
}

std::string Mutator::mutate(std::string text) {
  for (std::size_t changes = 1 + below(16); changes > 0; --changes) change(text);
  return text;
}

void Mutator::change(std::string& text) {
  const std::size_t at = below(text.size() + 1);
  const std::size_t length = std::min(text.size() - at, std::size_t{1} << below(9));
  switch (below(8)) {
    case 0:  // one bit
      if (at < text.size()) text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
      break;
    case 1:
      text.erase(at, length);
      break;
    case 2:
      text.insert(at, text.substr(at, length));
      break;
    case 3: {
      const std::string piece = text.substr(at, length);
      text.erase(at, length);
      text.insert(below(text.size() + 1), piece);
      break;
    }
    case 4: {
      const std::string& other = samples()[below(samples().size())].text;
      text.insert(at, other, below(other.size()), std::size_t{1} << below(11));
      break;
    }
    case 5: {  // the same thing many times
      const std::string_view piece = insertions[below(insertions.size())];
      for (std::size_t n = std::size_t{1} << below(8); n > 0; --n) text.insert(at, piece);
      break;
    }
    default:
      text.insert(at, insertions[below(insertions.size())]);
  }
}

}  // namespace newscut::test
