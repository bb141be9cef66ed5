#include "summary/features.h"

#include <algorithm>
#include <cmath>

namespace newscut {
namespace {

// The number of bounds that `value` reaches.
template <class Number, std::size_t size>
constexpr std::size_t step(Number value, const Number (&bounds)[size]) {
  std::size_t at = 0;
  while (at < size && value >= bounds[at]) ++at;
  return at;
}

constexpr double share_bounds[] = {0.001, 0.1, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8, 0.999};
// Where there is nothing to measure.
constexpr std::size_t no_share = std::size(share_bounds) + 1;

constexpr std::size_t find_share_step(double part, double whole) {
  return whole == 0 ? no_share : step(part / whole, share_bounds);
}

// Most sentences have few terms: their steps are worked out once.
constexpr std::size_t most_tabled = 48;
constexpr auto share_steps = [] {
  std::array<std::array<std::uint8_t, most_tabled>, most_tabled> steps{};
  for (std::size_t whole = 0; whole < most_tabled; ++whole) {
    for (std::size_t part = 0; part < most_tabled; ++part) {
      steps[whole][part] = static_cast<std::uint8_t>(
          find_share_step(static_cast<double>(part), static_cast<double>(whole)));
    }
  }
  return steps;
}();

std::size_t share_step(std::size_t part, std::size_t whole) {
  if (whole < most_tabled && part < most_tabled) return share_steps[whole][part];
  return find_share_step(static_cast<double>(part), static_cast<double>(whole));
}

std::size_t ratio_step(double value, double mean) {
  constexpr double bounds[] = {0.3, 0.5, 0.65, 0.8, 0.9, 1.0, 1.1, 1.2, 1.35, 1.5, 1.75, 2.0, 2.5};
  return mean == 0 ? std::size(bounds) + 1 : step(value / mean, bounds);
}

std::size_t fine_ratio_step(double value, double mean) {
  constexpr double bounds[] = {0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 1.0, 1.1,
                               1.2, 1.35, 1.5, 1.75, 2.0, 2.5, 3.0};
  return mean == 0 ? std::size(bounds) + 1 : step(value / mean, bounds);
}

std::size_t rank_step(std::uint32_t rank) {
  return step(rank, {1U, 2U, 3U, 4U, 5U, 7U, 10U, 14U, 20U});
}

std::uint8_t quoted_step(const BodySentence& sentence) {
  if (sentence.quoted == 0) return 0;
  return static_cast<std::uint8_t>(step(static_cast<double>(sentence.quoted) / sentence.words,
                                        {0.001, 0.15, 0.35, 0.6, 0.9, 0.999}));
}
constexpr std::uint8_t no_quoted = 7;

// Coarser, for the sentences behind.
std::size_t quoted_class(std::uint8_t quoted_step) {
  constexpr std::uint8_t classes[] = {0, 1, 1, 2, 2, 3, 4, 5};
  return classes[quoted_step];
}

std::size_t flags(bool one, bool two, bool four) {
  return (one ? 1U : 0U) + (two ? 2U : 0U) + (four ? 4U : 0U);
}

// log2 of small numbers, which most are.
double log2_of(std::uint32_t count) {
  static const auto table = [] {
    std::array<double, 64> logs{};
    for (std::size_t i = 1; i < logs.size(); ++i) logs[i] = std::log2(static_cast<double>(i));
    return logs;
  }();
  return count < table.size() ? table[count] : std::log2(count);
}

}  // namespace

class FeatureReader::Measures {
 public:
  Measures(const Body& body, FeatureReader& memory)
      : body_(body), memory_(memory), size_(body.sentences.size()) {
    memory_.weights_.assign(size_, {});
    memory_.ranks_.resize(size_);
    memory_.in_next_.assign(body.term_count.size(), 0);
    for (std::uint32_t i = 0; i < size_; ++i) weigh(i, memory_.weights_[i]);
    if (size_ == 0) return;
    const auto count = static_cast<double>(size_);
    mean_density_ = terms_ == 0 ? 0 : mean_weight_ / terms_;
    mean_weight_ /= count;
    mean_centroid_ /= count;
    mean_onward_ /= count;
    rank(&Ranks::weight, [](const Weights& w) { return w.weight; });
    rank(&Ranks::centroid, [](const Weights& w) { return w.centroid; });
    rank(&Ranks::title, [](const Weights& w) { return w.title; });
    rank(&Ranks::onward, [](const Weights& w) { return w.onward; });
    rank_lengths();
    set_article();
  }

