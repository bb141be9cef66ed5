#include "quotes/marks.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <limits>
#include <span>
#include <string_view>

namespace newscut {
namespace {

enum class Shape : std::uint8_t { neutral, opening, closing };

// A character, or two, that can be a quotation mark.
struct Mark {
  Span span;
  Shape shape = Shape::neutral;
  bool single = false;
  bool space_before = false;  // white space, the block's beginning or an opening bracket
  bool space_after = false;   // white space or the block's end
  bool digit_before = false;
  bool letter_before = false;
  bool s_before = false;
  bool stop_before = false;  // punctuation that ends a quotation
  bool word_after = false;   // letter, digit or other non-ASCII character
  bool lower_after = false;  // the next word begins with a lower-case ASCII letter
  bool elision = false;      // '90s, 'em, 'n'
};

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }
bool is_digit(char c) { return '0' <= c && c <= '9'; }
bool is_lower(char c) { return 'a' <= c && c <= 'z'; }
bool is_upper(char c) { return 'A' <= c && c <= 'Z'; }
bool is_letter(char c) { return is_lower(c) || is_upper(c); }
bool is_wordlike(char c) {
  return is_lower(c) || is_upper(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80;
}
bool is_stop(char c) { return c == '.' || c == ',' || c == '!' || c == '?'; }
bool is_bracket(char c) { return c == '(' || c == '[' || c == '{' || c == '/'; }

// U+2018 to U+201F are E2 80 98 to E2 80 9F.
bool is_curly(std::string_view text, std::uint32_t at) {
  return at + 2 < text.size() && text[at] == '\xE2' && text[at + 1] == '\x80' &&
         static_cast<unsigned char>(text[at + 2]) >= 0x98 &&
         static_cast<unsigned char>(text[at + 2]) <= 0x9F;
}
bool is_no_break_space(std::string_view text, std::uint32_t at) {
  return at + 1 < text.size() && text[at] == '\xC2' && text[at + 1] == '\xA0';
}
// U+2012 to U+2015, and U+2026: dashes and the ellipsis.
bool is_dash(std::string_view text, std::uint32_t at) {
  return at + 2 < text.size() && text[at] == '\xE2' && text[at + 1] == '\x80' &&
         static_cast<unsigned char>(text[at + 2]) >= 0x92 &&
         static_cast<unsigned char>(text[at + 2]) <= 0x95;
}

// A mark that itself follows white space stands right before `at`: “‘Never’ is a long time.”
bool follows_opening_mark(std::string_view text, std::uint32_t block, std::uint32_t at) {
  const std::uint32_t length = text[at - 1] == '"' || text[at - 1] == '\'' ? 1
                               : at - block >= 3 && is_curly(text, at - 3) ? 3
                                                                           : 0;
  return length > 0 && (at - length == block || is_space(text[at - length - 1]));
}

// The mark at `at`, or one of no length.
Mark mark_at(std::string_view text, std::uint32_t at, std::uint32_t end) {
  const auto next = [&](std::uint32_t n) { return at + n < end ? text[at + n] : '\0'; };
  const auto make = [&](std::uint32_t length, Shape shape, bool single) {
    return Mark{.span = {at, at + length}, .shape = shape, .single = single};
  };
  switch (static_cast<unsigned char>(text[at])) {
    case '"':
      return make(1, Shape::neutral, false);
    case '\'':
      return next(1) == '\'' ? make(2, Shape::neutral, false) : make(1, Shape::neutral, true);
    case '`':
      return next(1) == '`' ? make(2, Shape::opening, false) : make(1, Shape::opening, true);
    case 0xC2:
      if (next(1) == '\xAB') return make(2, Shape::opening, false);  // «
      if (next(1) == '\xBB') return make(2, Shape::closing, false);  // »
      break;
    case 0xE2:
      if (next(1) != '\x80') break;
      switch (static_cast<unsigned char>(next(2))) {
        case 0x98:  // ‘
          return make(3, Shape::opening, true);
        case 0x99:  // ’ doubled is the closing mark of two
          if (next(3) == '\xE2' && next(4) == '\x80' && next(5) == '\x99') {
            return make(6, Shape::closing, false);
          }
          return make(3, Shape::closing, true);
        case 0x9A:  // ‚
        case 0x9B:  // ‛
          return make(3, Shape::opening, true);
        case 0x9C:  // “
        case 0x9E:  // „
        case 0x9F:  // ‟
          return make(3, Shape::opening, false);
        case 0x9D:  // ”
          return make(3, Shape::closing, false);
        default:
          break;
      }
      break;
    default:
      break;
  }
  return make(0, Shape::neutral, false);
}

// 'em, 'tis, 'n' and decades: an apostrophe for what was left out.
bool is_elision(std::string_view after) {
  if (after.size() >= 2 && is_digit(after[0]) && is_digit(after[1])) {
    return after.size() == 2 || !is_digit(after[2]);
  }
  constexpr std::array<std::string_view, 12> elided = {
      "em", "tis", "twas", "til", "till", "cause", "cos", "bout", "round", "n", "N", "nuff"};
  std::size_t length = 0;
  while (length < after.size() && length < 6 &&
         (is_lower(after[length]) || is_upper(after[length])))
    ++length;
  return std::ranges::find(elided, after.substr(0, length)) != elided.end();
}

void look_around(std::string_view text, Span block, Mark& mark) {
  const std::uint32_t begin = mark.span.begin;
  const std::uint32_t end = mark.span.end;
  if (begin == block.begin) {
    mark.space_before = true;
  } else {
    const char c = text[begin - 1];
    mark.space_before = is_space(c) || is_bracket(c) || c == '-' ||
                        (begin - block.begin >= 2 && is_no_break_space(text, begin - 2)) ||
                        (begin - block.begin >= 3 && is_dash(text, begin - 3)) ||
                        follows_opening_mark(text, block.begin, begin);
    mark.digit_before = is_digit(c);
    mark.letter_before = is_lower(c) || is_upper(c) || is_digit(c) ||
                         (static_cast<unsigned char>(c) >= 0x80 && !mark.space_before);
    mark.s_before = c == 's' || c == 'S';
    mark.stop_before =
        is_stop(c) || (begin - block.begin >= 3 && text.substr(begin - 3, 3) == "\xE2\x80\xA6");
  }
  if (end == block.end) {
    mark.space_after = true;
    return;
  }
  mark.space_after = is_space(text[end]) || is_no_break_space(text, end);
  mark.word_after = is_wordlike(text[end]) && !is_curly(text, end) && !is_dash(text, end) &&
                    !is_no_break_space(text, end);
  std::uint32_t word = end;
  while (word < block.end && is_space(text[word])) ++word;
  mark.lower_after = word < block.end && is_lower(text[word]);
  mark.elision = mark.single && mark.word_after && is_elision(text.substr(end, 8));
}

constexpr std::uint64_t high_bits = 0x8080808080808080;

// The high bits of those of eight bytes that are `c`; above the first it may have more.
constexpr std::uint64_t find_byte(std::uint64_t bytes, std::uint8_t c) {
  constexpr std::uint64_t ones = 0x0101010101010101;
  const std::uint64_t different = bytes ^ (ones * c);
  return (different - ones) & ~different & high_bits;
}

// Where the next byte stands that a mark can begin with. Eight are looked at in one go.
std::uint32_t next_candidate(std::string_view text, std::uint32_t at, std::uint32_t end) {
  constexpr std::uint32_t step = 8;
  for (; end - at >= step; at += step) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, text.data() + at, step);
    std::uint64_t found = find_byte(bytes, '"') | find_byte(bytes, '\'') | find_byte(bytes, '`');
    if ((bytes & high_bits) != 0) found |= find_byte(bytes, 0xE2) | find_byte(bytes, 0xC2);
    if (found == 0) continue;
    if constexpr (std::endian::native == std::endian::little) {
      return at + static_cast<std::uint32_t>(std::countr_zero(found)) / step;
    } else {
      break;
    }
  }
  const auto is_candidate = [](char c) {
    return c == '"' || c == '\'' || c == '`' || c == '\xE2' || c == '\xC2';
  };
  while (at < end && !is_candidate(text[at])) ++at;
  return at;
}

