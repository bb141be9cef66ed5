#include "tokens/tokenizer.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <span>

#include "lexicons.h"
#include "text/eight_bytes.h"
#include "tokens/abbreviations.h"
#include "tokens/characters.h"

namespace newscut {
namespace {

// The longest key that is worth looking up in lexicons::word_splits.
constexpr std::size_t longest_split = 24;
// RFC 5321.
constexpr std::uint32_t longest_local_part = 64;

bool ascii_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool ascii_lower(char c) { return c >= 'a' && c <= 'z'; }
bool ascii_letter(char c) { return ascii_upper(c) || ascii_lower(c); }
bool ascii_digit(char c) { return c >= '0' && c <= '9'; }
char ascii_to_lower(char c) { return ascii_upper(c) ? static_cast<char>(c | 0x20) : c; }

// Is `first` + `rest` in lexicons::word_splits, whatever its case?
bool is_split(std::string_view first, std::string_view rest = {}) {
  std::array<char, longest_split> key;
  if (first.size() + rest.size() > key.size()) return false;
  auto end = std::ranges::transform(first, key.begin(), ascii_to_lower).out;
  end = std::ranges::transform(rest, end, ascii_to_lower).out;
  return lexicons::word_splits.contains({key.data(), static_cast<std::size_t>(end - key.begin())});
}

constexpr std::uint64_t packed(std::string_view word) {
  std::uint64_t bytes = 0;
  for (std::size_t i = word.size(); i-- > 0;)
    bytes = bytes << 8 | static_cast<unsigned char>(word[i]);
  return bytes;
}

// Words that are two tokens, cut behind their third letter.
bool is_two_tokens(std::uint64_t lower) {
  constexpr std::array words{packed("cannot"), packed("gonna"), packed("wanna"),
                             packed("gotta"),  packed("gimme"), packed("lemme")};
  return std::ranges::find(words, lower) != words.end();
}
bool is_two_tokens(std::string_view word) {
  return (word.size() == 5 || word.size() == 6) &&
         is_two_tokens(to_lower(load_up_to_eight(word.data(), word.size())));
}

// The ASCII characters that end a word of letters whatever stands behind them.
constexpr std::array<bool, 256> word_ends = [] {
  std::array<bool, 256> ends{};
  for (unsigned c = 0; c < 0x80; ++c) {
    const CharClass of_c = byte_classes[c];
    ends[c] = of_c != CharClass::letter && of_c != CharClass::digit &&
              std::string_view(".:-&'$+*!").find(static_cast<char>(c)) == std::string_view::npos;
  }
  return ends;
}();

bool is_local_part(char c) {
  return ascii_letter(c) || ascii_digit(c) || std::strchr(".+-_%'", c) != nullptr;
}
bool is_domain(char c) { return ascii_letter(c) || ascii_digit(c) || c == '.' || c == '-'; }

bool ends_url(char c) {
  return byte_class(c) == CharClass::space || byte_class(c) == CharClass::control || c == '<' ||
         c == '>' || c == '"' || c == '|';
}

// What stands behind the apostrophe of "it's", "I'd", "we'll".
bool is_clitic(std::string_view letters) {
  if (letters.empty() || letters.size() > 2) return false;
  const std::array<char, 2> lower{ascii_to_lower(letters[0]), ascii_to_lower(letters.back())};
  if (letters.size() == 1) return lower[0] == 's' || lower[0] == 'm' || lower[0] == 'd';
  const std::string_view pair(lower.data(), 2);
  return pair == "re" || pair == "ve" || pair == "ll";
}

// The currency of "US$", "HK$", "R$".
bool is_dollar_prefix(std::string_view word) {
  constexpr std::array<std::string_view, 12> prefixes{"US", "A",  "AU", "C", "CA", "HK",
                                                      "NZ", "NT", "R",  "S", "Z",  "J"};
  return std::ranges::find(prefixes, word) != prefixes.end();
}

bool is_regional(char32_t code) { return code >= 0x1F1E6 && code <= 0x1F1FF; }

// A run of the same character is one token.
bool runs_together(char32_t code) {
  if (code < 0x80) {
    const char c = static_cast<char>(code);
    return byte_class(c) == CharClass::control || std::strchr("-.=*_~#+<>^|/\\", c) != nullptr;
  }
  return code == 0x2013 || code == 0x2014 || code == 0x2022 || code == 0x2026 || code == 0xFFFD;
}

}  // namespace

Tokenizer::Tokenizer(Document& document) : text_(document.text), document_(document) {
  find_at_sign(0);
}

void Tokenizer::tokenize(Span block) {
  candidates_.clear();
  begin_ = block.begin;
  end_ = block.end;
  Offset at = block.begin;
  while (at < end_) {
    if (text_[at] == ' ') {
      ++at;
      continue;
    }
    if (const Offset end = plain_word(at); end != at) {
      at = end;
      continue;
    }
    switch (byte_class(text_[at])) {
      case CharClass::space:
        ++at;
        break;
      case CharClass::letter:
      case CharClass::digit:
        at = word(at, at);
        break;
      default: {
        Offset size = 1;
        const CharClass of_char = class_at(text_, at, size);
        if (of_char == CharClass::space) {
          at += size;
        } else if (of_char == CharClass::letter || of_char == CharClass::digit ||
                   of_char == CharClass::joiner) {
          at = word(at, at);
        } else {
          at = other(at);
        }
      }
    }
  }
  find_words();
}

// --- Characters ----------------------------------------------------------------------------------

bool Tokenizer::digit_at(Offset at) const { return at < end_ && ascii_digit(text_[at]); }

bool Tokenizer::letter_at(Offset at) const {
  if (at >= end_) return false;
  Offset size = 1;
  return class_at(text_, at, size) == CharClass::letter;
}

bool Tokenizer::word_at(Offset at) const {
  if (at >= end_) return false;
  Offset size = 1;
  const CharClass of_char = class_at(text_, at, size);
  return of_char == CharClass::letter || of_char == CharClass::digit;
}

bool Tokenizer::space_at(Offset at) const {
  if (at >= end_) return true;
  Offset size = 1;
  return class_at(text_, at, size) == CharClass::space;
}

Tokenizer::Offset Tokenizer::apostrophe_at(Offset at) const {
  if (at >= end_) return 0;
  if (text_[at] == '\'') return 1;
  return text_.substr(at, end_ - at).starts_with("’") ? 3 : 0;
}

Tokenizer::Offset Tokenizer::run(Offset at) const {
  for (unsigned letters = 8; letters == 8 && at + 8 <= end_; at += letters) {
    letters = run_length(letter_bits(load_eight(text_.data() + at)));
  }
  while (at < end_) {
    const CharClass of_byte = byte_class(text_[at]);
    if (of_byte == CharClass::letter || of_byte == CharClass::digit) {
      ++at;
      continue;
    }
    if (of_byte != CharClass::multibyte) break;
    Offset size = 1;
    const CharClass of_char = class_at(text_, at, size);
    // An invalid byte between two letters stands for one.
    const bool lost = decode_at(text_, at).code == 0xFFFD && letter_at(at + size);
    if (of_char != CharClass::letter && of_char != CharClass::digit &&
        of_char != CharClass::joiner && !lost) {
      break;
    }
    at += size;
  }
  return at;
}

// Does white space or an opening mark stand before `begin`?
bool Tokenizer::separate(Offset begin) const {
  if (begin == begin_) return true;
  const char before = text_[begin - 1];
  return byte_class(before) == CharClass::space || std::strchr("([{\"-", before) != nullptr ||
         static_cast<unsigned char>(before) >= 0x80;
}

// --- Words ---------------------------------------------------------------------------------------

// A word of at most fifteen ASCII letters that can be no more, as most are: its end, else `begin`.
Tokenizer::Offset Tokenizer::plain_word(Offset begin) {
  if (begin >= no_email_until_) return begin;
  const char* const first = text_.data() + begin;
  std::uint64_t key = load_eight(first);
  Offset size = run_length(letter_bits(key));
  if (size < 8) {
    key = first_bytes(key, size);
  } else {
    size += run_length(letter_bits(load_eight(first + 8)));
    key = Vocabulary::key_of({first, size});
  }
  const Offset end = begin + size;
  if (size == 0 || size == 16 || end > end_ ||
      !word_ends[static_cast<unsigned char>(first[size])]) {
    return begin;
  }
  if ((size == 5 || size == 6) && is_two_tokens(to_lower(key))) return begin;
  add(begin, end, TokenKind::word, key);
  return end;
}

// The word, or words, at `begin`; up to `at` it has been read.
Tokenizer::Offset Tokenizer::word(Offset begin, Offset at) {
  if (const Offset end = email(begin); end != begin) return end;
  for (;;) {
    at = run(at);
    if (at >= end_) break;
    const bool digit_before = ascii_digit(text_[at - 1]);
    Offset next = at;  // where the word goes on; `at`: it ends here
    switch (text_[at]) {
      case ' ':
        break;
      case '.': {
        if (digit_before && digit_at(at + 1)) {
          next = at + 1;
          break;
        }
        if (const Offset end = abbreviated(begin, at); end != 0) return end;
        if (at - begin == 3 && is_split(text_.substr(begin, 4)) && word_at(at + 1)) {
          return url(begin, at + 1);
        }
        if (goes_on(at)) next = at + 1;
        break;
      }
      case ',':
        if (digit_before && digit_at(at + 1) && ascii_digit(text_[begin])) next = at + 1;
        break;
      case ':':
        if (digit_before && digit_at(at + 1) && ascii_digit(text_[begin])) next = at + 1;
        if (text_.substr(at, 3) == "://" && at + 3 < end_ && !ends_url(text_[at + 3])) {
          return url(begin, at + 3);
        }
        break;
      case '/':
        if (digit_before && digit_at(at + 1) && ascii_digit(text_[begin])) next = at + 1;
        break;
      case '-':
        next = hyphen(begin, at, 1);
        break;
      case '&':
        if (ascii_upper(text_[at - 1]) && ascii_upper(byte(at + 1))) next = at + 1;
        break;
      case '\'':
        return apostrophe(begin, at, 1);
      case '$':
        if (is_dollar_prefix(text_.substr(begin, at - begin))) {
          add(begin, at + 1, TokenKind::symbol);
          return at + 1;
        }
        break;
      case '+':
        if (ascii_letter(text_[at - 1]) && !word_at(at + 1)) {
          next = at + (byte(at + 1) == '+' ? 2 : 1);
        }
        break;
      case '*':
        if (ascii_letter(text_[at - 1])) {
          next = at;
          while (byte(next) == '*') ++next;
        }
        break;
      case '!':
        if (abbreviation(text_.substr(begin, at + 1 - begin)) != Abbreviation::none) {
          add_candidate(begin, at + 1, TokenKind::word);
          return at + 1;
        }
        break;
      default:
        if (const Offset size = apostrophe_at(at); size != 0) return apostrophe(begin, at, size);
        if (text_.substr(at, 3) == "‐" || text_.substr(at, 3) == "‑") next = hyphen(begin, at, 3);
        if (text_.substr(at, 2) == "°" && text_[at - 1] == 'N') next = at + 2;
        break;
    }
    if (next == at) break;
    at = next;
  }
  add_word(begin, at);
  return at;
}

// At an apostrophe inside a word, or behind it. Adds the tokens up to the end of the word.
Tokenizer::Offset Tokenizer::apostrophe(Offset begin, Offset at, Offset size) {
  while (size != 0) {
    const Offset after = at + size;
    const Offset end = run(after);
    if (end == after || ascii_digit(text_[after])) break;
    if (is_clitic(text_.substr(after, end - after))) {
      add_word(begin, at);
      begin = at;
    } else if (end == after + 1 && ascii_to_lower(text_[after]) == 't' && at > begin + 1 &&
               ascii_to_lower(text_[at - 1]) == 'n') {
      add_word(begin, at - 1);
      begin = at - 1;
    }
    at = end;
    size = apostrophe_at(at);
  }
  if (byte(at) == '.' && abbreviation(text_.substr(begin, at + 1 - begin)) != Abbreviation::none) {
    add_candidate(begin, at + 1, TokenKind::word);  // Int'l.
    return at + 1;
  }
  add_word(begin, at);
  return at;
}

// At a hyphen behind [begin, at): where the word goes on, or `at` where it ends.
Tokenizer::Offset Tokenizer::hyphen(Offset begin, Offset at, Offset size) {
  const Offset after = at + size;
  if (!word_at(after)) return at;
  const std::string_view before = text_.substr(begin, at - begin);
  if (before.size() > longest_split) return at;
  const bool letters = std::ranges::all_of(before, ascii_letter);
  if (!letters) return at;
  if (before.size() == 1 && ascii_letter(text_[after])) {
    return is_party(begin, after) ? at : after;  // X-ray, e-mail
  }
  if (std::ranges::all_of(before, ascii_upper) && ascii_digit(text_[after])) return after;  // F-16
  if (is_split(before, "-")) return after;
  const Offset end = run(after);
  if (end - begin <= longest_split && is_split(text_.substr(begin, end - begin))) return after;
  return at;
}

// Is the letter at `begin` that of a party, before the state at `after`? "(R-Utah)", ", D-Ohio".
bool Tokenizer::is_party(Offset begin, Offset after) const {
  const char letter = text_[begin];
  const bool bracket = begin > 0 && text_[begin - 1] == '(';
  if (bracket && (letter == 'd' || letter == 'r')) return true;
  return (letter == 'D' || letter == 'R' || letter == 'I') && ascii_upper(text_[after]) &&
         (bracket || (begin > 1 && text_.substr(begin - 2, 2) == ", "));
}

// At a full stop behind [begin, at). Adds the abbreviation that ends with it, or with a later one,
// and returns its end; 0: there is none.
Tokenizer::Offset Tokenizer::abbreviated(Offset begin, Offset at) {
  if (at + 1 - begin > longest_abbreviation) return 0;
  if (ascii_digit(text_[begin])) return clock(begin, at);
  // The longest of "Ph.", "Ph.D.".
  Offset last = at;
  for (Offset dot = at; letter_at(dot + 1);) {
    dot = run(dot + 1);
    if (dot + 1 - begin > longest_abbreviation || byte(dot) != '.') break;
    const std::string_view form = text_.substr(begin, dot + 1 - begin);
    if (is_chain(form) || abbreviation(form) != Abbreviation::none) last = dot;
  }
  if (!period_belongs(begin, last) && (last == at || !period_belongs(begin, last = at))) return 0;
  add_candidate(begin, last + 1, TokenKind::word);
  return last + 1;
}

// "5p.m."
Tokenizer::Offset Tokenizer::clock(Offset begin, Offset at) {
  const Offset unit = at - 1;
  const bool half = text_[unit] == 'a' || text_[unit] == 'p';
  if (unit == begin || !half || byte(at + 1) != 'm' || word_at(at + 2)) return 0;
  const Offset end = byte(at + 2) == '.' ? at + 3 : at + 2;
  add_word(begin, unit);
  add_candidate(unit, end, TokenKind::word);
  return end;
}

// Is the full stop at `at` in the middle of a word? "config.json", "Amazon.com", but "end.The".
bool Tokenizer::goes_on(Offset at) const {
  return (ascii_lower(text_[at - 1]) && ascii_lower(byte(at + 1))) || domain_follows(at);
}

// Does ".com" or the like stand at `at`?
bool Tokenizer::domain_follows(Offset at) const {
  if (!letter_at(at + 1)) return false;
  const Offset end = run(at + 1);
  return end - at <= longest_split && !ascii_upper(text_[at + 1]) &&
         is_split(text_.substr(at, end - at));
}

// Is the full stop at `at` part of the abbreviation that begins at `begin`?
bool Tokenizer::period_belongs(Offset begin, Offset at) {
  const std::string_view form = text_.substr(begin, at + 1 - begin);
  const Abbreviation known = abbreviation(form);
  if (known == Abbreviation::number) {
    Offset next = at + 1;
    while (byte(next) == ' ') ++next;
    return digit_at(next) || (byte(next) == '#' && digit_at(next + 1));
  }
  if (known != Abbreviation::none) return true;
  if (is_chain(form)) return form.size() > 2 || initial(begin, at);
  return false;
}

// Is the single letter before the full stop at `at` an initial? "J. Smith", "Samuel L. Jackson",
// but "vitamin C. The".
bool Tokenizer::initial(Offset begin, Offset at) {
  const Character letter = decode_at(text_, begin);
  if (!is_upper(letter.code)) return false;
  find_words();
  const bool name_before =
      !document_.tokens.empty() && document_.tokens.back().span.end + 1 >= begin &&
      document_.tokens.back().span.begin >= begin_ && document_.tokens.back().traits.capital;
  Offset next = at + 1;
  if (word_at(next)) return true;  // J.Smith
  while (next < end_ && byte_class(text_[next]) == CharClass::space) ++next;
  if (next == at + 1) return byte(next) == ',' || byte(next) == '-';
  if (next >= end_) return false;
  if (!letter_at(next)) {
    const Character mark = decode_at(text_, next);
    return name_before && (mark.code == '"' || mark.code == 0x201C || mark.code == '(');
  }
  if (!is_upper(decode_at(text_, next).code)) return text_[begin] != 'I' || name_before;
  const Offset end = run(next);
  const Opener opener = sentence_opener(text_.substr(next, end - next));
  if (byte(end) == '.' && end - next <= 2) return true;  // another initial
  if (opener == Opener::always) return false;
  if (opener == Opener::name || text_[begin] == 'I') return name_before;
  return true;
}

// --- Addresses -----------------------------------------------------------------------------------

void Tokenizer::find_at_sign(Offset from) {
  next_at_sign_ = static_cast<Offset>(std::min(text_.find('@', from), text_.size()));
  no_email_until_ = std::max(next_at_sign_, longest_local_part) - longest_local_part;
}

// An e-mail address at `begin`: its end, else `begin`.
Tokenizer::Offset Tokenizer::email(Offset begin) {
  if (next_at_sign_ < begin) find_at_sign(begin);
  if (next_at_sign_ >= end_ || next_at_sign_ - begin > longest_local_part) return begin;
  const std::string_view local = text_.substr(begin, next_at_sign_ - begin);
  if (local.empty() || !std::ranges::all_of(local, is_local_part)) return begin;
  Offset end = next_at_sign_ + 1;
  bool dot = false;
  while (end < end_ && is_domain(text_[end])) dot |= text_[end++] == '.';
  while (end > begin && (text_[end - 1] == '.' || text_[end - 1] == '-')) --end;
  if (!dot || end <= next_at_sign_ + 3) return begin;
  add(begin, end, TokenKind::email);
  return end;
}

// A web address that begins at `begin` and has been read up to `at`.
Tokenizer::Offset Tokenizer::url(Offset begin, Offset at) {
  Offset end = at;
  bool bracket = false;
  while (end < end_ && !ends_url(text_[end])) {
    if (byte_class(text_[end]) == CharClass::multibyte) {
      Offset size = 1;
      const CharClass of_char = class_at(text_, end, size);
      if (of_char != CharClass::letter && of_char != CharClass::digit) break;
      end += size;
      continue;
    }
    bracket |= text_[end] == '(';
    ++end;
  }
  while (end > at && (std::strchr(".,;:!?'*", text_[end - 1]) != nullptr ||
                      (!bracket && (text_[end - 1] == ')' || text_[end - 1] == ']')))) {
    --end;
  }
  add(begin, end, TokenKind::url);
  return end;
}

// --- Punctuation and symbols ---------------------------------------------------------------------

Tokenizer::Offset Tokenizer::other(Offset begin) {
  switch (text_[begin]) {
    case ',':
    case ';':
    case ':':
    case '"':
    case '(':
    case ')':
    case '[':
    case ']':
      add(begin, begin + 1, TokenKind::punctuation);
      return begin + 1;
    case '\'':
    case '`':
      if (byte(begin + 1) == text_[begin]) {
        add(begin, begin + 2, TokenKind::punctuation);
        return begin + 2;
      }
      break;
    case '.':
      if (word_at(begin + 1) && separate(begin) && (digit_at(begin + 1) || domain_follows(begin))) {
        return word(begin, begin + 1);
      }
      break;
    case '@':
      if (separate(begin) && word_at(begin + 1)) return word(begin, begin + 1);
      break;
    case '#':
      if (separate(begin) && letter_at(begin + 1)) return word(begin, begin + 1);
      break;
    default:
      break;
  }
  if (const Offset size = apostrophe_at(begin); size != 0 && separate(begin)) {
    if (const Offset end = elision(begin, size); end != begin) return end;
  }
  return symbol(begin);
}

// A word that begins with its apostrophe, of `size` bytes: its end, else `begin`.
Tokenizer::Offset Tokenizer::elision(Offset begin, Offset size) {
  const Offset after = begin + size;
  if (!word_at(after)) return begin;
  const Offset end = run(after);
  const std::string_view rest = text_.substr(after, end - after);
  // "'90s"
  const bool decade = rest.size() == 3 && ascii_digit(rest[0]) && rest[1] == '0' && rest[2] == 's';
  if (!decade && !is_split("'", rest)) return begin;
  // "'n'" is whole; elsewhere what is closed behind one word is a quotation.
  const Offset closing = apostrophe_at(end);
  if (closing != 0 && rest != "n") return begin;
  add(begin, end + closing, TokenKind::word);
  return end + closing;
}

Tokenizer::Offset Tokenizer::symbol(Offset begin) {
  const Character first = decode_at(text_, begin);
  Offset size = 1;
  const CharClass of_char = class_at(text_, begin, size);
  Offset end = begin + first.size;
  if (first.code == '!' || first.code == '?') {
    while (byte(end) == '!' || byte(end) == '?') ++end;
  } else if (runs_together(first.code)) {
    const std::string_view whole = text_.substr(begin, first.size);
    while (end < end_ && text_.substr(end, first.size) == whole) end += first.size;
  } else if (of_char == CharClass::symbol && first.code >= 0x2000) {
    end = emoji(end);
  }
  const TokenKind kind = of_char == CharClass::punctuation && first.code != '%'
                             ? TokenKind::punctuation
                             : TokenKind::symbol;
  add(begin, end, kind);
  // Commas, brackets and straight quotation marks are no candidates.
  if (first.code < 0x80 && first.code != '.' && first.code != '!' && first.code != '?') return end;
  switch (mark_of(text_.substr(begin, end - begin))) {
    case Mark::period:
    case Mark::exclamation:
    case Mark::ellipsis:
    case Mark::bullet:
      candidates_.push_back(static_cast<TokenIndex>(document_.tokens.size() - 1));
      break;
    default:
      break;
  }
  return end;
}

// The rest of a picture made of several characters: skin tones, flags, families.
Tokenizer::Offset Tokenizer::emoji(Offset at) const {
  bool joined = false;
  bool flag = at >= 4 && is_regional(decode_at(text_, at - 4).code);
  while (at < end_ && byte_class(text_[at]) == CharClass::multibyte) {
    const Character next = decode_at(text_, at);
    const bool tone = next.code >= 0x1F3FB && next.code <= 0x1F3FF;
    const bool joiner = classify(next.code) == CharClass::joiner;
    const bool second = flag && is_regional(next.code);
    if (!joined && !tone && !joiner && !second) break;
    flag = flag && !second;
    joined = next.code == 0x200D;
    at += next.size;
  }
  return at;
}

// --- Adding --------------------------------------------------------------------------------------

void Tokenizer::add(Offset begin, Offset end, TokenKind kind) {
  add(begin, end, kind, Vocabulary::key_of(text_.substr(begin, end - begin)));
}

void Tokenizer::add(Offset begin, Offset end, TokenKind kind, std::uint64_t key) {
  if (keys_size_ == keys_.size()) find_words();
  keys_[keys_size_++] = key;
  document_.vocabulary->announce(key);
  document_.tokens.push_back({{begin, end}, 0, kind, {}});
}

void Tokenizer::find_words() {
  constexpr std::size_t ahead = 8;
  Vocabulary& vocabulary = *document_.vocabulary;
  const std::span tokens = std::span(document_.tokens).last(keys_size_);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (i + ahead < tokens.size()) vocabulary.expect(keys_[i + ahead]);
    const Vocabulary::Known known = vocabulary.add(tokens[i].span.of(text_), keys_[i]);
    tokens[i].word = known.id;
    tokens[i].traits = known.traits;
  }
  keys_size_ = 0;
}

void Tokenizer::add_candidate(Offset begin, Offset end, TokenKind kind) {
  candidates_.push_back(static_cast<TokenIndex>(document_.tokens.size()));
  add(begin, end, kind);
}

void Tokenizer::add_word(Offset begin, Offset end) {
  const std::string_view word = text_.substr(begin, end - begin);
  if (ascii_digit(word[0]) || (word[0] == '.' && word.size() > 1 && ascii_digit(word[1]))) {
    const auto letters =
        static_cast<Offset>(std::min(word.find_first_not_of("0123456789.,:/"), word.size()));
    if (letters == word.size()) {
      add(begin, end, TokenKind::number);
    } else if (is_split("0", word.substr(letters))) {
      add(begin, begin + letters, TokenKind::number);
      add(begin + letters, end, TokenKind::word);
    } else {
      add(begin, end, TokenKind::word);
    }
    return;
  }
  const Offset cut = is_two_tokens(word) ? 3 : 0;
  if (cut != 0) add(begin, begin + cut, TokenKind::word);
  add(begin + cut, end, TokenKind::word);
}

}  // namespace newscut
