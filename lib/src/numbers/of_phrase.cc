#include "numbers/of_phrase.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "numbers/change.h"
#include "numbers/noun_phrase.h"

namespace newscut::numbers {
namespace {

bool is_one_of(const Reading& reading, std::uint32_t i,
               std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return reading.is(i, word); });
}

std::optional<Span> span_of(const Reading& reading, const std::optional<NounPhrase>& phrase) {
  if (!phrase) return std::nullopt;
  return reading.span(phrase->first, phrase->last);
}

std::optional<Span> own_of(const Reading& reading, const Figure& figure) {
  std::uint32_t at = figure.ends;
  if (reading.is(at, "or") && reading.is(at + 2, "of")) at += 2;
  if (reading.is(at, "out") && reading.is(at + 1, "of")) ++at;
  if (reading.is(at, "of")) {
    if (is_one_of(reading, at + 1, {"which", "whom", "whose", "what"})) return std::nullopt;
    return span_of(reading, noun_phrase(reading, at + 1));
  }
  const bool shares = figure.form != Figure::Form::unit && figure.form != Figure::Form::predicate;
  if (!shares) return std::nullopt;
  if (figure.form == Figure::Form::fraction) {
    // "half the people", "half its members"; "two-thirds majority" is no share of one.
    if (reading.has(at, determiner | possessive) && !is_one_of(reading, at, {"that", "which"}))
      return span_of(reading, noun_phrase(reading, at));
    if (reading.has(at, plural) && !is_one_of(reading, at, {"majorities", "votes"}))
      return span_of(reading, noun_phrase(reading, at));
    return std::nullopt;
  }
  if (!is_nominal(reading, at) || reading.has(at, verb | verbnoun | ing | participle)) {
    return std::nullopt;
  }
  return span_of(reading, noun_phrase(reading, at));
}

struct Fronted {
  Span span;
  std::uint32_t last = 0;  // past the phrase
};

// "Of the 900 people polled, …" at the beginning of the sentence or after a semicolon.
std::optional<Fronted> fronted_of(const Reading& reading, std::uint32_t i) {
  std::uint32_t at = i;
  while (at < reading.size() && reading[at].kind == Piece::Kind::sign && at < i + 2) ++at;
  if (is_one_of(reading, at, {"and", "but", "so"})) ++at;
  if (reading.is(at, "out") && reading.is(at + 1, "of")) ++at;
  if (!reading.is(at, "of") || is_one_of(reading, at + 1, {"course", "late", "which", "whom"})) {
    return std::nullopt;
  }
  auto phrase = noun_phrase(reading, at + 1);
  if (!phrase) return std::nullopt;
  // A bare participle closes the phrase: "900 people polled,".
  if (reading.has(phrase->last, participle) && reading.is_sign(phrase->last + 1, ',')) {
    ++phrase->last;
  }
  return Fronted{reading.span(phrase->first, phrase->last), phrase->last};
}

class SubjectFinder {
 public:
  SubjectFinder(const Reading& reading, const Figure& figure)
      : reading_(reading), figure_(figure) {}

  std::optional<NounPhrase> find() const {
    if (const auto noun = attributive()) return noun;
    std::uint32_t at = figure_.begins;
    while (at > 0 &&
           (reading_.has(at - 1, adverb) || is_one_of(reading_, at - 1, {"a", "an", "the"})) &&
           !is_verb_of_change(reading_, at - 1)) {
      --at;
    }
    if (at == 0) return std::nullopt;
    if (reading_.is(at - 1, "of")) return noun_of_figure(at - 1);
    if (is_sentence_subject(at)) return std::nullopt;
    return clause_subject(at);
  }

 private:
  // "a 5% fee", "a 5% rise in fees", "a 5% share price rise".
  std::optional<NounPhrase> attributive() const {
    std::uint32_t at = figure_.ends;
    if (reading_.is_dash(at) && reading_.joined(at)) ++at;
    if (!is_nominal(reading_, at) || reading_.has(at, verb | adverb | calendar | time) ||
        (reading_.has(at, participle) && !has_determiner_before()) ||
        is_one_of(reading_, at, {"higher", "lower", "more", "less", "fewer", "up", "down"})) {
      return std::nullopt;
    }
    // "63 percent support the plan": a verb, with the figure for its subject.
    const bool object = figure_.begins > 0 &&
                        reading_.has(figure_.begins - 1, verb | participle | ing | preposition);
    if (reading_.has(at, verbnoun) && !is_noun_of_change(reading_, at) &&
        !has_determiner_before() && !object) {
      return std::nullopt;
    }
    const auto phrase = noun_phrase(reading_, at);
    if (!phrase) return std::nullopt;
    for (std::uint32_t i = phrase->first; i < phrase->last; ++i) {
      if (is_noun_of_change(reading_, i)) return of_change(i, phrase->first);
    }
    return phrase;
  }