// Adds all that can be marks in a block, in order.
void collect(std::string_view text, Span block, std::vector<Mark>& marks) {
  for (std::uint32_t at = block.begin;;) {
    at = next_candidate(text, at, block.end);
    if (at >= block.end) return;
    // Most of them are apostrophes.
    if (text[at] == '\'' && at > block.begin && at + 1 < block.end && is_letter(text[at - 1]) &&
        is_letter(text[at + 1])) {
      ++at;
      continue;
    }
    Mark mark = mark_at(text, at, block.end);
    if (mark.span.empty()) {
      ++at;
      continue;
    }
    at = mark.span.end;
    look_around(text, block, mark);
    // Within a word it is an apostrophe, whatever its shape.
    if (mark.single && mark.letter_before && mark.word_after) continue;
    marks.push_back(mark);
  }
}

// What is found once for the whole article.
struct Style {
  bool single = false;    // speech stands between single marks
  bool reversed = false;  // ” opens and “ closes
};

struct StyleCounts {
  int doubles = 0;
  int singles = 0;
  int upright = 0;
  int turned = 0;
  bool seen = false;
  bool single_first = false;  // the first mark that opens is a single one

  void add(const Mark& mark) {
    const bool opens = mark.space_before && !mark.space_after;
    const bool closes = !mark.space_before && !mark.word_after;
    if (opens && !seen && !mark.elision) {
      seen = true;
      single_first = mark.single;
    }
    if (mark.single) {
      // A closing single mark after a stop is hardly ever an apostrophe.
      singles += static_cast<int>(closes && mark.stop_before);
      return;
    }
    doubles += static_cast<int>(closes && mark.stop_before);
    if (mark.shape == Shape::neutral) return;
    const bool opening = mark.shape == Shape::opening;
    if (opens) ++(opening ? upright : turned);
    if (closes) ++(opening ? turned : upright);
  }
  Style style() const {
    const bool single = singles > doubles || (singles == doubles && singles > 0 && single_first);
    return {.single = single, .reversed = turned > upright};
  }
};

