#include "numbers/modifiers.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "lexicons.h"

namespace newscut::numbers {
namespace {

constexpr std::uint32_t longest_phrase = 5;

// The pieces [first, last) as a key of the lexicon, in a buffer of its own; empty where too long.
class Phrase {
 public:
  std::string_view of(const Reading& reading, std::uint32_t first, std::uint32_t last,
                      std::string_view start) {
    size_ = 0;
    if (!append(start)) return {};
    for (std::uint32_t i = first; i < last; ++i) {
      const Piece& piece = reading[i];
      std::string_view word =
          piece.kind == Piece::Kind::word ? piece.lower : piece.span.of(reading.text());
      // Every negation but "no" and "without" is "not".
      if (reading.has(i, negation) && word != "without") word = "not";
      if ((size_ > 0 && !append(" ")) || !append(word)) return {};
    }
    return {bytes_.data(), size_};
  }

 private:
  bool append(std::string_view bytes) {
    if (size_ + bytes.size() > bytes_.size()) return false;
    std::ranges::copy(bytes, bytes_.begin() + static_cast<std::ptrdiff_t>(size_));
    size_ += bytes.size();
    return true;
  }
  std::array<char, 64> bytes_{};
  std::size_t size_ = 0;
};

struct NamedModifier {
  std::string_view name;
  Modifier modifier;
};

constexpr std::array<NamedModifier, 7> named_modifiers = {{{"approx", Modifier::approx},
                                                           {"nearly", Modifier::nearly},
                                                           {"more_than", Modifier::more_than},
                                                           {"at_least", Modifier::at_least},
                                                           {"less_than", Modifier::less_than},
                                                           {"at_most", Modifier::at_most},
                                                           {"plus_minus", Modifier::plus_minus}}};

std::optional<Modifier> modifier_of(std::string_view phrase) {
  if (phrase.empty()) return std::nullopt;
  const int row = lexicons::percent_modifiers.find(phrase);
  if (row == Lexicon::none) return std::nullopt;
  const std::string_view name = lexicons::percent_modifiers.field(row, 1);
  for (const NamedModifier& named : named_modifiers) {
    if (named.name == name) return named.modifier;
  }
  return std::nullopt;
}

bool is_one_of(const Reading& reading, std::uint32_t i,
               std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return reading.is(i, word); });
}

struct Hit {
  Modifier modifier = Modifier::approx;
  std::uint32_t begin = 0;
};

// "do not make more up than 5%": the comparative is parted from "than".
std::optional<Hit> parted_comparative(const Reading& reading, std::uint32_t last) {
  if (last < 3 || !reading.is(last - 1, "than")) return std::nullopt;
  for (std::uint32_t i = last - 2; i + 5 > last; --i) {
    if (is_one_of(reading, i, {"more", "higher", "greater"})) return Hit{Modifier::more_than, i};
    if (is_one_of(reading, i, {"less", "fewer", "lower"})) return Hit{Modifier::less_than, i};
    if (i == 0 || !reading.is_word(i)) break;
  }
  return std::nullopt;
}

// The longest modifier that ends before piece `last`.
std::optional<Hit> modifier_before(const Reading& reading, std::uint32_t last) {
  if (last == 0) return std::nullopt;
  if (reading.is_word(last - 1) && !reading.has(last - 1, modifier_end)) return std::nullopt;
  if (reading.is_number(last - 1)) return std::nullopt;
  Phrase phrase;
  for (std::uint32_t length = std::min(longest_phrase, last); length > 0; --length) {
    const std::uint32_t first = last - length;
    if (const auto modifier = modifier_of(phrase.of(reading, first, last, ""))) {
      // "rose up to", "back up to 5%": the level reached.
      if (reading.is(first, "up") && reading.is(first + 1, "to") && first > 0 &&
          ((reading[first - 1].fact.change != WordFact::none && reading.is_word(first - 1)) ||
           reading.is(first - 1, "back"))) {
        return std::nullopt;
      }
      return Hit{*modifier, first};
    }
  }
  return parted_comparative(reading, last);
}

// Words that stand between a modifier and its figure and change nothing.
bool is_transparent(const Reading& reading, std::uint32_t i) {
  return is_one_of(
      reading, i,
      {"a", "an", "another", "only", "just", "further", "additional", "still", "even", "mere",
       "whopping", "as", "well", "probably", "perhaps", "maybe", "full", "extra", "or"});
}

