#include "tokens/vocabulary.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstring>
#include <string>

#include "text/lexicon.h"

namespace newscut {
namespace {

constexpr std::size_t block_size = 64 << 10;

struct Shape {
  std::string lower;
  bool capital = false;
  bool upper = false;
  bool letter = false;
  bool digit = false;
};

Shape shape_of(std::string_view word) {
  Shape shape;
  int uppers = 0;
  int letters = 0;
  bool first = true;
  const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(word.data());
  auto left = static_cast<utf8proc_ssize_t>(word.size());
  while (left > 0) {
    utf8proc_int32_t code = 0;
    utf8proc_ssize_t length = 1;
    bool is_upper = false;
    bool is_letter = false;
    if (*at < 0x80) {
      code = *at;
      is_upper = code >= 'A' && code <= 'Z';
      is_letter = is_upper || (code >= 'a' && code <= 'z');
      shape.digit |= code >= '0' && code <= '9';
      shape.lower += static_cast<char>(is_upper ? code | 0x20 : code);
    } else {
      length = std::max<utf8proc_ssize_t>(1, utf8proc_iterate(at, left, &code));
      const utf8proc_category_t category = utf8proc_category(code);
      is_upper = category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT;
      is_letter = is_upper || category == UTF8PROC_CATEGORY_LL ||
                  category == UTF8PROC_CATEGORY_LO || category == UTF8PROC_CATEGORY_LM;
      if (code == 0x2019) {
        shape.lower += '\'';
      } else {
        utf8proc_uint8_t buffer[4];
        const utf8proc_ssize_t size = utf8proc_encode_char(utf8proc_tolower(code), buffer);
        shape.lower.append(reinterpret_cast<char*>(buffer), static_cast<std::size_t>(size));
      }
    }
    if (first) shape.capital = is_upper;
    first = false;
    uppers += static_cast<int>(is_upper);
    letters += static_cast<int>(is_letter);
    at += length;
    left -= length;
  }
  shape.letter = letters > 0;
  shape.upper = letters > 1 && uppers == letters;
  return shape;
}

}  // namespace

Vocabulary::Vocabulary() : slots_(1024) {}

WordId Vocabulary::add(std::string_view word) {
  const std::uint32_t hash = Lexicon::hash(word);
  std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  for (; slots_[at] != 0; at = (at + 1) & mask) {
    const WordId id = slots_[at] - 1;
    if (hashes_[id] == hash && words_[id].text == word) return id;
  }
  const auto id = static_cast<WordId>(words_.size());
  const Shape shape = shape_of(word);
  const std::string_view text = keep(word);
  words_.push_back({text, shape.lower == word ? text : keep(shape.lower), shape.capital,
                    shape.upper, shape.letter, shape.digit});
  hashes_.push_back(hash);
  slots_[at] = id + 1;
  if (2 * words_.size() > slots_.size()) grow();
  return id;
}

std::string_view Vocabulary::keep(std::string_view bytes) {
  if (bytes.size() > block_left_) {
    block_left_ = std::max(block_size, bytes.size());
    blocks_.push_back(std::make_unique<char[]>(block_left_));
    block_at_ = blocks_.back().get();
  }
  char* const start = block_at_;
  std::memcpy(start, bytes.data(), bytes.size());
  block_at_ += bytes.size();
  block_left_ -= bytes.size();
  return {start, bytes.size()};
}

void Vocabulary::grow() {
  slots_.assign(slots_.size() * 2, 0);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t id = 0; id < words_.size(); ++id) {
    std::size_t at = hashes_[id] & mask;
    while (slots_[at] != 0) at = (at + 1) & mask;
    slots_[at] = static_cast<std::uint32_t>(id) + 1;
  }
}

}  // namespace newscut
