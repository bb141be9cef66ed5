#include "summary/choose.h"

#include <algorithm>
#include <limits>

namespace newscut {
namespace {

constexpr double nothing = -std::numeric_limits<double>::infinity();
constexpr std::uint32_t fewest_words = 5;
// A line without a stop is a sentence if it is as long as one.
constexpr std::uint32_t fewest_words_without_stop = 12;
// Share of a sentence's terms that a chosen one has, beyond which it is the same again.
constexpr double repeated_share = 0.75;

// A whole sentence that is part of the story.
bool is_story(const BodySentence& sentence) {
  const bool stopped = sentence.last == Mark::period || sentence.last == Mark::exclamation ||
                       sentence.last == Mark::ellipsis;
  if (sentence.address || sentence.label) return false;
  if (sentence.words < (stopped ? fewest_words : fewest_words_without_stop)) return false;
  return sentence.first != FirstWord::furniture ||
         (sentence.words >= fewest_words_without_stop && sentence.colons == 0);
}

// Does it not say by itself of whom or what it speaks? A connective alone is no such thing: "But
// the union refused" needs no sentence before it, unlike "But it refused".
bool hangs_on_previous(const BodySentence& sentence) {
  switch (sentence.first) {
    case FirstWord::person:
    case FirstWord::thing:
    case FirstWord::connective:
    case FirstWord::pointing:
      if (!sentence.own_subject) return true;
      break;
    default:
      break;
  }
  // A piece of a quotation, its speaker elsewhere.
  return sentence.quoted == sentence.words;
}

class Chooser {
 public:
  Chooser(const Body& body, std::span<const std::int32_t> scores)
      : body_(body),
        scores_(scores),
        chosen_(scores.size(), false),
        repeats_(scores.size(), false),
        said_(body.term_count.size(), 0) {}

  std::vector<std::uint32_t> choose(unsigned count) {
    find_candidates(count);
    while (result_.size() < count && take_next(count)) {
    }
    if (result_.empty()) take_first(count);
    std::ranges::sort(result_);
    return std::move(result_);
  }

 private:
  // The best, more than can be needed.
  void find_candidates(unsigned count) {
    for (std::uint32_t i = 0; i < scores_.size(); ++i) {
      if (is_story(body_.sentences[i])) candidates_.push_back(i);
    }
    const std::size_t most = std::min<std::size_t>(candidates_.size(), std::size_t{4} * count + 8);
    std::ranges::nth_element(candidates_, candidates_.begin() + static_cast<std::ptrdiff_t>(most),
                             [&](std::uint32_t a, std::uint32_t b) {
                               return scores_[a] != scores_[b] ? scores_[a] > scores_[b] : a < b;
                             });
    candidates_.resize(most);
    std::ranges::sort(candidates_);
  }

  // Takes the best sentence that can be had, with the one it hangs on. False: there is none.
  bool take_next(unsigned count) {
    double best = nothing;
    std::uint32_t at = 0;
    bool with_previous = false;
    for (const std::uint32_t i : candidates_) {
      if (chosen_[i] || repeats_[i]) continue;
      double value = scores_[i];
      const bool alone = stands(i);
      if (!alone) {
        if (result_.size() + 2 > count || !can_bring_previous(i)) continue;
        value = std::min(value, (value + scores_[i - 1]) / 2);
      }
      if (value <= best) continue;
      best = value;
      at = i;
      with_previous = !alone;
    }
    if (best == nothing) return false;
    if (with_previous) take(at - 1);
    take(at);
    return true;
  }

  // Can it be understood, beside what is chosen?
  bool stands(std::uint32_t i) const {
    const BodySentence& sentence = body_.sentences[i];
    if (!hangs_on_previous(sentence)) return true;
    if (i == 0) return false;
    if (chosen_[i - 1]) return true;
    if (sentence.first != FirstWord::person || sentence.person == BodySentence::none) return false;
    // "He", behind a chosen sentence on the same man.
    std::uint32_t before = BodySentence::none;
    for (const std::uint32_t other : result_) {
      if (other < i && (before == BodySentence::none || other > before)) before = other;
    }
    return before != BodySentence::none && body_.sentences[before].person == sentence.person;
  }

  bool can_bring_previous(std::uint32_t i) const {
    return i > 0 && !repeats_[i - 1] && is_story(body_.sentences[i - 1]) && stands(i - 1);
  }

  void take(std::uint32_t i) {
    chosen_[i] = true;
    result_.push_back(i);
    const auto number = static_cast<std::uint32_t>(result_.size());
    for (const Term term : body_.terms_of(i)) said_[term] = number;
    for (const std::uint32_t candidate : candidates_) {
      const auto terms = body_.terms_of(candidate);
      const auto again =
          std::ranges::count_if(terms, [&](Term term) { return said_[term] == number; });
      if (!terms.empty() &&
          static_cast<double>(again) > repeated_share * static_cast<double>(terms.size())) {
        repeats_[candidate] = true;
      }
    }
  }

  // Of a list or a piece of dialogue: what there is.
  void take_first(unsigned count) {
    constexpr std::uint32_t fewest = 3;
    for (std::uint32_t i = 0; i < scores_.size() && result_.size() < count; ++i) {
      const BodySentence& sentence = body_.sentences[i];
      if (sentence.words >= fewest && !sentence.address) result_.push_back(i);
    }
  }

  const Body& body_;
  std::span<const std::int32_t> scores_;
  std::vector<std::uint32_t> candidates_;
  std::vector<std::uint32_t> result_;
  std::vector<bool> chosen_;
  std::vector<bool> repeats_;        // says again what a chosen one says
  std::vector<std::uint32_t> said_;  // of each term: the last chosen one that has it, from 1
};

}  // namespace

std::vector<std::uint32_t> choose(const Body& body, std::span<const std::int32_t> scores,
                                  unsigned count) {
  constexpr unsigned most = 100;
  return Chooser(body, scores).choose(std::min(count, most));
}

}  // namespace newscut