  FeatureVector of(std::uint32_t i) {
    FeatureVector values = article_;
    set_place(i, values);
    set_terms(i, values);
    set_ranks(i, values);
    set_form(i, values);
    set_names(body_.sentences[i], values);
    return values;
  }

 private:
  void weigh(std::uint32_t i, Weights& weights) {
    const std::span<const Term> terms = body_.terms_of(i);
    std::uint32_t others = 0;
    for (const Term term : terms) {
      const std::uint32_t count = body_.term_count[term];
      // Most terms stand in one sentence, and weigh nothing.
      if (count > 1) weights.weight += log2_of(count);
      others += count - 1;
      weights.title += body_.term_of_title[term];
      weights.lead += static_cast<std::uint32_t>(body_.term_first[term] == 0);
      if (body_.term_first[term] != i) continue;
      ++weights.fresh;
      weights.opening += static_cast<std::uint32_t>(count >= 3);
      weights.onward += count - 1;
    }
    if (!terms.empty()) {
      weights.centroid = others / std::sqrt(static_cast<double>(terms.size()));
    }
    weights.quoted = quoted_step(body_.sentences[i]);
    terms_ += static_cast<double>(terms.size());
    mean_weight_ += weights.weight;
    mean_centroid_ += weights.centroid;
    mean_onward_ += weights.onward;
  }

  // A sort by counting, which keeps this linear.
  template <class Key>
  void rank_by(std::uint32_t Ranks::*rank, Key key_of) {
    constexpr std::uint32_t most = 8000;
    std::vector<std::uint32_t>& keys = memory_.keys_;
    std::vector<std::uint32_t>& places = memory_.places_;
    keys.resize(size_);
    std::uint32_t top = 0;
    for (std::uint32_t i = 0; i < size_; ++i) {
      keys[i] = std::min(key_of(i), most);
      top = std::max(top, keys[i]);
    }
    places.assign(top + 1, 0);
    for (const std::uint32_t key : keys) ++places[key];
    // places[k]: how many sentences weigh more than k.
    std::uint32_t above = 0;
    for (std::uint32_t k = top + 1; k-- > 0;) {
      const std::uint32_t here = places[k];
      places[k] = above;
      above += here;
    }
    for (std::uint32_t i = 0; i < size_; ++i) memory_.ranks_[i].*rank = places[keys[i]]++;
  }
  template <class Value>
  void rank(std::uint32_t Ranks::*rank, Value value_of) {
    rank_by(rank, [&](std::uint32_t i) {
      constexpr double steps = 8;
      constexpr double most = 1000;
      return static_cast<std::uint32_t>(
          std::min(static_cast<double>(value_of(memory_.weights_[i])), most) * steps);
    });
  }
  void rank_lengths() {
    rank_by(&Ranks::length,
            [&](std::uint32_t i) { return static_cast<std::uint32_t>(body_.terms_of(i).size()); });
  }

  static void set(FeatureVector& values, Feature feature, std::size_t value) {
    values[static_cast<std::size_t>(feature)] =
        static_cast<std::uint8_t>(std::min(value, feature_values - 1));
  }

  void set_article() {
    std::size_t words = 0;
    std::size_t quoted = 0;
    std::size_t personal = 0;
    std::size_t reported = 0;
    for (const BodySentence& sentence : body_.sentences) {
      words += sentence.words;
      quoted += static_cast<std::size_t>(sentence.quoted > 0);
      personal += static_cast<std::size_t>(sentence.first_person);
      reported += static_cast<std::size_t>(sentence.reported || sentence.named_speaker);
    }
    const auto count = static_cast<double>(size_);
    const auto share = [&](std::size_t part) { return static_cast<double>(part) / count; };
    const FeatureVector lead = of(0);
    const auto lead_has = [&](Feature feature) {
      return std::size_t{lead[static_cast<std::size_t>(feature)]};
    };
    set(article_, Feature::all_quoted, step(share(quoted), {.01, .1, .2, .3, .4, .5, .6}));
    set(article_, Feature::all_personal, step(share(personal), {.01, .05, .1, .2, .3, .4}));
    set(article_, Feature::all_reported, step(share(reported), {.01, .1, .2, .3, .4, .5, .6}));
    set(article_, Feature::all_length,
        step(share(words), {14., 16., 18., 20., 22., 24., 26., 28., 30.}));
    set(article_, Feature::lead_rank, lead_has(Feature::centroid_rank));
    set(article_, Feature::lead_length, lead_has(Feature::length));
    set(article_, Feature::lead_onward, lead_has(Feature::onward_rank));
    set(article_, Feature::lead_opener, lead_has(Feature::opener));
    set(article_, Feature::lead_ending, lead_has(Feature::ending));
  }

