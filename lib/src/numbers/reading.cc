#include "numbers/reading.h"

#include <utf8proc.h>

#include <algorithm>

#include "numbers/numeral.h"

namespace newscut::numbers {
namespace {

constexpr std::uint32_t longest_token = 64;  // bytes; what is longer stays whole

bool ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

struct CodePoint {
  char32_t value = 0;
  std::uint32_t length = 1;  // bytes
  bool letter = false;
};

CodePoint code_point(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  if (first < 0x80) return {first, 1, ascii_letter(text[0])};
  utf8proc_int32_t code = 0;
  const utf8proc_ssize_t length =
      utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                       static_cast<utf8proc_ssize_t>(text.size()), &code);
  if (length <= 0) return {0xFFFD, 1, false};
  const utf8proc_category_t category = utf8proc_category(code);
  const bool is_letter = category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_MC;
  return {static_cast<char32_t>(code), static_cast<std::uint32_t>(length), is_letter};
}

// The bytes of the letters that `text` begins with, apostrophes and full stops between letters
// included ("o'clock", "p.c").
std::uint32_t letters(std::string_view text) {
  std::uint32_t end = 0;
  while (end < text.size()) {
    const CodePoint code = code_point(text.substr(end));
    const bool link = (code.value == '.' || code.value == '\'') && end > 0 &&
                      end + 1 < text.size() && ascii_letter(text[end + 1]);
    if (!code.letter && !link) break;
    end += code.length;
  }
  return end;
}

// A mark of one ASCII character: nearly all that are no words. A full stop may begin ".5".
bool is_plain_sign(std::string_view text, const DocToken& token) {
  if (token.kind != TokenKind::punctuation || token.span.size() != 1) return false;
  const std::uint32_t next = token.span.end;
  return text[token.span.begin] != '.' || next >= text.size() || text[next] < '0' ||
         text[next] > '9';
}

}  // namespace

bool Reading::is_dash(std::uint32_t i) const {
  if (i >= size() || pieces_[i].kind != Piece::Kind::sign) return false;
  const char32_t sign = pieces_[i].sign;
  return sign == '-' || (sign >= 0x2010 && sign <= 0x2013) || sign == 0x2212;
}

std::uint32_t Reading::piece_from(std::uint32_t offset) const {
  const auto at = std::ranges::lower_bound(pieces_, offset, {},
                                           [](const Piece& piece) { return piece.span.begin; });
  return static_cast<std::uint32_t>(at - pieces_.begin());
}

void Reading::add(Piece piece) {
  piece.space_before = pieces_.empty() || pieces_.back().span.end != piece.span.begin;
  pieces_.push_back(piece);
}

void Reading::read(const Document& document, TokenRange range, WordFacts<WordFact>& facts) {
  text_ = document.text;
  pieces_.clear();
  std::uint32_t at = 0;  // up to where the text has been read: a numeral may take several tokens
  for (TokenIndex i = range.begin; i < range.end; ++i) {
    const DocToken& token = document.tokens[i];
    if (token.span.end <= at) continue;
    if (token.kind == TokenKind::url || token.kind == TokenKind::email ||
        token.span.size() > longest_token) {
      add({.span = token.span, .token = i, .kind = Piece::Kind::opaque});
      continue;
    }
    if (is_plain_sign(document.text, token) && token.span.begin >= at) {
      add({.span = token.span,
           .token = i,
           .kind = Piece::Kind::sign,
           .sign = static_cast<unsigned char>(text_[token.span.begin])});
      continue;
    }
    const WordFact& fact = facts.get(token.word, *document.vocabulary);
    if (fact.is(simple) && token.span.begin >= at) {
      add({.span = token.span,
           .token = i,
           .kind = Piece::Kind::word,
           .lower = document.lower(i),
           .fact = fact});
      continue;
    }
    cut(document, i, at);
  }
}

void Reading::cut(const Document& document, TokenIndex index, std::uint32_t& at) {
  const Span token = document.tokens[index].span;
  const std::string_view lower = document.lower(index);
  at = std::max(at, token.begin);
  while (at < token.end) {
    Piece piece{.span = {at, at}, .token = index};
    const std::string_view rest = text_.substr(at);
    if (const std::optional<Numeral> numeral = read_numeral(rest.substr(0, 64))) {
      piece.span.end = at + numeral->length;
      piece.kind = numeral->opaque ? Piece::Kind::opaque : Piece::Kind::number;
      piece.integer = numeral->integer;
      piece.vulgar = numeral->vulgar;
      piece.comma = numeral->comma;
      piece.value = numeral->value;
    } else if (const std::uint32_t length = letters(rest.substr(0, token.end - at))) {
      piece.span.end = at + length;
      piece.kind = Piece::Kind::word;
      // Where lower-casing kept the length, the piece of the lower-cased word is at the same place.
      piece.lower = lower.size() == token.size() ? lower.substr(at - token.begin, length)
                                                 : piece.span.of(text_);
      piece.fact = fact_of(piece.span.of(text_), piece.lower);
    } else {
      const CodePoint code = code_point(rest);
      piece.span.end = at + code.length;
      piece.sign = code.value;
    }
    at = piece.span.end;
    add(piece);
  }
}

}  // namespace newscut::numbers