using Cost = float;

// What it costs to read a mark as opening, closing or neither.
struct Costs {
  Cost open = 0;
  Cost close = 0;
  Cost skip = 0;
};

Costs costs_of_double(const Mark& mark, Style style) {
  Costs costs{.skip = 3};
  if (mark.space_before && !mark.space_after) costs.close += 1;
  if (!mark.space_before && !mark.word_after) costs.open += 1;
  if (mark.space_after && !mark.space_before) costs.open += 0.5F;
  if (mark.shape != Shape::neutral) {
    const bool opening = (mark.shape == Shape::opening) != style.reversed;
    (opening ? costs.close : costs.open) += 1.5F;
  } else if (mark.digit_before && !mark.word_after) {
    costs.skip = 0.4F;  // 24"
  }
  return costs;
}

Costs costs_of_single(const Mark& mark) {
  constexpr Cost never = 100;
  Costs costs;
  const bool opens = mark.space_before && mark.span.end != 0 && !mark.space_after && !mark.elision;
  const bool closes = !mark.word_after && (!mark.space_before || mark.stop_before);
  costs.open = opens ? (mark.shape == Shape::closing ? 1.5F : 0) : never;
  costs.close = never;
  if (closes) {
    costs.close = mark.stop_before      ? 0
                  : !mark.letter_before ? 0.2F
                  : !mark.s_before      ? 0.4F
                  : mark.lower_after    ? 1.2F
                                        : 0.8F;
    if (mark.digit_before && mark.shape == Shape::neutral) costs.close = 1.5F;  // 5'
    if (mark.shape == Shape::opening) costs.close += 1;
  }
  if (opens) costs.skip = mark.shape == Shape::opening ? 2.2F : 1.5F;
  if (closes && mark.stop_before) costs.skip = 1.8F;
  if (closes && !mark.stop_before && !mark.s_before && !mark.digit_before) costs.skip = 0.9F;
  return costs;
}

