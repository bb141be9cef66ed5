#include "numbers/noun_phrase.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "numbers/change.h"

namespace newscut::numbers {
namespace {

constexpr std::uint32_t longest_phrase = 28;  // pieces

bool is_one_of(const Reading& reading, std::uint32_t i,
               std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return reading.is(i, word); });
}

bool is_article(const Reading& reading, std::uint32_t i) {
  return is_one_of(reading, i, {"the", "a", "an"});
}

bool is_quotation_mark(const Reading& reading, std::uint32_t i) {
  for (const char32_t mark : {U'"', U'\'', U'“', U'”', U'‘', U'’'}) {
    if (reading.is_sign(i, mark)) return true;
  }
  return reading.is(i, "``") || reading.is(i, "''");
}

bool is_currency_sign(const Reading& reading, std::uint32_t i) {
  for (const char32_t sign : {U'$', U'€', U'£', U'¥', U'₹', U'₦', U'₡', U'₱', U'₩'}) {
    if (reading.is_sign(i, sign)) return true;
  }
  return false;
}

// Reads a noun phrase piece by piece.
class PhraseReader {
 public:
  PhraseReader(const Reading& reading, std::uint32_t i) : reading_(reading), at_(i) {}

  std::optional<NounPhrase> read() {
    if (is_quotation_mark(reading_, at_)) ++at_;
    while (is_article(reading_, at_)) ++at_;
    if (is_quotation_mark(reading_, at_)) ++at_;
    const std::uint32_t first = at_;
    if (const auto pronoun_end = pronoun_phrase()) return NounPhrase{first, *pronoun_end};
    while (at_ < reading_.size() && at_ - first < longest_phrase && step()) {
    }
    if (end_ <= first) return std::nullopt;
    // “elite” schools: both marks or none.
    const bool opened = first > 0 && is_quotation_mark(reading_, first - 1);
    for (std::uint32_t i = first; opened && i < end_; ++i) {
      if (is_quotation_mark(reading_, i)) return NounPhrase{first - 1, end_};
    }
    return NounPhrase{first, end_};
  }

 private:
  const Piece& piece() const { return reading_[at_]; }
  bool has_head() const { return head_; }

  // "them", "those polled", "those".
  std::optional<std::uint32_t> pronoun_phrase() {
    if (reading_.has(at_, pronoun) &&
        is_one_of(reading_, at_, {"them", "us", "it", "you", "me", "him", "her"}) &&
        !(reading_.is(at_, "her") && is_nominal(reading_, at_ + 1))) {
      return at_ + 1;
    }
    if (is_one_of(reading_, at_, {"those", "these"})) {
      const std::uint32_t next = at_ + 1;
      if (reading_.has(next, participle) && !reading_.has(next, noun) &&
          !reading_.has(next + 1, noun)) {
        return next + 1;
      }
      if (!is_nominal(reading_, next) || reading_.has(next, adverb)) return next;
    }
    return std::nullopt;
  }

  void take(bool as_head) {
    ++at_;
    if (as_head) {
      head_ = true;
      end_ = at_;
      plural_ = reading_.has(at_ - 1, plural);
      capital_ = reading_.has(at_ - 1, capital);
    }
  }

  // Takes one piece or more; false where the phrase has ended.
  bool step() {
    switch (piece().kind) {
      case Piece::Kind::opaque:
        return false;
      case Piece::Kind::sign:
        return sign();
      case Piece::Kind::number:
        return number();
      case Piece::Kind::word:
        return word();
    }
    return false;
  }

  bool sign() {
    if (reading_.is_dash(at_) && reading_.joined(at_) && reading_.joined(at_ + 1)) {
      ++at_;
      hyphen_ = true;
      return true;
    }
    if (reading_.is_sign(at_, '&')) {
      ++at_;
      return true;
    }
    if (is_currency_sign(reading_, at_) && reading_.is_number(at_ + 1)) {
      ++at_;
      return true;
    }
    if (reading_.is_sign(at_, '%') || reading_.is_sign(at_, '/')) {
      if (reading_.joined(at_) && !has_head()) {
        ++at_;
        return true;
      }
      return false;
    }
    if (reading_.is_sign(at_, '(') && !has_head()) return skip_bracket();
    if (is_quotation_mark(reading_, at_)) {
      const bool opens = piece().space_before;
      if ((!has_head() || !opens) && is_nominal(reading_, at_ + 1) &&
          !reading_.has(at_ + 1, verb | verbnoun | adverb | participle) &&
          (opens || !has_head() || !piece().space_before)) {
        if (has_head() && !reading_.has(at_ + 1, noun)) return false;
        ++at_;
        return true;
      }
      return false;
    }
    if (reading_.is_sign(at_, ',') && !has_head() && at_ > 0 &&
        reading_.has(at_ - 1, adjective | participle) &&
        reading_.has(at_ + 1, adjective | participle | noun)) {
      ++at_;
      return true;
    }
    return false;
  }

