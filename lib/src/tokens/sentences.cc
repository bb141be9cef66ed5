#include "tokens/sentences.h"

#include <optional>

#include "lexicons.h"
#include "tokens/abbreviations.h"
#include "tokens/characters.h"

namespace newscut {
namespace {

// A short abbreviation does not end a sentence of fewer tokens ("At 5 a.m. Mr. Smith …").
constexpr TokenIndex shortest_before_abbreviation = 4;
// How far behind a closing quotation mark the verb of "…?" Mary Ann Smith asked is looked for.
constexpr TokenIndex verb_reach = 4;

// "1.", "2)", "3.)", "b." at the start of a list's item.
struct ListMarker {
  std::uint32_t number = 0;
  bool letter = false;
  TokenIndex end = 0;  // behind its punctuation
};

class Splitter {
 public:
  Splitter(Document& document, std::uint32_t block, TokenRange tokens)
      : document_(document), block_(block), tokens_(tokens) {}

  void split(std::span<const TokenIndex> candidates) {
    begin(tokens_.begin);
    for (const TokenIndex candidate : candidates) {
      if (candidate < begin_) continue;  // behind a stop that took it along
      if (mark(candidate) == Mark::bullet) {
        if (candidate > begin_ && spaced(candidate)) finish(candidate);
        continue;
      }
      if (const TokenIndex end = end_behind(candidate); end != 0) finish(end);
    }
    if (begin_ != tokens_.end) finish(tokens_.end);
  }

 private:
  Mark mark(TokenIndex i) const { return document_.mark(i); }
  bool adjacent(TokenIndex i) const { return !document_.space_before(i); }
  bool spaced(TokenIndex i) const {
    return document_.space_before(i) && (i + 1 >= tokens_.end || document_.space_before(i + 1));
  }

  void begin(TokenIndex first) {
    begin_ = first;
    marker_ = first < tokens_.end ? marker_at(first) : std::nullopt;
  }

  // Ends the sentence before `end`. An item of a list that runs on in one line is parted from the
  // next one.
  void finish(TokenIndex end) {
    if (marker_) {
      for (TokenIndex i = marker_->end; i < end; ++i) {
        const std::optional<ListMarker> next = marker_at(i);
        if (!next || !follows(*next)) continue;
        push(i);
        begin_ = i;
        marker_ = next;
      }
    }
    push(end);
    begin(end);
  }

  void push(TokenIndex end) {
    const TokenRange range{begin_, end};
    document_.sentence_of.resize(end, static_cast<std::uint32_t>(document_.sentences.size()));
    document_.sentences.push_back({document_.span(range), range, block_});
  }

  // The item's marker at `first`, a bullet before it or not.
  std::optional<ListMarker> marker_at(TokenIndex first) const {
    TokenIndex at = first;
    if (mark(at) == Mark::bullet) ++at;
    if (at + 1 >= tokens_.end || !adjacent(at + 1)) return std::nullopt;
    ListMarker marker;
    const std::string_view text = document_.text_of(at);
    if (document_.tokens[at].kind == TokenKind::number && text.size() <= 3) {
      for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        marker.number = marker.number * 10 + static_cast<std::uint32_t>(c - '0');
      }
    } else if (text.size() == 1 && text[0] >= 'a' && text[0] <= 'z') {
      marker.number = static_cast<std::uint32_t>(text[0] - 'a');
      marker.letter = true;
    } else {
      return std::nullopt;
    }
    TokenIndex end = at + 1;
    if (mark(end) == Mark::period) ++end;
    if (end < tokens_.end && mark(end) == Mark::close_bracket && adjacent(end)) ++end;
    if (end == at + 1 || end >= tokens_.end || adjacent(end)) return std::nullopt;
    const Word& item = document_.word(end);
    if (!item.capital && !is_quote(item.mark)) return std::nullopt;
    marker.end = end;
    return marker;
  }
  bool follows(const ListMarker& next) const {
    return next.letter == marker_->letter && next.number == marker_->number + 1;
  }

