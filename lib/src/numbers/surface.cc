#include "numbers/surface.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>

#include "numbers/change.h"
#include "numbers/fractions.h"
#include "numbers/modifiers.h"
#include "numbers/quantity.h"

namespace newscut::numbers {

// What stands after a number: an optional "+", "-plus" or "-odd", a space or hyphen, the unit.
class Surface::Units {
 public:
  struct Match {
    std::uint32_t length = 0;  // bytes after the number
    PercentUnit unit = PercentUnit::percent;
    std::optional<Modifier> modifier;
  };

  Units() : pattern_(source, options()) {}

  // The unit that `rest` begins with. `digits`: the number is written in digits, as the short
  // units need ("5 pc", but "two PCs").
  std::optional<Match> find(std::string_view rest, bool digits) const {
    if (!may_begin(rest)) return std::nullopt;
    if (const auto plain = plain_unit(rest)) return plain;
    constexpr std::size_t longest = 48;
    const std::string_view text = rest.substr(0, longest);
    std::array<re2::StringPiece, 7> groups;
    if (!pattern_.Match(re2::StringPiece(text.data(), text.size()), 0, text.size(),
                        RE2::ANCHOR_START, groups.data(), static_cast<int>(groups.size()))) {
      return std::nullopt;
    }
    const bool short_unit = !groups[5].empty() || !groups[6].empty();
    if (short_unit && !digits) return std::nullopt;
    Match match;
    match.length = static_cast<std::uint32_t>(groups[0].size());
    // The unit is no part of a longer word: "percentile", "10%25".
    if (match.length < rest.size()) {
      const auto next = static_cast<unsigned char>(rest[match.length]);
      if ((next >= '0' && next <= '9') || (next >= 'a' && next <= 'z') ||
          (next >= 'A' && next <= 'Z')) {
        return std::nullopt;
      }
    }
    if (!groups[1].empty()) {
      match.modifier = groups[1].ends_with("odd") ? Modifier::approx : Modifier::at_least;
    }
    if (!groups[2].empty() || !groups[5].empty()) match.unit = PercentUnit::percentage_point;
    if (!groups[3].empty()) match.unit = PercentUnit::basis_point;
    if (!groups[4].empty()) match.unit = PercentUnit::per_mille;
    return match;
  }

 private:
  // Groups: 1 what is added to the number; 2 percentage points, 3 basis points, 4 per mille,
  // 5 short for percentage points, 6 short for per cent.
  static constexpr const char* source =
      R"((\+|-plus|-odd)?)"
      R"((?:[\s\x{A0}\x{202F}\x{2009}\-\x{2010}\x{2011}]{0,2}))"
      R"((?:)"
      R"(((?i:(?:percentage|per[\s-]?cent|pct|%)[\s-]?(?:points?|pts?))))"
      R"(|(bps?\b|(?i:basis)[\s-](?i:points?)))"
      R"(|(‰|(?i:per)[\s-]?(?i:mille?)))"
      R"(|(pps?\b|p\.p\.|ppts?\b))"
      R"(|(pc\b|p\.c\.))"
      R"(|%|％|﹪|(?i:per[\s-]?cents?|percents?|pcts?\b)))";

  static RE2::Options options() {
    RE2::Options options;
    options.set_longest_match(true);
    options.set_log_errors(false);
    return options;
  }

  // "%" or "percent" with nothing after it that could go on: by far the most frequent units.
  static std::optional<Match> plain_unit(std::string_view rest) {
    for (const std::string_view unit : {"%", " percent", " per cent"}) {
      if (!rest.starts_with(unit)) continue;
      const std::string_view after = rest.substr(unit.size(), 2);
      constexpr std::string_view ends = ",.;:)!?\"'";
      const bool end = after.empty() || ends.find(after[0]) != std::string_view::npos ||
                       (after.size() == 2 && after[0] == ' ' && after[1] != 'p' && after[1] != 'P');
      if (end) return Match{.length = static_cast<std::uint32_t>(unit.size())};
    }
    return std::nullopt;
  }

  static bool may_begin(std::string_view rest) {
    for (std::size_t i = 0; i < std::min<std::size_t>(rest.size(), 4); ++i) {
      switch (rest[i]) {
        case '%':
        case 'p':
        case 'P':
        case 'b':
        case 'B':
        case '\xEF':
        case '\xE2':
        case '+':
          return true;
        case 'o':  // "-odd"
          return i > 0;
        case ' ':
        case '\xC2':
        case '\xA0':
        case '-':
        case '\t':
        case '\n':
          continue;
        default:
          return false;
      }
    }
    return false;
  }