  void set_place(std::size_t i, FeatureVector& values) const {
    const BodySentence& sentence = body_.sentences[i];
    set(values, Feature::size, step(size_, {5UL, 9UL, 13UL, 17UL, 22UL, 28UL, 36UL, 50UL}));
    set(values, Feature::position,
        step(i, {1UL, 2UL, 3UL, 4UL, 5UL, 6UL, 8UL, 10UL, 13UL, 17UL, 22UL, 30UL}));
    set(values, Feature::relative, i * 10 / size_);
    set(values, Feature::from_end, step(size_ - 1 - i, {1UL, 2UL, 3UL, 5UL, 8UL, 12UL}));
    set(values, Feature::paragraph,
        step(sentence.paragraph, {1U, 2U, 3U, 4U, 5U, 7U, 10U, 14U, 20U}));
    set(values, Feature::place,
        std::min(sentence.in_paragraph, 4U) * 4 + std::min(sentence.place, 3U));
    set(values, Feature::length,
        step(sentence.words, {5U, 8U, 11U, 14U, 17U, 20U, 24U, 28U, 32U, 37U, 43U, 50U, 60U}));
    const std::uint32_t paragraphs = body_.sentences.back().paragraph + 1;
    set(values, Feature::depth,
        step(static_cast<double>(sentence.paragraph) / paragraphs,
             {.05, .1, .15, .2, .25, .3, .4, .5, .6, .7, .8, .9, .95}));
    set(values, Feature::flat, paragraphs == size_ ? 1 : 0);
  }

  void set_terms(std::uint32_t i, FeatureVector& values) {
    const Weights& weights = memory_.weights_[i];
    const std::span<const Term> terms = body_.terms_of(i);
    const std::span<const Term> next_terms =
        i + 1 < size_ ? body_.terms_of(i + 1) : std::span<const Term>();
    for (const Term term : next_terms) memory_.in_next_[term] = i + 1;
    std::size_t next = 0;
    for (const Term term : terms) next += static_cast<std::size_t>(memory_.in_next_[term] == i + 1);
    const bool titled = body_.title_terms > 0;
    set(values, Feature::title, share_step(weights.title, body_.title_terms));
    set(values, Feature::title_density,
        titled ? share_step(weights.title, terms.size()) : no_share);
    set(values, Feature::weight, ratio_step(weights.weight, mean_weight_));
    set(values, Feature::density,
        ratio_step(weights.weight / std::max(static_cast<double>(terms.size()), 1.0),
                   mean_density_));
    set(values, Feature::lead, i == 0 ? no_share : share_step(weights.lead, terms.size()));
    set(values, Feature::news, i == 0 ? no_share : share_step(weights.fresh, terms.size()));
    set(values, Feature::introduces, std::min(weights.opening, 10U));
    set(values, Feature::next, next_terms.empty() ? no_share : share_step(next, terms.size()));
    set(values, Feature::centroid, fine_ratio_step(weights.centroid, mean_centroid_));
    set(values, Feature::onward, fine_ratio_step(weights.onward, mean_onward_));
    constexpr std::size_t early_terms = 3;
    const bool early =
        std::ranges::any_of(terms.first(std::min(terms.size(), early_terms)),
                            [&](Term term) { return body_.term_of_title[term] != 0; });
    set(values, Feature::title_early, flags(early, titled, false));
    set_title_by_place(i, values);
  }

  void set_title_by_place(std::uint32_t i, FeatureVector& values) const {
    constexpr std::size_t places = 5;
    const std::size_t place = std::min<std::size_t>(i, places - 1);
    const auto share = [&](std::uint32_t sentence) {
      return static_cast<double>(memory_.weights_[sentence].title) / body_.title_terms;
    };
    const bool titled = body_.title_terms > 0;
    set(values, Feature::lead_title,
        (titled ? step(share(0), {0.001, 0.2, 0.4, 0.6}) : 5U) * places + place);
    set(values, Feature::place_title,
        titled ? step(share(i), {0.001, 0.15, 0.25, 0.35, 0.5}) * places + place : 30U);
  }