// The cheapest reading of a block's marks: a walk over the states outside, inside and inside a
// nested pair, by dynamic programming.
class Pairing {
 public:
  template <class CostsOf>
  void run(const std::vector<Mark>& marks, CostsOf costs_of, Cost unclosed, Cost nested,
           std::vector<MarkedRegion>& regions, Span block) {
    constexpr Cost never = std::numeric_limits<Cost>::max() / 4;
    std::array<Cost, states> cost = {0, never, never};
    from_.resize(marks.size());
    for (std::size_t i = 0; i < marks.size(); ++i) {
      const Costs costs = costs_of(marks[i]);
      std::array<Cost, states> next{};
      for (std::uint8_t state = 0; state < states; ++state) {
        next[state] = cost[state] + costs.skip;
        from_[i][state] = state;
        const auto offer = [&](std::uint8_t before, Cost step) {
          if (cost[before] + step < next[state]) {
            next[state] = cost[before] + step;
            from_[i][state] = before;
          }
        };
        if (state > 0) offer(state - 1, costs.open + (state > 1 ? nested : 0));
        if (state + 1 < states) offer(state + 1, costs.close);
      }
      // Subtracting the least keeps the sums exact however many marks there are.
      const Cost least = std::min({next[0], next[1], next[2]});
      for (Cost& c : next) c -= least;
      cost = next;
    }
    std::uint8_t state = 0;
    if (cost[1] + unclosed < cost[state]) state = 1;
    if (cost[2] + unclosed * 1.5F < (state == 0 ? cost[0] : cost[1] + unclosed)) state = 2;
    trace(marks, state, regions, block);
  }

 private:
  static constexpr std::uint8_t states = 3;

  void trace(const std::vector<Mark>& marks, std::uint8_t state, std::vector<MarkedRegion>& regions,
             Span block) {
    const auto first = static_cast<std::ptrdiff_t>(regions.size());
    std::uint32_t end = block.end;
    std::uint32_t inner_end = block.end;
    bool closed = state == 0;
    for (std::size_t i = marks.size(); i-- > 0;) {
      const std::uint8_t before = from_[i][state];
      if (before == 1 && state == 0) {
        end = marks[i].span.end;
        inner_end = marks[i].span.begin;
        closed = true;
      } else if (before == 0 && state == 1) {
        regions.push_back({.span = {marks[i].span.begin, end},
                           .inner = {marks[i].span.end, inner_end},
                           .closed = closed});
      }
      state = before;
    }
    std::reverse(regions.begin() + first, regions.end());
  }

  std::vector<std::array<std::uint8_t, states>> from_;
};

class Finder {
 public:
  explicit Finder(const Document& document) : document_(document) {}

  std::vector<MarkedRegion> find() {
    const std::vector<Block>& blocks = document_.structure.blocks;
    StyleCounts counts;
    std::vector<Mark> marks;
    std::vector<std::size_t> ends;  // in `marks`, of each block
    ends.reserve(blocks.size());
    for (const Block& block : blocks) {
      collect(document_.text, block.span, marks);
      ends.push_back(marks.size());
    }
    for (const Mark& mark : marks) counts.add(mark);
    style_ = counts.style();
    std::size_t begin = 0;
    for (std::uint32_t i = 0; i < blocks.size(); ++i) {
      marks_ = std::span(marks).subspan(begin, ends[i] - begin);
      begin = ends[i];
      if (!marks_.empty() && blocks[i].kind != Block::Kind::byline) pair_block(i);
    }
    find_tokens();
    return std::move(regions_);
  }

 private:
  void pair_block(std::uint32_t block) {
    const auto first = static_cast<std::ptrdiff_t>(regions_.size());
    pair(block, style_.single);
    const std::size_t outer = regions_.size();
    pair(block, !style_.single);
    // Marks of the other kind inside a region are nested ones.
    std::inplace_merge(
        regions_.begin() + first, regions_.begin() + static_cast<std::ptrdiff_t>(outer),
        regions_.end(),
        [](const MarkedRegion& a, const MarkedRegion& b) { return a.span.begin < b.span.begin; });
    for (auto region = regions_.begin() + first; region != regions_.end(); ++region) {
      region->block = block;
    }
  }

