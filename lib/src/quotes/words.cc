#include "quotes/words.h"

#include <array>
#include <string_view>
#include <utility>

#include "lexicons.h"

namespace newscut {
namespace {

template <class Value, std::size_t n>
Value named(const std::array<std::pair<std::string_view, Value>, n>& names, std::string_view name,
            Value otherwise) {
  for (const auto& [key, value] : names) {
    if (key == name) return value;
  }
  return otherwise;
}

constexpr std::array<std::pair<std::string_view, WordClass>, 20> word_classes = {{
    {"pronoun_he", WordClass::he},
    {"pronoun_she", WordClass::she},
    {"pronoun_they", WordClass::they},
    {"pronoun_it", WordClass::it},
    {"pronoun_first", WordClass::first_person},
    {"pronoun_who", WordClass::who},
    {"pronoun_object", WordClass::object_pronoun},
    {"pronoun_some", WordClass::somebody},
    {"possessive", WordClass::possessive},
    {"determiner", WordClass::determiner},
    {"that", WordClass::that},
    {"auxiliary", WordClass::auxiliary},
    {"negation", WordClass::negation},
    {"adverb", WordClass::adverb},
    {"preposition", WordClass::preposition},
    {"conjunction", WordClass::conjunction},
    {"subordinator", WordClass::subordinator},
    {"time", WordClass::time},
    {"verb", WordClass::verb},
    {"noun", WordClass::open},
}};

constexpr std::array<std::pair<std::string_view, CueClass>, 10> cue_classes = {{
    {"say", CueClass::say},
    {"ask", CueClass::ask},
    {"tell", CueClass::tell},
    {"write", CueClass::write},
    {"call", CueClass::call},
    {"gesture", CueClass::gesture},
    {"think", CueClass::think},
    {"other", CueClass::other},
    {"noun", CueClass::noun},
    {"accord", CueClass::accord},
}};

// He, she, they or it, in any case.
WordClass person_of(std::string_view word) {
  constexpr std::array<std::pair<std::string_view, WordClass>, 15> forms = {{
      {"he", WordClass::he},
      {"him", WordClass::he},
      {"his", WordClass::he},
      {"himself", WordClass::he},
      {"she", WordClass::she},
      {"her", WordClass::she},
      {"herself", WordClass::she},
      {"they", WordClass::they},
      {"them", WordClass::they},
      {"their", WordClass::they},
      {"themselves", WordClass::they},
      {"it", WordClass::it},
      {"its", WordClass::it},
      {"itself", WordClass::it},
      {"hers", WordClass::she},
  }};
  return named(forms, word, WordClass::open);
}

WordClass class_of_punctuation(std::string_view text) {
  if (text == ",") return WordClass::comma;
  if (text == ":") return WordClass::colon;
  if (text == ";") return WordClass::semicolon;
  if (text == "-" || text == "‐" || text == "‑") return WordClass::hyphen;
  if (text == "--" || text == "–" || text == "—" || text == "―") return WordClass::dash;
  if (text == "(" || text == "[") return WordClass::opening_bracket;
  if (text == ")" || text == "]") return WordClass::closing_bracket;
  if (text.starts_with('.') || text.starts_with('!') || text.starts_with('?') || text == "…") {
    return WordClass::stop;
  }
  // An emoji (U+1F000 to U+1FFFF) ends what it follows.
  if (text.starts_with("\xF0\x9F")) return WordClass::stop;
  return WordClass::other_punctuation;
}

VerbForm form_of(std::string_view word, std::string_view lemma) {
  if (word == lemma) return VerbForm::base;
  if (word.ends_with("ing")) return VerbForm::ing;
  return word.ends_with('s') ? VerbForm::s : VerbForm::ed;
}

WordCounts counts_of(const QuoteWord& word) {
  WordCounts counts(WordCounts::word);
  const auto add = [&](bool holds, WordCounts::Kind kind) {
    if (holds) counts += WordCounts(kind);
  };
  add(word.word_class == WordClass::comma, WordCounts::comma);
  add(word.cue != CueClass::none, WordCounts::cue);
  add(word.word_class == WordClass::who, WordCounts::relative);
  add(word.word_class == WordClass::conjunction || word.word_class == WordClass::subordinator ||
          word.word_class == WordClass::semicolon,
      WordCounts::clause);
  add(word.word_class == WordClass::colon, WordCounts::colon);
  add(!word.is_skipped(), WordCounts::content);
  return counts;
}

bool is_break(WordClass word_class) {
  return word_class == WordClass::comma || word_class == WordClass::semicolon ||
         word_class == WordClass::dash || word_class == WordClass::subordinator ||
         word_class == WordClass::conjunction || word_class == WordClass::colon;
}

bool is_plain(const QuoteWord& word) {
  switch (word.word_class) {
    case WordClass::open:
      return word.cue == CueClass::none && !(word.capital && word.letter);
    case WordClass::he:
    case WordClass::she:
    case WordClass::they:
    case WordClass::it:
    case WordClass::first_person:
    case WordClass::who:
    case WordClass::somebody:
    case WordClass::determiner:
    case WordClass::possessive:
    case WordClass::that:
    case WordClass::colon:
    case WordClass::dash:
    case WordClass::hyphen:
      return false;
    default:
      return word.person == WordClass::open;
  }
}

QuoteWord look_up(const Word& word) {
  QuoteWord fact;
  fact.hash = word.hash;
  fact.past_like = word.lower.size() > 4 && word.lower.ends_with("ed");
  fact.ongoing_like = !word.capital && word.lower.size() > 5 && word.lower.ends_with("ing");
  fact.capital = word.capital;
  fact.letter = word.letter;
  fact.digit = word.digit;
  if (!word.letter && !word.digit) {
    fact.word_class = class_of_punctuation(word.text);
    return fact;
  }
  if (word.lower == "'s") {
    fact.word_class = WordClass::possessive_s;
    return fact;
  }
  if (const int row = lexicons::quote_words.find(word.lower, fact.hash); row != Lexicon::none) {
    fact.word_class = named(word_classes, lexicons::quote_words.field(row, 1), WordClass::open);
    fact.person = person_of(word.lower);
    if (fact.word_class != WordClass::open) return fact;
  } else {
    fact.adverb_like = !word.capital && word.lower.size() > 4 && word.lower.ends_with("ly");
  }
  if (const int row = lexicons::cues.find(word.lower, fact.hash); row != Lexicon::none) {
    fact.cue_row = static_cast<std::int16_t>(row);
    fact.cue = named(cue_classes, lexicons::cues.field(row, 2), CueClass::none);
    fact.form = form_of(word.lower, lexicons::cues.field(row, 1));
    fact.lemma = Lexicon::hash(lexicons::cues.field(row, 1));
  }
  return fact;
}

}  // namespace

QuoteWord make_quote_word(const Word& word) {
  QuoteWord fact = look_up(word);
  const auto number = [](auto value) { return static_cast<std::uint8_t>(value); };
  if (fact.word_class != WordClass::open) {
    fact.place = fact.border = number(fact.word_class);
  } else if (fact.cue != CueClass::none) {
    fact.place = fact.border = number(40 + number(fact.cue));
  } else {
    fact.place = fact.capital ? 38 : fact.adverb_like ? 39 : 0;
    fact.border = fact.form == VerbForm::ing ? 39 : 0;
  }
  fact.counts = counts_of(fact);
  fact.plain = is_plain(fact);
  fact.reports = can_report(fact.cue);
  fact.breaks = is_break(fact.word_class);
  return fact;
}

}  // namespace newscut