  void set_ranks(std::uint32_t i, FeatureVector& values) const {
    constexpr std::size_t no_rank = 10;
    const Ranks& ranks = memory_.ranks_[i];
    set(values, Feature::rank, rank_step(ranks.weight));
    set(values, Feature::centroid_rank, rank_step(ranks.centroid));
    set(values, Feature::title_rank, body_.title_terms > 0 ? rank_step(ranks.title) : no_rank);
    set(values, Feature::length_rank, rank_step(ranks.length));
    set(values, Feature::onward_rank, rank_step(ranks.onward));
  }

  void set_form(std::size_t i, FeatureVector& values) const {
    const BodySentence& sentence = body_.sentences[i];
    const auto quoted = [&](std::size_t at) {
      return at < size_ ? memory_.weights_[at].quoted : no_quoted;
    };
    set(values, Feature::opener, static_cast<std::size_t>(sentence.first));
    if (i + 1 < size_) {
      const BodySentence& next = body_.sentences[i + 1];
      const bool same = next.paragraph == sentence.paragraph;
      set(values, Feature::next_opener, static_cast<std::size_t>(next.first) + (same ? 15U : 1U));
    }
    set(values, Feature::quoted, quoted(i));
    set(values, Feature::quote_place,
        flags(sentence.starts_quoted, sentence.opens_quote, sentence.ends_quoted));
    set(values, Feature::quote_before, i == 0 ? no_quoted : quoted(i - 1));
    set(values, Feature::quotes_after,
        quoted_class(quoted(i + 1)) * 5 + (i + 2 < size_ ? quoted_class(quoted(i + 2)) : 0));
    set(values, Feature::reported, flags(sentence.reported, sentence.named_speaker, false));
    set(values, Feature::persons, flags(sentence.first_person, sentence.second_person, false));
    set(values, Feature::ending, static_cast<std::size_t>(sentence.last));
    set(values, Feature::figures,
        step(sentence.figures, {1U, 2U, 3U, 5U}) + (sentence.percentage ? 5U : 0U) +
            (sentence.money ? 10U : 0U));
    set(values, Feature::dates, flags(sentence.date, sentence.year, false));
    set(values, Feature::capitals,
        sentence.words == 0 ? 9
                            : step(static_cast<double>(sentence.capitals) / sentence.words,
                                   {0.001, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6}));
    set(values, Feature::marks,
        flags(sentence.brackets > 0, sentence.dashes > 0, sentence.colons > 0));
    set_cues(sentence, values);
  }

  static void set_cues(const BodySentence& sentence, FeatureVector& values) {
    constexpr std::uint8_t most = 3;
    constexpr std::size_t tenses = 4;
    std::size_t which = 0;
    for (std::size_t cue = 1; cue < sentence.cues.size(); ++cue) {
      values[static_cast<std::size_t>(Feature::ahead) + cue - 1] =
          std::min(sentence.cues[cue], most);
      if (cue <= tenses && sentence.cues[cue] > 0) which |= std::size_t{1} << (cue - 1);
    }
    set(values, Feature::tenses, which);
  }

  static void set_names(const BodySentence& sentence, FeatureVector& values) {
    set(values, Feature::names, step(sentence.names, {1U, 2U, 3U, 4U, 5U, 7U}));
    set(values, Feature::salient, std::min(sentence.salient, 4U) + (sentence.top_name ? 5U : 0U));
    set(values, Feature::first_name,
        step(sentence.first_name_count, {1U, 2U, 3U, 5U, 8U}) +
            (sentence.first_name_fresh ? 8U : 0U));
    set(values, Feature::fresh, std::min(sentence.fresh, 5U));
  }

  const Body& body_;
  FeatureReader& memory_;
  std::size_t size_;
  FeatureVector article_{};  // what all its sentences have in common
  double terms_ = 0;
  double mean_weight_ = 0;  // sums, while they are added up
  double mean_density_ = 0;
  double mean_centroid_ = 0;
  double mean_onward_ = 0;
};

std::span<const FeatureVector> FeatureReader::read(const Body& body) {
  Measures measures(body, *this);
  features_.clear();
  for (std::uint32_t i = 0; i < body.sentences.size(); ++i) features_.push_back(measures.of(i));
  return features_;
}

}  // namespace newscut