  bool skip_bracket() {
    constexpr std::uint32_t longest = 8;
    for (std::uint32_t i = at_ + 1; i < reading_.size() && i - at_ < longest; ++i) {
      if (reading_.is_sign(i, ')')) {
        at_ = i + 1;
        return true;
      }
    }
    return false;
  }

  bool number() {
    if (has_head() && !hyphen_ && !(capital_ && !reading_.has(at_ + 1, time | noun))) return false;
    // "3 in 10 voters"
    if (reading_.is(at_ + 1, "in") && reading_.is_number(at_ + 2)) {
      at_ += 3;
      return true;
    }
    hyphen_ = false;
    take(true);
    head_ = false;  // "900 people": a noun may still come
    return true;
  }

  bool word() {
    const WordFact& fact = piece().fact;
    const bool compound = hyphen_;
    hyphen_ = false;
    if (compound) {  // "US-based", "mail-in": one word with what stands before it
      const bool modifies = fact.is(participle | ing | preposition | adverb | adjective);
      const bool goes_on = is_nominal(reading_, at_ + 1) && !reading_.has(at_ + 1, verb);
      take(!modifies || !goes_on);
      if (modifies && goes_on) head_ = false;
      return true;
    }
    if (reading_.is(at_, "'s") || reading_.is(at_, "'")) {
      if (!is_nominal(reading_, at_ + 1) && !reading_.is_number(at_ + 1)) return false;
      ++at_;
      head_ = false;
      return true;
    }
    if (reading_.is(at_, "of")) return of();
    if (fact.is(calendar) && has_head() && fact.is(capital)) return false;
    if (fact.is(conjunction)) return conjunction_word();
    if (fact.is(preposition | subordinator) && !fact.is(adjective | noun))
      return preposition_word();
    if (fact.is(auxiliary | pronoun | negation) && !fact.is(noun)) return false;
    if (fact.is(relative) && !(end_ == 0 && reading_.is(at_, "that"))) return false;
    if (fact.is(determiner | possessive) && !fact.is(adjective)) {
      if (has_head()) return false;
      if (is_one_of(reading_, at_, {"what", "which", "whose"})) return false;
      ++at_;
      return true;
    }
    if (has_head()) return after_head(fact);
    return before_head(fact);
  }

  // "all of the sponges", "land area of the region".
  bool of() {
    if (!has_head() && end_ == 0 && !(at_ > 0 && reading_.has(at_ - 1, determiner))) {
      return false;
    }
    std::uint32_t next = at_ + 1;
    while (is_article(reading_, next)) ++next;
    if (!is_nominal(reading_, next) && !reading_.is_number(next) &&
        !reading_.has(next, determiner | possessive) && !is_currency_sign(reading_, next)) {
      return false;
    }
    if (is_one_of(reading_, next, {"whom", "which", "whose", "what", "them", "us", "it"})) {
      return false;
    }
    at_ = next;
    head_ = false;
    return true;
  }

  bool conjunction_word() {
    const std::uint32_t next = at_ + 1;
    if (!is_nominal(reading_, next)) return false;
    if (!has_head()) {
      if (at_ > 0 && reading_.has(at_ - 1, adjective | participle | noun) &&
          !reading_.has(next, verb | auxiliary)) {
        ++at_;
        return true;
      }
      return false;
    }
    if (reading_.is(at_, "but")) return false;
    // Two nouns side by side: alike, and the clause goes on after the second.
    const WordFact& other = reading_[next].fact;
    if (other.is(verb | verbnoun | ing | participle | adverb | adjective | determiner)) {
      return false;
    }
    const bool alike = capital_ == other.is(capital) && (capital_ || plural_ == other.is(plural));
    const std::uint32_t then = next + 1;
    const bool ends = then >= reading_.size() ||
                      (reading_[then].kind == Piece::Kind::sign && !reading_.is_dash(then)) ||
                      reading_.has(then, verb | participle | auxiliary | preposition | relative) ||
                      (reading_.has(then, verbnoun) && other.is(plural));
    if (!alike || !ends) return false;
    at_ = next;
    take(true);
    return true;
  }

  bool preposition_word() {
    if (has_head()) return false;
    const std::uint32_t next = at_ + 1;
    const bool compound = reading_.is_dash(next) && reading_.joined(next);  // "over-65s"
    const bool counts = reading_.is_number(next) || reading_.has(next, number_word) ||
                        (is_currency_sign(reading_, next) && reading_.is_number(next + 1));
    if (!compound && !counts) return false;
    if (reading_.is(at_, "than") || !piece().fact.is(subordinator) || compound || counts) {
      ++at_;
      return true;
    }
    return false;
  }

