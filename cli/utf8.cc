#include "utf8.h"

#include <utf8proc.h>

#include <cstdint>
#include <cstring>

namespace newscut::cli {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

// The length of the code point that `bytes` begins with, 0 where it is not UTF-8.
std::size_t length_of_first(std::string_view bytes) {
  utf8proc_int32_t code_point = 0;
  // Four bytes are as many as a code point has; the count also keeps the type of the argument.
  const utf8proc_ssize_t length = utf8proc_iterate(
      reinterpret_cast<const utf8proc_uint8_t*>(bytes.data()),
      static_cast<utf8proc_ssize_t>(bytes.size() < 4 ? bytes.size() : 4), &code_point);
  return length > 0 ? static_cast<std::size_t>(length) : 0;
}

// How many bytes from the beginning are ASCII, found eight at a time.
std::size_t ascii_prefix(std::string_view bytes) {
  std::size_t i = 0;
  for (std::uint64_t eight = 0; i + sizeof eight <= bytes.size(); i += sizeof eight) {
    std::memcpy(&eight, bytes.data() + i, sizeof eight);
    if (eight & 0x8080808080808080U) break;
  }
  while (i < bytes.size() && static_cast<unsigned char>(bytes[i]) < 0x80) ++i;
  return i;
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  for (;;) {
    bytes.remove_prefix(ascii_prefix(bytes));
    if (bytes.empty()) return true;
    const std::size_t length = length_of_first(bytes);
    if (length == 0) return false;
    bytes.remove_prefix(length);
  }
}

std::string to_utf8(std::string_view bytes) {
  std::string text;
  while (!bytes.empty()) {
    const std::size_t length = length_of_first(bytes);
    text += length ? bytes.substr(0, length) : replacement;
    bytes.remove_prefix(length ? length : 1);
  }
  return text;
}

}  // namespace newscut::cli
