#include "tokens/vocabulary.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstring>
#include <string>

#include "tokens/characters.h"

namespace newscut {
namespace {

constexpr std::size_t block_size = 64 << 10;

std::uint64_t load(const char* at, std::size_t size) {
  std::uint64_t value = 0;
  std::memcpy(&value, at, size);
  return value;
}

constexpr std::size_t longest_short = 8;  // bytes
constexpr std::uint64_t factor = 0x9E3779B97F4A7C15;

// Tells a word from all others of its length if it is short, and from nearly all if it is longer:
// multiply and fold, eight bytes a step.
std::uint64_t key_of(std::string_view word) {
  const char* at = word.data();
  const std::size_t size = word.size();
  if (size <= longest_short) {
    if (size >= 4) return load(at, 4) | load(at + size - 4, 4) << 32;
    if (size == 0) return 0;
    return load(at, 1) | load(at + size / 2, 1) << 8 | load(at + size - 1, 1) << 16;
  }
  std::uint64_t value = size * factor;
  const auto mix = [&](std::uint64_t piece) {
    value = (value ^ piece) * factor;
    value ^= value >> 32;
  };
  std::size_t left = size;
  for (; left > 8; at += 8, left -= 8) mix(load(at, 8));
  mix(load(at + left - 8, 8));  // the last eight, some of them for the second time
  return value;
}

// Where the search for a word begins, before it is cut down to the number of slots.
std::size_t start_of(std::uint64_t key, std::size_t size) {
  // Folded first, so that words that differ in their last letters alone part as well.
  const std::uint64_t value = (key ^ key >> 32 ^ size) * factor;
  return static_cast<std::size_t>(value ^ value >> 32);
}

Mark mark_of(std::string_view word) {
  const Character first = decode_at(word, 0);
  const bool repeated = word.size() > first.size;
  switch (first.code) {
    case '.':
      return repeated ? Mark::ellipsis : Mark::period;
    case '!':
    case '?':
    case 0x203C:  // ‼
    case 0x2047:  // ⁇
    case 0x3002:  // 。
    case 0xFF01:  // ！
    case 0xFF0E:  // ．
    case 0xFF1F:  // ？
    case 0xFF61:  // ｡
    case 0x0964:  // । of Devanagari
    case 0x061F:  // ؟ of Arabic
    case 0x06D4:  // ۔ of Urdu
      return Mark::exclamation;
    case 0x2026:
      return Mark::ellipsis;
    case ',':
    case 0x3001:
    case 0xFF0C:
    case 0x060C:
      return Mark::comma;
    case ':':
    case 0xFF1A:
      return Mark::colon;
    case ';':
    case 0xFF1B:
      return Mark::semicolon;
    case '-':
      return repeated ? Mark::dash : Mark::hyphen;
    case 0x2010:
    case 0x2011:
      return Mark::hyphen;
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
      return Mark::dash;
    case '"':
    case 0xFF02:
      return Mark::straight_quote;
    case '`':
      return repeated ? Mark::open_quote : Mark::open_single;
    case '\'':
      return repeated ? Mark::close_quote : Mark::straight_single;
    case 0x201C:
    case 0x201E:
    case 0x201F:
    case 0x00AB:
    case 0x300C:
    case 0x300E:
      return Mark::open_quote;
    case 0x201D:
    case 0x00BB:
    case 0x300D:
    case 0x300F:
      return Mark::close_quote;
    case 0x2018:
    case 0x201A:
    case 0x201B:
    case 0x2039:
      return Mark::open_single;
    case 0x2019:
    case 0x203A:
      return Mark::close_single;
    case '(':
    case '[':
    case '{':
    case 0xFF08:
    case 0x3010:
      return Mark::open_bracket;
    case ')':
    case ']':
    case '}':
    case 0xFF09:
    case 0x3011:
      return Mark::close_bracket;
    case 0x2022:  // •
    case 0x2023:  // ‣
    case 0x2043:  // ⁃
    case 0x25AA:  // ▪
    case 0x25AB:
    case 0x25A0:  // ■
    case 0x25A1:
    case 0x25B6:  // ▶
    case 0x25BA:  // ►
    case 0x25CB:  // ○
    case 0x25CF:  // ●
    case 0x25E6:  // ◦
      return Mark::bullet;
    default:
      return Mark::other;
  }
}

struct Shape {
  std::string lower;
  bool capital = false;
  bool upper = false;
  bool letter = false;
  bool digit = false;
};

void append(char32_t code, std::string& to) {
  utf8proc_uint8_t buffer[4];
  const utf8proc_ssize_t size = utf8proc_encode_char(static_cast<utf8proc_int32_t>(code), buffer);
  to.append(reinterpret_cast<char*>(buffer), static_cast<std::size_t>(size));
}

Shape shape_of(std::string_view word) {
  Shape shape;
  std::size_t uppers = 0;
  std::size_t letters = 0;
  bool first = true;
  for (std::size_t at = 0; at < word.size();) {
    const Character character = decode_at(word, at);
    const char32_t code = character.code;
    at += character.size;
    if (code < 0x80) {
      const bool upper = code >= 'A' && code <= 'Z';
      const bool letter = upper || (code >= 'a' && code <= 'z');
      shape.digit |= code >= '0' && code <= '9';
      shape.lower += static_cast<char>(upper ? code | 0x20 : code);
      if (first) shape.capital = upper;
      first = false;
      uppers += static_cast<std::size_t>(upper);
      letters += static_cast<std::size_t>(letter);
      continue;
    }
    const auto point = static_cast<utf8proc_int32_t>(code);
    if (utf8proc_category(point) == UTF8PROC_CATEGORY_CF) continue;
    const bool upper = is_upper(code);
    if (code == 0x2019) {
      shape.lower += '\'';
    } else {
      append(static_cast<char32_t>(utf8proc_tolower(point)), shape.lower);
    }
    if (first) shape.capital = upper;
    first = false;
    uppers += static_cast<std::size_t>(upper);
    letters += static_cast<std::size_t>(classify(code) == CharClass::letter);
  }
  shape.letter = letters > 0;
  shape.upper = letters > 1 && uppers == letters;
  return shape;
}

}  // namespace

Vocabulary::Vocabulary() : slots_(1024) {}

std::uint64_t Vocabulary::announce(std::string_view word) const {
  const std::uint64_t key = key_of(word);
  __builtin_prefetch(&slots_[start_of(key, word.size()) & (slots_.size() - 1)]);
  return key;
}

WordId Vocabulary::add(std::string_view word, std::uint64_t key) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = start_of(key, word.size()) & mask;
  for (; slots_[at].number != 0; at = (at + 1) & mask) {
    const Slot& slot = slots_[at];
    if (slot.key != key || slot.size != word.size()) continue;
    const Word& candidate = words_[slot.number - 1];
    if (word.size() > longest_short && candidate.text != word) continue;
    __builtin_prefetch(&candidate);  // somebody is going to ask
    return slot.number - 1;
  }
  return insert(word, key, at);
}

WordId Vocabulary::insert(std::string_view word, std::uint64_t key, std::size_t at) {
  const auto id = static_cast<WordId>(words_.size());
  const Shape shape = shape_of(word);
  const std::string_view text = keep(word);
  const bool plain = shape.letter || shape.digit || word.empty();
  words_.push_back({text, shape.lower == word ? text : keep(shape.lower), shape.capital,
                    shape.upper, shape.letter, shape.digit, plain ? Mark::none : mark_of(word)});
  slots_[at] = {key, static_cast<std::uint32_t>(word.size()), id + 1};
  if (2 * words_.size() > slots_.size()) grow();
  return id;
}

std::string_view Vocabulary::keep(std::string_view bytes) {
  bytes_ += bytes.size();
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
  const std::vector<Slot> old = std::move(slots_);
  slots_.assign(old.size() * 2, {});
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.number == 0) continue;
    std::size_t at = start_of(slot.key, slot.size) & mask;
    while (slots_[at].number != 0) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

}  // namespace newscut
