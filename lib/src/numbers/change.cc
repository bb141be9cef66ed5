#include "numbers/change.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <string_view>

#include "lexicons.h"
#include "numbers/modifiers.h"
#include "numbers/quantity.h"

namespace newscut::numbers {
namespace {

struct ChangeWord {
  bool known = false;
  std::optional<Direction> direction;
  bool verb = false;
  bool noun = false;
  bool adverb = false;
  bool comparative = false;
  bool margin = false;
};

ChangeWord change_at(const Reading& reading, std::uint32_t i) {
  if (!reading.is_word(i) || reading[i].fact.change == WordFact::none) return {};
  const int row = reading[i].fact.change;
  const std::string_view direction = lexicons::change_words.field(row, 1);
  const std::string_view kinds = lexicons::change_words.field(row, 2);
  const auto has = [&](std::string_view kind) {
    return kinds.find(kind) != std::string_view::npos;
  };
  ChangeWord word{.known = true,
                  .verb = has("verb") && kinds != "adverb",
                  .noun = has("noun"),
                  .adverb = has("adverb"),
                  .comparative = has("comparative"),
                  .margin = has("margin")};
  if (kinds.starts_with("adverb") && kinds.find("+verb") == std::string_view::npos) {
    word.verb = false;
  }
  if (direction == "up") word.direction = Direction::up;
  if (direction == "down") word.direction = Direction::down;
  return word;
}

bool is_one_of(const Reading& reading, std::uint32_t i,
               std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return reading.is(i, word); });
}

bool is_rate_word(const Reading& reading, std::uint32_t i) {
  return is_one_of(
      reading, i,
      {"rate", "rates", "pace", "figure", "average", "level", "total", "clip", "speed"});
}

// Words of an election, in which to gain is to obtain.
bool speaks_of_votes(const Reading& reading) {
  for (std::uint32_t i = 0; i < reading.size(); ++i) {
    if (is_one_of(reading, i, {"vote", "votes", "ballot", "ballots", "poll", "seats", "ballotage"}))
      return true;
  }
  return false;
}

struct Finding {
  std::optional<Direction> direction;  // none: a verb that leaves it to the two levels
  Change change = Change::by;
};

class ChangeFinder {
 public:
  ChangeFinder(const Reading& reading, std::vector<Figure>& figures)
      : reading_(reading), figures_(figures) {}

  void run() {
    for (std::size_t k = 0; k < figures_.size(); ++k) find(k);
    for (std::size_t k = 0; k < figures_.size(); ++k) compare_levels(k);
    for (Figure& figure : figures_) {
      if (!figure.direction) figure.change.reset();
    }
  }

 private:
  static constexpr std::uint32_t reach = 26;  // pieces from "by", "to", "from" to their verb

  void find(std::size_t k) {
    Figure& figure = figures_[k];
    if (k > 0 && figures_[k - 1].link == Figure::Link::list) {
      figure.direction = figures_[k - 1].direction;
      figure.change = figures_[k - 1].change;
      return;
    }
    std::optional<Finding> finding = after(figure);
    if (!finding) finding = before(figure, figure.begins, 0);
    if (!finding && k > 0) finding = coordinated(figures_[k - 1], figure);
    if (!finding) return;
    figure.direction = finding->direction;
    figure.change = finding->change;
  }

  bool noun_like(std::uint32_t i) const {
    return reading_.is_word(i) &&
           !reading_.has(i, preposition | conjunction | subordinator | relative | pronoun |
                                auxiliary | negation | determiner | verb) &&
           (!reading_.has(i, adverb) || reading_.has(i, adjective | noun));
  }

  bool determiner_before(std::uint32_t i) const {
    return i > 0 && reading_.has(i - 1, determiner | possessive);
  }

