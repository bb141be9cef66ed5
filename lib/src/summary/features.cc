#include "summary/features.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace newscut {
namespace {

// Where there is nothing to measure.
constexpr std::size_t no_value = 31;

// The number of bounds that `value` reaches.
template <class Number, std::size_t size>
std::size_t step(Number value, const Number (&bounds)[size]) {
  std::size_t at = 0;
  while (at < size && value >= bounds[at]) ++at;
  return at;
}

std::size_t share_step(double part, double whole) {
  if (whole == 0) return no_value;
  return step(part / whole, {0.001, 0.1, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8, 0.999});
}

std::size_t ratio_step(double value, double mean) {
  if (mean == 0) return no_value;
  return step(value / mean, {0.3, 0.5, 0.65, 0.8, 0.9, 1.0, 1.1, 1.2, 1.35, 1.5, 1.75, 2.0, 2.5});
}

std::size_t quoted_step(const BodySentence& sentence) {
  if (sentence.words == 0) return 0;
  return step(static_cast<double>(sentence.quoted) / sentence.words,
              {0.001, 0.15, 0.35, 0.6, 0.9, 0.999});
}

std::size_t flags(bool one, bool two, bool four) {
  return (one ? 1U : 0U) + (two ? 2U : 0U) + (four ? 4U : 0U);
}

class Measures {
 public:
  explicit Measures(const Body& body)
      : body_(body),
        size_(body.sentences.size()),
        weights_(size_),
        ranks_(size_),
        in_next_(body.term_count.size(), 0) {
    double terms = 0;
    double sum = 0;
    for (std::size_t i = 0; i < size_; ++i) {
      for (const Term term : body.terms_of(i)) {
        // Most terms stand in one sentence, and weigh nothing.
        if (body.term_count[term] > 1) weights_[i] += std::log2(body.term_count[term]);
      }
      sum += weights_[i];
      terms += static_cast<double>(body.terms_of(i).size());
    }
    mean_weight_ = size_ == 0 ? 0 : sum / static_cast<double>(size_);
    mean_density_ = terms == 0 ? 0 : sum / terms;
    rank();
  }

  FeatureVector of(std::uint32_t i) {
    FeatureVector values{};
    set_place(i, values);
    set_terms(i, values);
    set_form(i, values);
    set_names(body_.sentences[i], values);
    return values;
  }

 private:
  void rank() {
    // A sort of the weights' steps by counting keeps this linear.
    constexpr double steps_a_bit = 8;
    std::vector<std::uint32_t> begin(2);
    std::vector<std::uint32_t> key(size_);
    for (std::size_t i = 0; i < size_; ++i) {
      key[i] = static_cast<std::uint32_t>(std::min(weights_[i], 1000.0) * steps_a_bit);
      if (key[i] + 2 > begin.size()) begin.resize(key[i] + 2);
      ++begin[key[i]];
    }
    // begin[k]: how many sentences weigh more than k.
    std::uint32_t above = 0;
    for (std::size_t k = begin.size(); k-- > 0;) {
      const std::uint32_t here = begin[k];
      begin[k] = above;
      above += here;
    }
    for (std::size_t i = 0; i < size_; ++i) ranks_[i] = begin[key[i]]++;
  }

  static void set(FeatureVector& values, Feature feature, std::size_t value) {
    values[static_cast<std::size_t>(feature)] =
        static_cast<std::uint8_t>(std::min(value, feature_values - 1));
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
  }

  void set_terms(std::uint32_t i, FeatureVector& values) {
    const std::span<const Term> terms = body_.terms_of(i);
    const std::span<const Term> next_terms =
        i + 1 < size_ ? body_.terms_of(i + 1) : std::span<const Term>();
    for (const Term term : next_terms) in_next_[term] = i + 1;
    std::uint32_t title = 0;
    std::uint32_t lead = 0;
    std::uint32_t news = 0;
    std::uint32_t introduced = 0;
    std::uint32_t next = 0;
    for (const Term term : terms) {
      const bool first = body_.term_first[term] == i;
      title += body_.term_of_title[term];
      lead += static_cast<std::uint32_t>(body_.term_first[term] == 0);
      news += static_cast<std::uint32_t>(first);
      introduced += static_cast<std::uint32_t>(first && body_.term_count[term] >= 3);
      next += static_cast<std::uint32_t>(in_next_[term] == i + 1);
    }
    const auto count = static_cast<double>(terms.size());
    set(values, Feature::title, share_step(title, body_.title_terms));
    set(values, Feature::title_density,
        body_.title_terms == 0 ? no_value : share_step(title, count));
    set(values, Feature::weight, ratio_step(weights_[i], mean_weight_));
    set(values, Feature::density, ratio_step(weights_[i] / std::max(count, 1.0), mean_density_));
    set(values, Feature::rank, step(ranks_[i], {1U, 2U, 3U, 4U, 5U, 7U, 10U, 14U, 20U}));
    set(values, Feature::lead, i == 0 ? no_value : share_step(lead, count));
    set(values, Feature::news, i == 0 ? no_value : share_step(news, count));
    set(values, Feature::introduces, std::min(introduced, 10U));
    set(values, Feature::next, next_terms.empty() ? no_value : share_step(next, count));
  }

  void set_form(std::size_t i, FeatureVector& values) const {
    const BodySentence& sentence = body_.sentences[i];
    set(values, Feature::opener, static_cast<std::size_t>(sentence.first));
    if (i + 1 < size_) {
      const BodySentence& next = body_.sentences[i + 1];
      const bool same = next.paragraph == sentence.paragraph;
      set(values, Feature::next_opener, static_cast<std::size_t>(next.first) + (same ? 15U : 1U));
    }
    set(values, Feature::quoted, quoted_step(sentence));
    set(values, Feature::quote_place,
        flags(sentence.starts_quoted, sentence.opens_quote, sentence.ends_quoted));
    set(values, Feature::quote_before, i == 0 ? no_value : quoted_step(body_.sentences[i - 1]));
    set(values, Feature::reported, flags(sentence.reported, sentence.named_speaker, false));
    set(values, Feature::persons, flags(sentence.first_person, sentence.second_person, false));
    set(values, Feature::ending, static_cast<std::size_t>(sentence.last));
    set(values, Feature::figures,
        step(sentence.figures, {1U, 2U, 3U, 5U}) + (sentence.percentage ? 5U : 0U) +
            (sentence.money ? 10U : 0U));
    set(values, Feature::dates, flags(sentence.date, sentence.year, false));
    set(values, Feature::capitals,
        sentence.words == 0 ? no_value
                            : step(static_cast<double>(sentence.capitals) / sentence.words,
                                   {0.001, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.6}));
    set(values, Feature::marks,
        flags(sentence.brackets > 0, sentence.dashes > 0, sentence.colons > 0));
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
  std::size_t size_;
  std::vector<double> weights_;
  std::vector<std::uint32_t> ranks_;
  std::vector<std::uint32_t>
      in_next_;  // of each term: number of the sentence after which it stands
  double mean_weight_ = 0;
  double mean_density_ = 0;
};

}  // namespace

std::vector<FeatureVector> features_of(const Body& body) {
  Measures measures(body);
  std::vector<FeatureVector> features;
  features.reserve(body.sentences.size());
  for (std::uint32_t i = 0; i < body.sentences.size(); ++i) features.push_back(measures.of(i));
  return features;
}

}  // namespace newscut