  // The regions between single, or between double marks that lie outside those found before.
  void pair(std::uint32_t block, bool single) {
    const Span span = document_.structure.blocks[block].span;
    chosen_.clear();
    const std::size_t first_known = first_region_of(span.begin);
    std::size_t known = first_known;
    for (const Mark& mark : marks_) {
      if (mark.single != single) continue;
      while (known < regions_.size() && regions_[known].span.end <= mark.span.begin) ++known;
      if (known < regions_.size() && regions_[known].span.begin < mark.span.begin) continue;
      chosen_.push_back(mark);
    }
    if (chosen_.empty()) return;
    const Cost unclosed = cost_of_unclosed(block, single);
    const std::size_t before = regions_.size();
    if (single) {
      pairing_.run(
          chosen_, [](const Mark& mark) { return costs_of_single(mark); }, unclosed, 2, regions_,
          span);
    } else {
      const Style style = style_;
      pairing_.run(
          chosen_, [style](const Mark& mark) { return costs_of_double(mark, style); }, unclosed,
          1.2F, regions_, span);
    }
    // One that swallows a region of the other kind is its outer level only where that kind is the
    // article's own; here it is an accident.
    if (first_known < before) drop_overlapping(first_known, before);
  }

  void drop_overlapping(std::size_t first, std::size_t before) {
    std::size_t known = first;
    const auto overlaps = [&](const MarkedRegion& region) {
      while (known < before && regions_[known].span.end <= region.span.begin) ++known;
      return known < before && regions_[known].span.begin < region.span.end;
    };
    regions_.erase(std::remove_if(regions_.begin() + static_cast<std::ptrdiff_t>(before),
                                  regions_.end(), overlaps),
                   regions_.end());
  }

  std::size_t first_region_of(std::uint32_t begin) const {
    std::size_t first = regions_.size();
    while (first > 0 && regions_[first - 1].span.begin >= begin) --first;
    return first;
  }

  // A paragraph of speech may be left open where the next one opens anew.
  Cost cost_of_unclosed(std::uint32_t block, bool single) const {
    const std::vector<Block>& blocks = document_.structure.blocks;
    const bool opens_block = chosen_.front().span.begin == blocks[block].span.begin;
    bool reopened = false;
    if (block + 1 < blocks.size()) {
      const Span next = blocks[block + 1].span;
      if (next.begin < next.end) {
        const Mark mark = mark_at(document_.text, next.begin, next.end);
        reopened = !mark.span.empty() && mark.single == single;
      }
    }
    if (!single) return reopened ? 0.3F : 2;
    if (!style_.single) return 100;
    return reopened ? 0.6F : opens_block ? 2 : 4;
  }

  void find_tokens() {
    const std::vector<DocToken>& tokens = document_.tokens;
    TokenIndex at = 0;
    for (MarkedRegion& region : regions_) {
      const auto behind = [&](std::uint32_t offset) {
        while (at < tokens.size() && tokens[at].span.begin < offset) ++at;
        return at;
      };
      region.tokens.begin = behind(region.span.begin);
      region.tokens.end = behind(region.span.end);
      trim(region.inner);
    }
  }

  void trim(Span& span) const {
    const std::string_view text = document_.text;
    while (span.begin < span.end && is_space(text[span.begin])) ++span.begin;
    while (span.begin < span.end && is_space(text[span.end - 1])) --span.end;
  }

  const Document& document_;
  Style style_;
  std::span<const Mark> marks_;  // of the block at hand
  std::vector<Mark> chosen_;     // those of one kind
  Pairing pairing_;
  std::vector<MarkedRegion> regions_;
};

}  // namespace

std::vector<MarkedRegion> find_marks(const Document& document) { return Finder(document).find(); }

}  // namespace newscut