  // A stop at `at`: the end of the sentence behind it, with its closing marks, or 0.
  TokenIndex end_behind(TokenIndex at) {
    const Mark stop = mark(at);
    if (at == begin_ && stop != Mark::none) return 0;
    if (marker_ && stop == Mark::period) {
      if (at < marker_->end) return 0;
      if (const std::optional<ListMarker> following = marker_at(at - 1);
          following && follows(*following)) {
        return mark(at - 2) == Mark::bullet ? at - 2 : at - 1;
      }
    }
    TokenIndex next = at + 1;
    bool ellipsis = stop == Mark::ellipsis;
    bool strong = stop == Mark::exclamation;
    // ". . .", "... ?", "!..".
    while (next < tokens_.end && stop != Mark::none &&
           (mark(next) == Mark::period || mark(next) == Mark::exclamation ||
            mark(next) == Mark::ellipsis)) {
      ellipsis = ellipsis || mark(next) != Mark::exclamation;
      strong = strong || mark(next) == Mark::exclamation;
      ++next;
    }
    const TokenIndex closers = next;
    bool quoted = false;
    while (next < tokens_.end && closes(next)) {
      quoted = quoted || is_quote(mark(next));
      ++next;
    }
    next = behind_reference(next);
    if (next >= tokens_.end) return next;
    if (ellipsis && mark(at - 1) == Mark::open_bracket) return 0;  // "[…]"
    return begins_sentence(at, next, closers, quoted, ellipsis, strong) ? next : 0;
  }

  // Does the mark at `i` close something, behind a stop?
  bool closes(TokenIndex i) {
    const Mark of_i = mark(i);
    if (of_i == Mark::close_bracket) return adjacent(i);
    if (of_i == Mark::close_quote || of_i == Mark::close_single) return adjacent(i) || !opens(i);
    if (of_i == Mark::straight_single) return adjacent(i);
    if (of_i != Mark::straight_quote) return false;
    if (adjacent(i)) return true;
    // White space on both sides: the marks before tell.
    return spaced(i) && !even_marks_before(i);
  }
  bool opens(TokenIndex i) const {
    return document_.space_before(i) && i + 1 < tokens_.end && adjacent(i + 1);
  }

  // The number of straight double marks before `i` is even. Called with rising `i`.
  bool even_marks_before(TokenIndex i) {
    for (; counted_ < i; ++counted_) {
      if (mark(counted_) == Mark::straight_quote) even_ = !even_;
    }
    return even_;
  }

  // Behind "[5]", a note's number right behind a stop.
  TokenIndex behind_reference(TokenIndex i) const {
    while (i + 2 < tokens_.end && adjacent(i) && mark(i) == Mark::open_bracket &&
           document_.tokens[i + 1].kind == TokenKind::number &&
           mark(i + 2) == Mark::close_bracket) {
      i += 3;
    }
    return i;
  }

  // Can a sentence begin at `next`, behind the stop at `at`?
  bool begins_sentence(TokenIndex at, TokenIndex next, TokenIndex closers, bool quoted,
                       bool ellipsis, bool strong) const {
    TokenIndex first = next;  // the first token that is no opening mark
    while (first < tokens_.end && first < next + 4 && opening(first)) ++first;
    if (first >= tokens_.end) return false;
    const Word& word = document_.word(first);
    const bool gap = document_.space_before(next);
    const bool number = document_.tokens[first].kind == TokenKind::number || starts_digit(word);
    const Mark stop = mark(at);

    if (stop == Mark::none) {
      return gap && !number && behind_abbreviation(at, next, first, quoted || next > closers);
    }
    if (!gap) {
      // "end.The": a space has been lost.
      if (ellipsis || !word.capital) return stop == Mark::exclamation && caseless(first);
      if (next > closers) return true;
      return at > begin_ && document_.word(at - 1).letter && !document_.word(at - 1).upper &&
             document_.text_of(at - 1).size() > 1;
    }
    if (word.letter && !word.capital && !number && !caseless(first)) {
      if (first != next) return mark(first - 1) == Mark::ellipsis;  // He stopped. "…but I went on."
      return !ellipsis && !quoted && mixed_case(word);
    }
    if (ellipsis && !strong) return word.text != "I" || first != next;
    if (strong && quoted && verb_follows(first)) return false;
    if (word.letter || number) return true;
    switch (word.mark) {
      case Mark::comma:
      case Mark::colon:
      case Mark::semicolon:
      case Mark::close_bracket:
      case Mark::hyphen:
      case Mark::close_single:
      case Mark::close_quote:
        return false;
      case Mark::dash:
        return first + 1 < tokens_.end && document_.word(first + 1).capital && !quoted && !strong;
      default:
        return true;
    }
  }