  // "a 5% rise", "5% pay rise", "5% higher", "5 percent down".
  std::optional<Finding> after(const Figure& figure) const {
    std::uint32_t at = after_hyphen(reading_, figure.ends);
    const ChangeWord next = change_at(reading_, at);
    if (next.comparative && next.direction && figure.ends == figure.last) {
      return Finding{next.direction, Change::by};
    }
    if (next.adverb && !reading_.is(at, "off") && !is_one_of(reading_, at + 1, {"to", "for"})) {
      return Finding{next.direction, Change::by};
    }
    constexpr std::uint32_t furthest = 5;
    for (std::uint32_t i = at; i < at + furthest && i < reading_.size(); ++i) {
      if (reading_.is_dash(i) && reading_.joined(i) && reading_.joined(i + 1)) continue;
      const bool compound = reading_.is_dash(i - 1) && reading_.joined(i) && i > at;
      const ChangeWord word = change_at(reading_, i);
      if (word.noun && word.direction) {
        // "60 percent fall below the line": a verb with the figure for its subject.
        const bool may_be_verb = word.verb && i == at && !determiner_before(figure.begins) &&
                                 !determiner_before(figure.first);
        const bool noun_follows =
            i + 1 >= reading_.size() || !reading_.is_word(i + 1) ||
            is_one_of(reading_, i + 1,
                      {"in", "of", "to", "from", "over", "on", "since", "for", "and", "compared",
                       "during", "this", "last", "year", "against", "between"});
        if (may_be_verb && !noun_follows) return std::nullopt;
        // "a 10% growth target", "a 5% cuts package": what follows is still said of the change.
        return Finding{word.direction, Change::by};
      }
      const bool noun_of_article = reading_.has(i, noun) && determiner_before(figure.first);
      if (!compound && !noun_like(i) && !noun_of_article) break;
    }
    return std::nullopt;
  }

  // A noun that the figure qualifies stands right after it.
  bool attributive(const Figure& figure) const {
    const std::uint32_t at = after_hyphen(reading_, figure.ends);
    return noun_like(at) && !reading_.has(at, adverb | calendar | verbnoun | time);
  }

  // The word of change before piece `at`, in the same clause.
  std::optional<std::uint32_t> change_before(std::uint32_t at, int commas) const {
    for (std::uint32_t i = at; i-- > 0 && at - i < reach;) {
      if (reading_[i].kind == Piece::Kind::sign) {
        const char32_t sign = reading_[i].sign;
        if (sign == ',' && commas-- > 0) continue;
        if (sign == ',' || sign == ';' || sign == ':' || sign == 0x2014 || sign == '"' ||
            sign == 0x201C || sign == 0x201D) {
          return std::nullopt;
        }
        continue;
      }
      if (!reading_.is_word(i)) continue;
      const ChangeWord word = change_at(reading_, i);
      if (word.known && !word.comparative && !word.adverb) return i;
      if (word.adverb && i + 1 == at && !reading_.is(i, "off")) return i;
      if (word.adverb && i > 0 &&
          (reading_.has(i - 1, auxiliary) || change_at(reading_, i - 1).verb ||
           is_one_of(reading_, i - 1,
                     {"trading", "closed", "ended", "finished", "inched", "ticked", "edged",
                      "edging", "revised"}))) {
        return i;
      }
      if (reading_.has(i, relative | negation) && !reading_.is(i, "that")) return std::nullopt;
      if (is_one_of(reading_, i,
                    {"while", "whereas", "because", "if", "when", "although", "but", "though",
                     "unless"})) {
        return std::nullopt;
      }
      if (reading_.has(i, verb) && !reading_.has(i, participle | auxiliary)) return std::nullopt;
    }
    return std::nullopt;
  }

  std::optional<Finding> governed(std::uint32_t preposition_at, Change change, int commas) const {
    const auto at = change_before(preposition_at, commas);
    if (!at) return std::nullopt;
    const ChangeWord word = change_at(reading_, *at);
    if (word.margin) return std::nullopt;
    // "revised up", "went down": the particle says which way.
    const ChangeWord next = change_at(reading_, *at + 1);
    if (!word.direction && next.adverb) return Finding{next.direction, change};
    if (!word.direction && change == Change::by) return std::nullopt;
    return Finding{word.direction, change};
  }