  RE2 pattern_;
};

Surface::Surface() : units_(std::make_unique<const Units>()) {}
Surface::~Surface() = default;

namespace {

// A number of the text, and its unit where it has one.
struct Found {
  Quantity quantity;
  bool has_unit = false;
  std::uint32_t last = 0;  // past the unit
  std::uint32_t end = 0;   // byte
  PercentUnit unit = PercentUnit::percent;
  std::optional<Modifier> modifier;
};

bool is_between(const Reading& reading, std::uint32_t first) {
  const std::uint32_t at = before_hedges(reading, first);
  return at > 0 && reading.is(at - 1, "between");
}

bool is_from(const Reading& reading, std::uint32_t first) {
  const std::uint32_t at = before_hedges(reading, first);
  return at > 0 && reading.is(at - 1, "from");
}

// The word that joins two quantities.
enum class Joint : std::uint8_t { none, dash, spaced_dash, to, and_, or_, comma };

Joint joint_between(const Reading& reading, std::uint32_t last, std::uint32_t first) {
  if (first == last + 1) {
    if (reading.is_dash(last)) {
      return reading.joined(last) && reading.joined(first) ? Joint::dash : Joint::spaced_dash;
    }
    if (reading.is_sign(last, '/') && reading.joined(last)) return Joint::or_;
    if (reading.is_sign(last, ',')) return Joint::comma;
    if (reading.is(last, "to")) return Joint::to;
    if (reading.is(last, "and")) return Joint::and_;
    if (reading.is(last, "or")) return Joint::or_;
    return Joint::none;
  }
  // "20% to about 30%", "between 20% and about 30%"
  if (first > last + 1 && before_hedges(reading, first) == last + 1) {
    if (reading.is(last, "to")) return Joint::to;
    if (reading.is(last, "and")) return Joint::and_;
  }
  // "10- to 20-per-cent", "73-to-25 percent", "5, and 7 percent"
  if (first > last && first - last <= 3) {
    std::uint32_t at = last;
    const bool comma = reading.is_sign(at, ',');
    if (reading.is_dash(at) || comma) ++at;
    const bool to = reading.is(at, "to");
    const bool sum = reading.is(at, "and");
    const bool choice = reading.is(at, "or");
    if (!to && !sum && !choice) return Joint::none;
    ++at;
    if (reading.is_dash(at) && reading.joined(at)) ++at;
    if (at != first) return Joint::none;
    if (to) return comma ? Joint::none : Joint::to;
    return sum ? Joint::and_ : Joint::or_;
  }
  return Joint::none;
}

// A number that may share the unit of the next one: no year, day of a month, sum of money.
bool may_share_unit(const Reading& reading, const Found& found) {
  const Quantity& quantity = found.quantity;
  if (quantity.part || quantity.scaled) return false;
  if (quantity.digits && quantity.integer && quantity.value >= 1900 && quantity.value <= 2100) {
    return false;
  }
  if (quantity.first == 0) return true;
  const std::uint32_t before = quantity.first - 1;
  if (reading.has(before, calendar | currency)) return false;
  if (reading.joined(quantity.first) && !reading.is_sign(before, '(')) return false;
  return true;
}

// In what is said of a poll, "30 percent to 60 percent" are the shares of two sides.
bool is_poll_pair(const Reading& reading, const Found& a, const Found& b) {
  const double sum = a.quantity.value + b.quantity.value;
  if (!a.has_unit || sum < 75 || sum > 100 || reading.is(b.last, "of")) return false;
  for (std::uint32_t i = 0; i < reading.size(); ++i) {
    for (const std::string_view cue :
         {"poll", "polls", "voters", "favorable", "favorability", "rating", "led", "leads", "lead",
          "deficit", "margin", "points"}) {
      if (reading.is(i, cue) && (i < a.quantity.first || i > b.last + 1)) return true;
    }
  }
  return false;
}

enum class Relation : std::uint8_t { separate, range, list, from_to };

// `b_shares`: b is an item without a unit of its own; `listed`: a comma and another number stand
// before a.
Relation relation(const Reading& reading, const Found& a, const Found& b, bool b_shares,
                  bool listed) {
  const Joint joint = joint_between(reading, a.last, b.quantity.first);
  if (joint == Joint::none) return Relation::separate;
  if (a.has_unit && a.unit != b.unit) return Relation::separate;
  if (!a.has_unit && !may_share_unit(reading, a)) return Relation::separate;
  const bool rising = a.quantity.value < b.quantity.value;
  const Relation apart = a.has_unit ? Relation::separate : Relation::list;
  switch (joint) {
    case Joint::dash:
      return rising && !is_poll_pair(reading, a, b) ? Relation::range : apart;
    case Joint::spaced_dash:
      return rising && !a.has_unit ? Relation::range : apart;
    case Joint::to:
      if (is_from(reading, a.quantity.first)) {
        const std::uint32_t from = before_hedges(reading, a.quantity.first) - 1;
        if (rising && says_range(reading, from)) return Relation::range;
        return Relation::from_to;
      }
      return rising && !is_poll_pair(reading, a, b) ? Relation::range : apart;
    case Joint::or_:
      // "125,600 or 2.2 per cent": a number, and the same as a share.
      if (!rising) return Relation::separate;
      return listed ? apart : Relation::range;
    case Joint::and_:
      return rising && is_between(reading, a.quantity.first) ? Relation::range : apart;
    case Joint::comma:
      return b_shares ? Relation::list : Relation::separate;
    case Joint::none:
      break;
  }
  return Relation::separate;
}

Figure figure_of(const Reading& reading, const Found& found) {
  return {.first = found.quantity.first,
          .last = found.last,
          .span = {reading[found.quantity.first].span.begin, found.end},
          .low = found.quantity.value,
          .high = found.quantity.value,
          .unit = found.unit,
          .modifier = found.modifier};
}

// Joins the numbers of `found`, which are in order, to figures: ranges, lists, single ones.
void link(const Reading& reading, std::vector<Found>& found, std::vector<Figure>& figures) {
  std::vector<Relation> relations(found.size(), Relation::separate);  // to the next
  bool shares = false;  // the next one is an item without a unit of its own
  for (std::size_t k = found.size(); k-- > 0;) {
    if (k + 1 == found.size() || !(found[k + 1].has_unit)) {
      shares = false;
      continue;
    }
    const bool listed =
        k > 0 && !found[k - 1].has_unit && may_share_unit(reading, found[k - 1]) &&
        joint_between(reading, found[k - 1].last, found[k].quantity.first) == Joint::comma;
    relations[k] = relation(reading, found[k], found[k + 1], shares, listed);
    const bool bare = !found[k].has_unit;
    if (bare && relations[k] != Relation::separate) {
      found[k].has_unit = true;
      found[k].unit = found[k + 1].unit;
      shares = relations[k] == Relation::list;
    } else {
      shares = false;
    }
  }
  for (std::size_t k = 0; k < found.size(); ++k) {
    if (!found[k].has_unit) continue;
    Figure figure = figure_of(reading, found[k]);
    if (relations[k] == Relation::range) {
      const Found& high = found[k + 1];
      figure.last = high.last;
      figure.span.end = high.end;
      figure.high = high.quantity.value;
      if (!figure.modifier) figure.modifier = high.modifier;
      ++k;
    } else if (relations[k] == Relation::list) {
      figure.link = Figure::Link::list;
    } else if (relations[k] == Relation::from_to) {
      figure.link = Figure::Link::from_to;
    }
    figures.push_back(figure);
  }
}

// A look at one piece, before more is done.
bool may_begin_quantity(const Reading& reading, std::uint32_t i) {
  const Piece& piece = reading[i];
  switch (piece.kind) {
    case Piece::Kind::number:
      return true;
    case Piece::Kind::sign:
      return reading.is_number(i + 1) && reading.joined(i + 1);
    case Piece::Kind::word:
      return piece.fact.is(number_word | denominator) || reading.has(i + 1, denominator) ||
             (reading.is_dash(i + 1) && reading.has(i + 2, denominator)) || reading.is(i, "minus");
    case Piece::Kind::opaque:
      break;
  }
  return false;
}

}  // namespace

void Surface::find(const Reading& reading, std::vector<Figure>& figures) const {
  const std::size_t before = figures.size();
  std::vector<Found> found;
  bool any_unit = false;
  for (std::uint32_t i = 0; i < reading.size();) {
    if (!may_begin_quantity(reading, i)) {
      ++i;
      continue;
    }
    const std::optional<Quantity> quantity = read_quantity(reading, i);
    if (quantity) {
      const std::uint32_t end = reading[quantity->last - 1].span.end;
      if (const auto unit = units_->find(reading.rest(end), quantity->digits)) {
        any_unit = true;
        found.push_back({.quantity = *quantity,
                         .has_unit = true,
                         .last = std::max(quantity->last, reading.piece_from(end + unit->length)),
                         .end = end + unit->length,
                         .unit = unit->unit,
                         .modifier = unit->modifier});
        i = found.back().last;
        continue;
      }
    }
    if (const auto share = read_share(reading, i)) {
      figures.push_back(*share);
      i = share->last;
    } else if (quantity && !quantity->part) {
      found.push_back({.quantity = *quantity,
                       .last = quantity->last,
                       .end = reading[quantity->last - 1].span.end});
      i = quantity->last;
    } else {
      ++i;
    }
  }
  if (any_unit) link(reading, found, figures);
  std::sort(figures.begin() + static_cast<std::ptrdiff_t>(before), figures.end(),
            [](const Figure& a, const Figure& b) { return a.first < b.first; });
}

}  // namespace newscut::numbers