  bool opening(TokenIndex i) const {
    switch (mark(i)) {
      case Mark::open_quote:
      case Mark::open_single:
      case Mark::open_bracket:
      case Mark::straight_quote:
      case Mark::straight_single:
      case Mark::bullet:
        return true;
      case Mark::close_quote:
      case Mark::close_single:
        return opens(i);
      case Mark::ellipsis:
        return i + 1 < tokens_.end && adjacent(i + 1);
      default:
        return false;
    }
  }

  static bool starts_digit(const Word& word) {
    return !word.text.empty() && word.text[0] >= '0' && word.text[0] <= '9';
  }
  // Of a script that has no capitals.
  bool caseless(TokenIndex i) const {
    const char32_t code = decode_at(document_.text_of(i), 0).code;
    return code > 0x0590 && classify(code) == CharClass::letter && !is_lower(code);
  }
  // iPhone, eBay.
  static bool mixed_case(const Word& word) {
    return word.text.size() > 2 && word.text[1] >= 'A' && word.text[1] <= 'Z';
  }

  // "…?" Mary Smith asked.
  bool verb_follows(TokenIndex first) const {
    if (sentence_opener(document_.text_of(first)) != Opener::no) return false;
    for (TokenIndex i = first; i < tokens_.end && i < first + verb_reach; ++i) {
      const Word& word = document_.word(i);
      if (i > first && is_speech_verb(word.lower)) return true;
      if (!word.capital) return false;
    }
    return false;
  }
  static bool is_speech_verb(std::string_view word) {
    return word == "said" || word == "says" || word == "asked" || word == "asks" ||
           word == "added" || word == "wrote" || word == "replied" || word == "shouted" ||
           word == "told" || word == "cried" || word == "tweeted" || word == "wondered";
  }

  // Does the sentence end with the abbreviation at `at`?
  bool behind_abbreviation(TokenIndex at, TokenIndex next, TokenIndex first, bool closed) const {
    const Word& word = document_.word(first);
    if (!word.capital) return false;
    const std::string_view form = document_.text_of(at);
    Abbreviation of_form = abbreviation(form);
    if (of_form == Abbreviation::none) of_form = Abbreviation::either;
    switch (of_form) {
      case Abbreviation::title:
      case Abbreviation::inner:
      case Abbreviation::number:
        return closed;
      case Abbreviation::end:
        return true;
      case Abbreviation::clock:
        if (first == next && !closed && is_zone(word)) return false;
        break;
      default:
        break;
    }
    if (closed) return true;
    const Opener opener = sentence_opener(word.text);
    const bool titled = abbreviation(word.text) == Abbreviation::title;
    if (opener == Opener::always && !titled) return true;
    if (at - begin_ < shortest_before_abbreviation) return false;
    if (is_chain(form) && form.size() == 2) return false;  // an initial: see Tokenizer
    if (of_form == Abbreviation::clock) return true;
    if (first != next && mark(next) != Mark::open_bracket) return !is_chain(form);
    return opener != Opener::no && of_form != Abbreviation::month;
  }

  // EST, GMT; Monday.
  static bool is_zone(const Word& word) {
    return word.upper || word.lower.ends_with("day") || word.lower == "eastern" ||
           word.lower == "pacific" || word.lower == "central" || word.lower == "local";
  }

  Document& document_;
  std::uint32_t block_;
  TokenRange tokens_;
  TokenIndex begin_ = 0;
  std::optional<ListMarker> marker_;  // of the sentence that has begun
  TokenIndex counted_ = tokens_.begin;
  bool even_ = true;
};

}  // namespace

void split_sentences(Document& document, std::uint32_t block, TokenRange tokens,
                     std::span<const TokenIndex> candidates) {
  Splitter(document, block, tokens).split(candidates);
}

}  // namespace newscut