  std::optional<Finding> before(const Figure& figure, std::uint32_t at, int depth) const {
    bool article = false;
    while (at > 0) {
      if (is_one_of(reading_, at - 1,
                    {"a", "an", "another", "further", "additional", "the", "its"})) {
        article = true;
      } else if (at > 1 && noun_like(at - 1) && is_one_of(reading_, at - 2, {"a", "an"}) &&
                 !change_at(reading_, at - 1).known) {  // "by a tepid 5%"
        article = true;
        --at;
      } else if (!(reading_.has(at - 1, adverb) && !change_at(reading_, at - 1).known &&
                   !reading_.has(at - 1, preposition))) {
        break;
      }
      --at;
    }
    if (at == 0) return std::nullopt;
    if (article && attributive(figure)) return std::nullopt;
    const std::uint32_t p = at - 1;
    const ChangeWord word = change_at(reading_, p);
    if (word.known && !word.comparative && !reading_.has(p, preposition & ~adverb)) {
      return directly(p, word);
    }
    if (reading_.is(p, "up") || reading_.is(p, "down") || reading_.is(p, "off")) {
      return directly(p, word);
    }
    if (reading_.is(p, "by")) {
      const bool after_comma = p > 0 && reading_.is_sign(p - 1, ',');
      return governed(p, Change::by, after_comma ? 1 : 0);
    }
    if (reading_.is(p, "to")) {
      if (p > 0 &&
          is_one_of(reading_, p - 1,
                    {"compared", "according", "due", "relative", "equal", "equivalent", "similar",
                     "thanks", "opposed", "amounting", "limited", "amounted", "amounts"})) {
        return std::nullopt;
      }
      return governed(p, Change::to, 1);
    }
    if (reading_.is(p, "from")) return governed(p, Change::from, 2);
    if (reading_.is(p, "of")) {
      if (const auto noun = of_noun(p)) return noun;
      return of_level(p);
    }
    if (reading_.is(p, "at")) {
      if (p > 0 && (reading_.is(p - 1, "growth") ||
                    (change_at(reading_, p - 1).verb && reading_[p - 1].lower.ends_with("ing")))) {
        return Finding{change_at(reading_, p - 1).direction, Change::by};
      }
      return std::nullopt;
    }
    if (const auto said = predicated(p, figure)) return said;
    if (depth == 0) {
      if (const auto same = apposition(figure, p)) return same;
    }
    return object_before(p);
  }

  std::optional<Finding> directly(std::uint32_t p, const ChangeWord& word) const {
    if (word.margin || !word.direction) return std::nullopt;
    if (reading_[p].lower.starts_with("gain") && word.verb && speaks_of_votes(reading_)) {
      return std::nullopt;
    }
    // "make up 5%", "took up 5%", "set down 5%"
    if (word.adverb && p > 0 &&
        is_one_of(reading_, p - 1, {"make",  "makes",  "made",   "making", "take", "takes",  "took",
                                    "taken", "taking", "pick",   "picked", "hold", "held",   "give",
                                    "gave",  "gives",  "giving", "pay",    "paid", "use",    "used",
                                    "eat",   "ate",    "buy",    "bought", "snap", "snapped"})) {
      return std::nullopt;
    }
    return Finding{word.direction, Change::by};
  }

  // "a drop of 5%", "growth rate of 5%", "an increase in wages of 5%", "grow at a rate of 5%".
  std::optional<Finding> of_noun(std::uint32_t of) const {
    if (of == 0) return std::nullopt;
    std::uint32_t at = of - 1;
    if (reading_.is_sign(at, ',') && at > 0) --at;  // "the increase, of 5%, …"
    if (is_rate_word(reading_, at) && at > 0) {
      --at;
      while (at > 0 && reading_.has(at, adjective | determiner) && !change_at(reading_, at).noun)
        --at;
      if (reading_.is(at, "at") && at > 0) {
        const ChangeWord word = change_at(reading_, at - 1);
        if (word.verb && word.direction) return Finding{word.direction, Change::by};
      }
      if (reading_.is(at, "of") && at > 0) --at;
    }
    if (const ChangeWord word = change_at(reading_, at); word.noun && word.direction) {
      return Finding{word.direction, Change::by};
    }
    if (reading_.is(of - 1, "rate") && reading_.is(of, "of")) return std::nullopt;
    constexpr std::uint32_t furthest = 8;
    for (std::uint32_t i = of; i-- > 0 && of - i < furthest;) {
      if (!reading_.is_word(i) || reading_.has(i, verb | auxiliary | pronoun | relative)) break;
      if (is_one_of(reading_, i, {"in", "for", "on"}) && i > 0) {
        const ChangeWord word = change_at(reading_, i - 1);
        if (word.noun && word.direction) return Finding{word.direction, Change::by};
      }
    }
    return std::nullopt;
  }

