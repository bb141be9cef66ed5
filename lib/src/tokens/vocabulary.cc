#include "tokens/vocabulary.h"

#include <utf8proc.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <string>

#include "text/eight_bytes.h"
#include "text/lexicon.h"
#include "tokens/characters.h"

namespace newscut {
namespace {

constexpr std::size_t block_size = 64 << 10;

constexpr std::size_t first_slots = 1024;

}  // namespace

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

namespace {

// The letters of a word.
struct Letters {
  std::size_t all = 0;
  std::size_t upper = 0;
  bool capital = false;  // the first
  bool digit = false;
  bool ascii = true;  // the word is
};

// Those of an ASCII word; of another one `ascii` alone is right.
Letters count_ascii(std::string_view word) {
  Letters letters;
  for (std::size_t at = 0; at < word.size(); at += 8) {
    const std::uint64_t bytes = load_up_to_eight(word.data() + at, word.size() - at);
    letters.all += count_bytes(letter_bits(bytes));
    letters.upper += count_bytes(bytes_between(bytes, 'A', 'Z'));
    letters.digit |= bytes_between(bytes, '0', '9') != 0;
    letters.ascii &= (bytes & each_byte(0x80)) == 0;
  }
  letters.capital = !word.empty() && word[0] >= 'A' && word[0] <= 'Z';
  return letters;
}

void append(char32_t code, std::string& to) {
  utf8proc_uint8_t buffer[4];
  const utf8proc_ssize_t size = utf8proc_encode_char(static_cast<utf8proc_int32_t>(code), buffer);
  to.append(reinterpret_cast<char*>(buffer), static_cast<std::size_t>(size));
}

// Those of any word; appends its lower case to `lower`.
Letters count_letters(std::string_view word, std::string& lower) {
  Letters letters;
  bool first = true;
  for (std::size_t at = 0; at < word.size();) {
    const Character character = decode_at(word, at);
    const char32_t code = character.code;
    at += character.size;
    const auto point = static_cast<utf8proc_int32_t>(code);
    if (code >= 0x80 && utf8proc_category(point) == UTF8PROC_CATEGORY_CF) continue;
    const bool upper = is_upper(code);
    if (code < 0x80) {
      lower += static_cast<char>(upper ? code | 0x20 : code);
      letters.digit |= code >= '0' && code <= '9';
      letters.all += static_cast<std::size_t>(upper || is_lower(code));
    } else {
      append(code == 0x2019 ? U'\'' : static_cast<char32_t>(utf8proc_tolower(point)), lower);
      letters.all += static_cast<std::size_t>(classify(code) == CharClass::letter);
    }
    letters.upper += static_cast<std::size_t>(upper);
    if (first) letters.capital = upper;
    first = false;
  }
  return letters;
}

}  // namespace

Vocabulary::Vocabulary() : slots_(first_slots), shift_(64 - std::countr_zero(first_slots)) {}

// Tells a word from all others of its length if it is short, and from nearly all if it is longer:
// multiply and fold, eight bytes a step.
std::uint64_t Vocabulary::key_of(std::string_view word) {
  const char* at = word.data();
  const std::size_t size = word.size();
  if (size <= longest_short) return load_up_to_eight(at, size);
  constexpr std::uint64_t factor = 0x9E3779B97F4A7C15;
  std::uint64_t value = size * factor;
  const auto mix = [&](std::uint64_t piece) {
    value = (value ^ piece) * factor;
    value ^= value >> 32;
  };
  std::size_t left = size;
  for (; left > 8; at += 8, left -= 8) mix(load_eight(at));
  mix(load_eight(at + left - 8));  // the last eight, some of them for the second time
  return value;
}

Vocabulary::Known Vocabulary::insert(std::string_view word, std::uint64_t key, std::size_t at) {
  const auto id = static_cast<WordId>(words_.size());
  const std::string_view text = keep(word);
  std::string_view lower = text;
  Letters letters = count_ascii(word);
  if (!letters.ascii) {
    std::string folded;
    letters = count_letters(word, folded);
    if (folded != word) lower = keep(folded);
  } else if (letters.upper > 0) {
    char* const start = room_for(word.size());
    std::ranges::transform(
        word, start, [](char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c); });
    lower = {start, word.size()};
  }
  const bool plain = letters.all > 0 || letters.digit || word.empty();
  const WordTraits traits{.mark = plain ? Mark::none : mark_of(word),
                          .capital = letters.capital,
                          .upper = letters.all > 1 && letters.upper == letters.all,
                          .letter = letters.all > 0,
                          .digit = letters.digit};
  words_.push_back({text, lower, Lexicon::hash(lower), traits.mark, traits.capital, traits.upper,
                    traits.letter, traits.digit});
  slots_[at] = {key, id + 1,
                static_cast<std::uint8_t>(std::min<std::size_t>(word.size(), long_size)), traits};
  if (2 * words_.size() > slots_.size()) grow();
  return {id, traits};
}

char* Vocabulary::room_for(std::size_t size) {
  bytes_ += size;
  if (size > block_left_) {
    block_left_ = std::max(block_size, size);
    blocks_.push_back(std::make_unique_for_overwrite<char[]>(block_left_));
    block_at_ = blocks_.back().get();
  }
  char* const start = block_at_;
  block_at_ += size;
  block_left_ -= size;
  return start;
}

std::string_view Vocabulary::keep(std::string_view bytes) {
  char* const start = room_for(bytes.size());
  std::memcpy(start, bytes.data(), bytes.size());
  return {start, bytes.size()};
}

void Vocabulary::grow() {
  const std::vector<Slot> old = std::move(slots_);
  slots_.assign(old.size() * 2, {});
  --shift_;
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& slot : old) {
    if (slot.number == 0) continue;
    std::size_t at = start_of(slot.key);
    while (slots_[at].number != 0) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

}  // namespace newscut