  bool has_determiner_before() const {
    return figure_.begins > 0 && reading_.has(figure_.begins - 1, determiner | possessive);
  }

  // What a noun of change at piece `noun_at` is the change of: its complement, or the nouns before.
  std::optional<NounPhrase> of_change(std::uint32_t noun_at, std::uint32_t first) const {
    const std::uint32_t next = noun_at + 1;
    if (is_one_of(reading_, next, {"in", "of"}) && next < reading_.size() &&
        !reading_.is_number(next + 1)) {
      if (const auto phrase = noun_phrase(reading_, next + 1)) return phrase;
    }
    if (noun_at > first) return NounPhrase{first, noun_at};
    if (reading_.is(noun_at, "growth")) return NounPhrase{noun_at, noun_at + 1};
    return clause_subject(figure_.begins);
  }

  // "an interest rate of 5%", "a drop of 5% in revenue".
  std::optional<NounPhrase> noun_of_figure(std::uint32_t of) const {
    auto phrase = noun_phrase_before(reading_, of);
    if (!phrase) return std::nullopt;
    // "a margin of error of 5%"
    if (phrase->first > 1 && reading_.is(phrase->first - 1, "of")) {
      const auto whole = noun_phrase_before(reading_, phrase->first - 1);
      if (whole) phrase->first = whole->first;
    }
    if (is_noun_of_change(reading_, of - 1)) {
      if (reading_.is(figure_.ends, "in")) {
        if (const auto complement = noun_phrase(reading_, figure_.ends + 1)) return complement;
      }
      std::uint32_t first = phrase->first;
      while (first < of - 1 && reading_.has(first, adjective)) ++first;
      if (first < of - 1) return NounPhrase{first, of - 1};
      if (!reading_.is(of - 1, "growth")) return clause_subject(phrase->first);
    }
    // "a high of 5%", "an average of 5%" say the level of something else.
    if (is_one_of(reading_, of - 1,
                  {"average", "high", "low", "peak", "record", "total", "maximum", "minimum",
                   "level", "range", "mean", "median"})) {
      return clause_subject(phrase->first);
    }
    return phrase;
  }

  // "5% said no": nothing stands before the figure in its clause, and a verb follows.
  bool is_sentence_subject(std::uint32_t at) const {
    const std::uint32_t before = at - 1;
    const bool starts = reading_.has(before, conjunction | subordinator | relative) ||
                        (reading_[before].kind == Piece::Kind::sign &&
                         !reading_.is_sign(before, '(') && !reading_.is_dash(before));
    return starts && reading_.has(figure_.ends, verb | verbnoun | auxiliary);
  }

  // "cut its rate by", "raised the stake to": the object of the verb of change.
  std::optional<NounPhrase> object(std::uint32_t verb_at, std::uint32_t last) const {
    std::uint32_t first = verb_at + 1;
    if (is_one_of(reading_, first, {"up", "down"})) ++first;
    if (!reading_.has(first, determiner | possessive) &&
        (!is_nominal(reading_, first) || reading_.has(first, adverb | verb))) {
      return std::nullopt;
    }
    const auto phrase = noun_phrase(reading_, first);
    if (!phrase || phrase->last > last) return std::nullopt;
    return phrase;
  }

  // The comma that opens the insertion which the comma at piece `last` closes ("prices, hit by the
  // drought, rose"), or 0.
  std::uint32_t insertion_before(std::uint32_t last) const {
    constexpr std::uint32_t longest = 16;
    for (std::uint32_t i = last; i-- > 1 && last - i < longest;) {
      if (!reading_.is_sign(i, ',')) continue;
      return reading_.has(i + 1, preposition | relative | participle | ing | adverb | subordinator |
                                     determiner | verb) &&
                     is_nominal(reading_, i - 1)
                 ? i
                 : 0;
    }
    return 0;
  }