  // "up from an initial target of 5%", "fell to a low of 5%": the noun stands for its figure.
  std::optional<Finding> of_level(std::uint32_t of) const {
    constexpr std::uint32_t furthest = 8;
    for (std::uint32_t i = of; i-- > 0 && of - i < furthest;) {
      if (reading_.is(i, "from")) return governed(i, Change::from, 2);
      if (reading_.is(i, "to")) return governed(i, Change::to, 1);
      if (!noun_like(i) && !reading_.has(i, determiner | possessive)) break;
    }
    return std::nullopt;
  }

  // "growth averaged 5%", "the increase was 5%", "improvement in speed anywhere between 5% and 7%".
  std::optional<Finding> predicated(std::uint32_t p, const Figure& figure) const {
    if (figure.low < 0) return std::nullopt;
    const bool averaged = reading_.is_word(p) && reading_[p].lower.starts_with("averag");
    const bool be = is_one_of(reading_, p, {"is", "was", "were", "are", "be", "been"});
    std::uint32_t at = p;
    if (averaged || be) {
      while (at > 0 && reading_.has(at - 1, auxiliary | adverb)) --at;
      if (at > 0) {
        const ChangeWord word = change_at(reading_, at - 1);
        if (word.noun && word.direction && !word.comparative) {
          return Finding{word.direction, Change::by};
        }
      }
      return std::nullopt;
    }
    // A range, which the noun of change may precede with its complement between.
    if (figure.low != figure.high) {
      for (std::uint32_t i = at + 1; i-- > 1 && at + 1 - i < 7;) {
        if (!reading_.is_word(i) || reading_.has(i, verb | auxiliary)) break;
        if (is_one_of(reading_, i, {"in", "of"})) {
          const ChangeWord word = change_at(reading_, i - 1);
          if (word.noun && word.direction) return Finding{word.direction, Change::by};
        }
      }
    }
    return std::nullopt;
  }

  // "lost 190 points, or 0.6%", "up 12 points (0.6%)": the figure says the number before it anew.
  std::optional<Finding> apposition(const Figure& figure, std::uint32_t p) const {
    const bool opens = reading_.is_sign(p, '(') || reading_.is_sign(p, 0x2014) ||
                       (reading_.is_dash(p) && reading_[p].space_before);
    if (!reading_.is(p, "or") && !opens) return std::nullopt;
    std::uint32_t at = p;
    if (at > 0 && reading_.is_sign(at - 1, ',')) --at;
    const bool far = reading_.is_sign(p, 0x2014) || reading_.is_dash(p);
    const std::uint32_t furthest = far ? 16 : 6;
    if (opens && at > 0) {
      // "this decline (7.7%)"
      const ChangeWord word = change_at(reading_, at - 1);
      if (word.known && !word.comparative && word.direction) {
        return Finding{word.direction, Change::by};
      }
    }
    for (std::uint32_t i = at; i-- > 0 && at - i <= furthest;) {
      if (reading_.is_sign(i, ',') || reading_.has(i, relative | conjunction)) break;
      if (!reading_.is_number(i) && !reading_.has(i, number_word)) continue;
      if (reading_.has(i, number_word) && i > 0 &&
          (reading_.is_number(i - 1) || reading_.has(i - 1, number_word))) {
        continue;
      }
      if (reading_.is_number(i) && reading_[i].integer && reading_[i].value >= 1900 &&
          reading_[i].value <= 2100) {
        continue;
      }
      std::uint32_t start = i;
      if (start > 0 &&
          (reading_[start - 1].kind == Piece::Kind::sign || reading_.has(start - 1, currency))) {
        --start;
        if (start > 0 && reading_.joined(start) && reading_.is_word(start - 1)) --start;
      }
      return before(figure, before_hedges(reading_, start), 1);
    }
    return std::nullopt;
  }

  // "cut rates 5%", "raised its dividend 5 percent".
  std::optional<Finding> object_before(std::uint32_t p) const {
    constexpr std::uint32_t furthest = 5;
    if (!noun_like(p)) return std::nullopt;
    for (std::uint32_t i = p + 1; i-- > 0 && p - i < furthest;) {
      const ChangeWord word = change_at(reading_, i);
      if (word.verb && word.direction && i < p) {
        if (word.noun && !determiner_before(i + 1) && i > 0 && reading_.has(i - 1, determiner)) {
          return std::nullopt;
        }
        return Finding{word.direction, Change::by};
      }
      if (word.adverb && i < p) return Finding{word.direction, Change::by};
      if (!noun_like(i) && !reading_.has(i, determiner | possessive)) break;
    }
    return std::nullopt;
  }