  bool before_head(const WordFact& fact) {
    if (fact.is(adverb) && !fact.is(adjective | noun)) {
      if (!reading_.has(at_ + 1, adjective | participle | ing | noun)) return false;
      ++at_;
      return true;
    }
    const bool next_nominal =
        is_nominal(reading_, at_ + 1) && !reading_.has(at_ + 1, verb | adverb);
    if (fact.is(adjective | participle) && !fact.is(noun)) {
      // The phrase may end in an adjective used as a noun: "the poor", "African Americans".
      const bool goes_on = next_nominal || reading_.is_dash(at_ + 1) ||
                           reading_.is_sign(at_ + 1, ',') || reading_.has(at_ + 1, conjunction) ||
                           is_quotation_mark(reading_, at_ + 1) || reading_.is_sign(at_ + 1, '(') ||
                           reading_.is_number(at_ + 1) || is_currency_sign(reading_, at_ + 1);
      take(true);
      if (goes_on) head_ = false;
      return true;
    }
    if (fact.is(verb) && !fact.is(noun | verbnoun | participle) && end_ != 0) return false;
    take(true);
    return true;
  }

  bool after_head(const WordFact& fact) {
    const std::uint32_t next = at_ + 1;
    if (fact.is(adverb) && !fact.is(adjective | noun)) return false;
    if (fact.is(verb) && !fact.is(noun | verbnoun | capital)) return false;
    if (is_one_of(reading_, at_, {"last", "next", "each", "per", "every", "this", "ago"})) {
      return false;
    }
    if (fact.is(participle) && !fact.is(noun)) return false;
    // "patients recover": a verb of change that is no noun.
    if (plural_ && is_verb_of_change(reading_, at_) && !is_noun_of_change(reading_, at_)) {
      return false;
    }
    const bool object_follows = reading_.has(next, determiner | possessive | pronoun) ||
                                reading_.is(next, "to") || reading_.has(next, subordinator);
    if (fact.is(ing) && !fact.is(noun)) {
      if (plural_ || object_follows || reading_.is_number(next) ||
          reading_.has(next, preposition | adjective | adverb | auxiliary | ing)) {
        return false;
      }
      take(true);
      return true;
    }
    if (fact.is(verbnoun) && !fact.is(capital)) {
      if (plural_ || (object_follows && !reading_.is(next, "that"))) return false;
      const bool singular_verb = fact.is(plural) || reading_[at_].lower.ends_with('s');
      if (singular_verb && capital_ && reading_.has(next, capital)) return false;
      if (singular_verb && reading_.has(next, adjective | adverb | verb)) return false;
      take(true);
      return true;
    }
    if (fact.is(adjective) && !fact.is(noun | capital)) {
      const bool goes_on = reading_.has(next, noun) && !reading_.has(next, verb | verbnoun);
      if (plural_ || !goes_on) return false;
      take(false);
      return true;
    }
    // A name after a plural or a definite common noun begins a clause: "of the votes Trump won".
    if (fact.is(capital) && !capital_ && plural_) return false;
    if (object_follows && !fact.is(plural | capital) && fact.is(time)) return false;
    take(true);
    return true;
  }

  const Reading& reading_;
  std::uint32_t at_;
  std::uint32_t end_ = 0;  // past the last noun
  bool head_ = false;      // a noun has been met that may be the head
  bool plural_ = false;    // of the last noun
  bool capital_ = false;
  bool hyphen_ = false;  // the piece before was a hyphen within a word
};

}  // namespace

bool is_nominal(const Reading& reading, std::uint32_t i) {
  return reading.is_word(i) &&
         (!reading.has(i, preposition | conjunction | subordinator | relative | pronoun |
                              auxiliary | negation | determiner | possessive | adverb) ||
          reading.has(i, adjective | noun));
}

std::optional<NounPhrase> noun_phrase(const Reading& reading, std::uint32_t i) {
  if (i >= reading.size()) return std::nullopt;
  return PhraseReader(reading, i).read();
}

std::optional<NounPhrase> noun_phrase_before(const Reading& reading, std::uint32_t last,
                                             std::uint32_t from) {
  std::uint32_t first = last;
  constexpr std::uint32_t longest = 10;
  while (first > from && last - first < longest) {
    const std::uint32_t i = first - 1;
    const bool hyphen = reading.is_dash(i) && reading.joined(i) && reading.joined(first);
    const bool owner = reading.is(i, "'s") && first < last;
    const bool inside = first < last && (reading.is_number(i) || reading.is_sign(i, '&') ||
                                         reading.has(i, possessive));
    if (!hyphen && !owner && !inside &&
        (!is_nominal(reading, i) || (reading.has(i, verb) && !reading.has(i, noun)))) {
      break;
    }
    --first;
    if (inside && reading.has(i, possessive) && !owner) break;
  }
  while (first < last && reading.is_dash(first)) ++first;
  if (first == last || reading.has(last - 1, adjective & ~noun)) {
    if (first == last) return std::nullopt;
  }
  return NounPhrase{first, last};
}

}  // namespace newscut::numbers