// "do not make up more than", "don't see growth below": a negation that governs the modifier at
// piece `i`, with nothing but words of its clause between.
bool is_negated(const Reading& reading, std::uint32_t i) {
  constexpr std::uint32_t reach = 7;
  for (std::uint32_t at = i; at > 0 && i - at < reach; --at) {
    const std::uint32_t before = at - 1;
    if (!reading.is_word(before)) return false;
    // "none", "nobody": the figure is not theirs to bound.
    if (reading.has(before, negation)) {
      return !reading.is(at, "only") && !reading.is(at, "just") && !reading.is(before, "nor");
    }
    if (reading.has(before, conjunction | relative) && !reading.is(before, "that")) return false;
    if (is_one_of(reading, before, {"because", "if", "when", "while", "although", "though"})) {
      return false;
    }
  }
  return false;
}

std::optional<Modifier> negated(Modifier modifier) {
  switch (modifier) {
    case Modifier::more_than:
      return Modifier::at_most;
    case Modifier::less_than:
      return Modifier::at_least;
    default:
      return std::nullopt;
  }
}

// The modifier after the figure, which may be parted from it by a comma.
void modifier_after(const Reading& reading, Figure& figure) {
  figure.ends = figure.last;
  if (reading.is_sign(figure.last, '+') && reading.joined(figure.last)) {
    if (!figure.modifier) figure.modifier = Modifier::at_least;
    figure.ends = figure.last + 1;
    return;
  }
  if (reading.is_dash(figure.last) && reading.joined(figure.last) &&
      reading.is(figure.last + 1, "plus")) {
    if (!figure.modifier) figure.modifier = Modifier::at_least;
    figure.ends = figure.last + 2;
    return;
  }
  const std::uint32_t first = figure.last + (reading.is_sign(figure.last, ',') ? 1 : 0);
  Phrase phrase;
  for (std::uint32_t length = longest_phrase; length > 0; --length) {
    if (first + length > reading.size()) continue;
    const auto modifier = modifier_of(phrase.of(reading, first, first + length, ">"));
    if (!modifier) continue;
    // "20% at least 30 times": the phrase is of what follows.
    const std::uint32_t next = first + length;
    if (reading.is_number(next) || reading.has(next, number_word)) return;
    if (!figure.modifier) figure.modifier = modifier;
    figure.ends = next;
    return;
  }
}

}  // namespace

std::uint32_t before_hedges(const Reading& reading, std::uint32_t i) {
  constexpr int most = 4;
  std::uint32_t at = i;
  for (int n = 0; n < most && at > 0; ++n) {
    const auto hit = modifier_before(reading, at);
    if (hit) {
      at = hit->begin;
    } else if (is_one_of(reading, at - 1, {"a", "an", "only", "just", "the", "another"})) {
      --at;
    } else {
      break;
    }
  }
  return at;
}

void find_modifier(const Reading& reading, Figure& figure) {
  std::uint32_t at = figure.first;
  if (figure.low != figure.high) {
    const std::uint32_t hedged = before_hedges(reading, at);
    if (hedged > 0 && (reading.is(hedged - 1, "between") || reading.is(hedged - 1, "from"))) {
      at = hedged - 1;
      if (at > 0 && is_one_of(reading, at - 1, {"anywhere", "somewhere", "anything", "ranging"})) {
        --at;
      }
    }
  }
  figure.begins = at;
  constexpr int most = 4;
  std::uint32_t outermost = at;
  bool found = false;
  for (int n = 0; n < most && at > 0; ++n) {
    std::uint32_t skipped = at;
    while (skipped > 0 && at - skipped < 3 && is_transparent(reading, skipped - 1)) --skipped;
    std::optional<Hit> hit;
    // The nearest phrase, "as much as" before the "as" of a transparent word.
    for (std::uint32_t last = at; !hit; --last) {
      hit = modifier_before(reading, last);
      if (last == skipped) break;
    }
    if (!hit) break;
    figure.modifier = hit->modifier;
    at = outermost = hit->begin;
    found = true;
  }
  if (found) {
    figure.begins = outermost;
    if (const auto turned = negated(*figure.modifier); turned && is_negated(reading, outermost)) {
      figure.modifier = turned;
    }
  }
  modifier_after(reading, figure);
}

}  // namespace newscut::numbers
