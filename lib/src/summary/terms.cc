#include "summary/terms.h"

#include <algorithm>
#include <array>
#include <string>

#include "lexicons.h"

namespace newscut {
namespace {

// A longer word is no word of a language.
constexpr std::size_t longest_word = 40;
constexpr std::size_t longest_pronoun = 5;

bool is_content(const Word& word) {
  if (!word.letter && !word.digit) return false;
  if (word.lower.size() > longest_word) return false;
  if (word.letter && word.lower.size() < 2) return false;
  return !lexicons::stop_words.contains(word.lower);
}

// Without the commonest endings. Two forms of one word may stay apart, and different words seldom
// meet.
std::string stem_of(std::string_view lower) {
  std::string stem(lower);
  const auto cut = [&](std::string_view ending, std::size_t least) {
    if (stem.size() < ending.size() + least || !stem.ends_with(ending)) return false;
    stem.resize(stem.size() - ending.size());
    return true;
  };
  if (cut("ies", 3)) return stem + "y";
  if (!stem.ends_with("ss") && !stem.ends_with("us") && !stem.ends_with("is")) cut("s", 3);
  if (!cut("ing", 4)) cut("ed", 4);
  cut("e", 4);
  return stem;
}

template <std::size_t size>
bool is_one_of(std::string_view word, const std::array<std::string_view, size>& words) {
  return std::ranges::find(words, word) != words.end();
}

SentenceCue cue_of(std::string_view lower) {
  constexpr std::array<std::string_view, static_cast<std::size_t>(SentenceCue::count) - 1> classes{
      "ahead",    "perfect", "present", "past", "listing",
      "contrast", "degree",  "clause",  "act",  "reason"};
  const int row = lexicons::sentence_cues.find(lower);
  if (row == Lexicon::none) return SentenceCue::other;
  const auto at = std::ranges::find(classes, lexicons::sentence_cues.field(row, 1));
  return static_cast<SentenceCue>(at - classes.begin() + 1);
}

SummaryWords::Facts facts_of(const Word& word) {
  constexpr std::array<std::string_view, 7> first{"i", "we", "me", "us", "my", "our", "ours"};
  constexpr std::array<std::string_view, 3> second{"you", "your", "yours"};
  SummaryWords::Facts facts;
  facts.mark = word.mark;
  facts.content = word.letter || word.digit;
  facts.capital = word.capital;
  facts.digit = word.digit;
  facts.stop = word.text.ends_with('.');
  facts.year =
      word.text.size() == 4 && (word.text.starts_with("19") || word.text.starts_with("20"));
  if (word.letter) facts.cue = cue_of(word.lower);
  if (word.lower.size() > longest_pronoun) return facts;
  facts.first_person = is_one_of(word.lower, first);
  facts.second_person = is_one_of(word.lower, second);
  return facts;
}

}  // namespace

void SummaryWords::begin_article() {
  ++article_;
  size_ = 0;
}

const SummaryWords::Facts& SummaryWords::make_facts(WordId word, Vocabulary& vocabulary) {
  if (word >= facts_.size()) facts_.resize(vocabulary.size() + vocabulary.size() / 2, {unknown});
  const Word known = vocabulary[word];  // a copy: the vocabulary grows
  Facts& facts = facts_[word];
  facts = facts_of(known);
  facts.stem = no_stem;
  if (is_content(known)) {
    const std::string stem = stem_of(known.lower);
    facts.stem = stem == known.text ? word : vocabulary.add(stem);
    if (facts.stem >= numbers_.size()) {
      numbers_.resize(vocabulary.size() + vocabulary.size() / 2);
    }
  }
  return facts;
}

}  // namespace newscut