  // The first noun phrase of the clause that ends before piece `at`.
  std::optional<NounPhrase> clause_subject(std::uint32_t at) const {
    constexpr std::uint32_t reach = 40;
    std::uint32_t verb_at = at;  // the first verb of the clause
    std::uint32_t first = at;
    bool met_verb = false;
    bool content = false;  // a word that is neither preposition nor adverb has been met
    for (std::uint32_t i = at; i-- > 0 && at - i < reach;) {
      if (reading_[i].kind == Piece::Kind::sign) {
        if (reading_.is_dash(i) && reading_.joined(i) && reading_.joined(i + 1)) {
          first = i;
          continue;
        }
        if (reading_.is_sign(i, ',') && met_verb && first == verb_at) {
          if (const std::uint32_t comma = insertion_before(i)) {
            i = first = comma;
            continue;
          }
        }
        const bool just_before = !content;
        if ((reading_.is_sign(i, ',') || reading_.is_sign(i, '(') || reading_.is_dash(i) ||
             reading_.is_sign(i, 0x2014)) &&
            just_before) {
          first = i;
          continue;
        }
        break;
      }
      const bool is_verb =
          (reading_.has(i, auxiliary) && !(reading_.is(i, "'s") && is_nominal(reading_, i + 1))) ||
          (reading_.has(i, verb) && !reading_.has(i, noun)) ||
          (is_verb_of_change(reading_, i) &&
           (!is_noun_of_change(reading_, i) || !(i > 0 && reading_.has(i - 1, determiner)))) ||
          is_one_of(reading_, i, {"up", "down", "hit", "reached", "averaged", "stood"});
      if (is_verb) {
        if (met_verb && first < verb_at) break;  // a clause before this one
        if (!met_verb && is_verb_of_change(reading_, i)) {
          if (const auto changed = object(i, at)) return changed;
        }
        met_verb = true;
        verb_at = first = i;
        continue;
      }
      if (reading_.has(i, relative | subordinator | pronoun) && !reading_.has(i, preposition))
        break;
      if (reading_.is(i, "and") || reading_.is(i, "but")) {
        if (!(reading_.is(i, "and") && is_nominal(reading_, i + 1) && i > 0 &&
              is_nominal(reading_, i - 1) && first < verb_at)) {
          break;
        }
      }
      content |= !reading_.has(i, preposition | adverb);
      first = i;
    }
    if (first >= at) return std::nullopt;
    const std::uint32_t last = met_verb ? verb_at : at;
    while (first < last &&
           (reading_.has(first, preposition | adverb | conjunction) ||
            reading_[first].kind == Piece::Kind::sign) &&
           !reading_.has(first, noun | adjective)) {
      // "In the region, …" would have a comma; a phrase with a preposition is none to begin with.
      ++first;
    }
    if (first >= last) return std::nullopt;
    const auto phrase = noun_phrase(reading_, first);
    if (!phrase || phrase->first >= last) return std::nullopt;
    return NounPhrase{phrase->first, std::min(phrase->last, last)};
  }

  const Reading& reading_;
  const Figure& figure_;
};

}  // namespace

std::vector<std::optional<Span>> find_of(const Reading& reading,
                                         const std::vector<Figure>& figures) {
  std::vector<std::optional<Span>> spans(figures.size());
  for (std::size_t k = 0; k < figures.size(); ++k) spans[k] = own_of(reading, figures[k]);
  if (const auto fronted = fronted_of(reading, 0)) {
    for (std::size_t k = 0; k < figures.size(); ++k) {
      const bool share =
          figures[k].unit == PercentUnit::percent || figures[k].unit == PercentUnit::fraction;
      if (!spans[k] && share && !figures[k].direction && figures[k].first >= fronted->last) {
        spans[k] = fronted->span;
      }
    }
  }
  return spans;
}

std::optional<Span> find_subject(const Reading& reading, const Figure& figure) {
  const auto phrase = SubjectFinder(reading, figure).find();
  if (!phrase || phrase->first >= phrase->last) return std::nullopt;
  // What was taken for a noun phrase may be a piece of the predicate: rather none than that.
  for (std::uint32_t i = phrase->first; i < phrase->last; ++i) {
    if (reading.has(i, percent_word) || reading.is_sign(i, '%')) return std::nullopt;
  }
  const std::uint32_t head = phrase->last - 1;
  if (reading.is_number(head)) return std::nullopt;
  const std::uint32_t never = verb | auxiliary | participle | ing | adjective | adverb | determiner;
  if (reading.has(head, never) && !reading.has(head, noun)) return std::nullopt;
  if (reading.has(phrase->first, verb | auxiliary) && !reading.has(phrase->first, noun)) {
    return std::nullopt;
  }
  return span_of(reading, phrase);
}

}  // namespace newscut::numbers