  // "up 3 percent on the quarter and 5 per cent on the year": no verb of its own.
  std::optional<Finding> coordinated(const Figure& previous, const Figure& figure) const {
    if (!previous.direction || !previous.change || reading_.is(figure.ends, "of")) {
      return std::nullopt;
    }
    bool joined = false;
    for (std::uint32_t i = previous.ends; i < figure.begins; ++i) {
      if (reading_[i].kind == Piece::Kind::sign) {
        if (reading_.is_sign(i, ',')) {
          joined = true;
        } else if (!reading_.is_dash(i)) {
          return std::nullopt;
        }
        continue;
      }
      if (reading_.is(i, "and") || reading_.is(i, "or")) joined = true;
      if (reading_.has(i, auxiliary | relative | pronoun) || reading_.has(i, verb & ~participle) ||
          is_one_of(reading_, i,
                    {"than", "with", "to", "compared", "of", "from", "while", "but", "as"})) {
        return std::nullopt;
      }
      if (reading_.has(i, ing | participle) || change_at(reading_, i).verb) return std::nullopt;
    }
    if (!joined || attributive(figure)) return std::nullopt;
    return Finding{previous.direction, *previous.change};
  }

  // Levels whose verb does not say which way ("went from 5% to 7%"): the levels do.
  void compare_levels(std::size_t k) {
    Figure& figure = figures_[k];
    if (k + 1 == figures_.size()) return;
    Figure& next = figures_[k + 1];
    const auto preposition_of = [&](const Figure& f) -> std::string_view {
      return f.begins > 0 && reading_.is_word(f.begins - 1) ? reading_[f.begins - 1].lower : "";
    };
    const std::string_view mine = preposition_of(figure);
    const std::string_view theirs = preposition_of(next);
    const bool from_to = (mine == "from" && theirs == "to") || figure.link == Figure::Link::from_to;
    const bool to_from = mine == "to" && theirs == "from";
    if (!(from_to || to_from) || figure.low == next.low) return;
    if (figure.unit != next.unit || figure.low != figure.high || next.low != next.high) return;
    if (figure.direction && next.direction) return;
    constexpr std::uint32_t furthest = 14;
    if (next.first - figure.last > furthest) return;
    if (to_from && !figure.change && !next.change) return;
    const double former = from_to ? figure.low : next.low;
    const double reached = from_to ? next.low : figure.low;
    std::optional<Direction> direction = figure.direction ? figure.direction : next.direction;
    if (!direction) direction = reached > former ? Direction::up : Direction::down;
    figure.direction = next.direction = direction;
    figure.change = from_to ? Change::from : Change::to;
    next.change = from_to ? Change::to : Change::from;
  }

  const Reading& reading_;
  std::vector<Figure>& figures_;
};

}  // namespace

bool is_noun_of_change(const Reading& reading, std::uint32_t i) {
  const ChangeWord word = change_at(reading, i);
  return word.noun && word.direction.has_value();
}

bool is_verb_of_change(const Reading& reading, std::uint32_t i) {
  return change_at(reading, i).verb;
}

bool says_range(const Reading& reading, std::uint32_t from) {
  constexpr std::uint32_t near = 3;
  for (std::uint32_t i = from; i-- > 0 && from - i <= near;) {
    if (!reading.is_word(i)) break;
    const std::string_view word = reading[i].lower;
    if (word.starts_with("rang") || word.starts_with("vari") || word.starts_with("vary") ||
        word.starts_with("differ") || word == "anywhere" || word == "anything" ||
        word == "somewhere" || word == "everywhere" || word == "fluctuating") {
      return true;
    }
  }
  // A change needs its verb or noun somewhere before, or the figure is a span of possible values.
  for (std::uint32_t i = from; i-- > 0 && from - i < 40;) {
    const ChangeWord word = change_at(reading, i);
    if (word.known && (word.verb || word.noun || word.adverb)) return false;
  }
  return true;
}

void find_changes(const Reading& reading, std::vector<Figure>& figures) {
  ChangeFinder(reading, figures).run();
}

}  // namespace newscut::numbers
