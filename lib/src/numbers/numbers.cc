#include "numbers/numbers.h"

#include <algorithm>

#include "numbers/change.h"
#include "numbers/dates.h"
#include "numbers/modifiers.h"
#include "numbers/money.h"
#include "numbers/of_phrase.h"
#include "numbers/reading.h"
#include "numbers/surface.h"

namespace newscut {

using namespace numbers;

class NumberFinder::Impl {
 public:
  Numbers find(const Document& document, WordFacts<WordFact>& facts) const {
    Numbers numbers;
    Reading reading;
    std::vector<Figure> figures;
    const CalendarDate reference = reference_date(document);
    for (const Sentence& sentence : document.sentences) {
      // Of a byline only the names count.
      if (document.structure.blocks[sentence.block].kind == Block::Kind::byline) continue;
      for (TokenIndex begin = sentence.tokens.begin; begin < sentence.tokens.end;
           begin += Reading::most_tokens) {
        const TokenRange range{begin, std::min(sentence.tokens.end, begin + Reading::most_tokens)};
        if (!may_hold_figures(document, range, facts)) continue;
        reading.read(document, range, facts);
        figures.clear();
        surface_.find(reading, figures);
        if (!figures.empty()) add(reading, figures, sentence, numbers.percentages);
        find_money(reading, numbers.money);
        find_dates(reading, reference, numbers.dates);
      }
    }
    return numbers;
  }

 private:
  static bool may_hold_figures(const Document& document, TokenRange range,
                               WordFacts<WordFact>& facts) {
    std::uint32_t seen = 0;
    std::uint32_t number_words = 0;
    for (TokenIndex i = range.begin; i < range.end; ++i) {
      document.look_ahead(i, [&](WordId word) { facts.expect(word); });
      const std::uint32_t classes =
          facts.get(document.tokens[i].word, *document.vocabulary).classes;
      seen |= classes;
      number_words += static_cast<std::uint32_t>((classes & number_word) != 0);
    }
    // A number in words needs a unit, a currency or, in "one in five", another.
    return (seen & (digit | denominator | calendar)) != 0 || number_words > 1 ||
           (number_words > 0 && (seen & (percent_word | currency)) != 0) ||
           ((seen & period) != 0 && (seen & last_or_next) != 0);
  }

  static void add(const Reading& reading, std::vector<Figure>& figures, const Sentence& sentence,
                  std::vector<Percentage>& percentages) {
    for (Figure& figure : figures) find_modifier(reading, figure);
    find_changes(reading, figures);
    const std::vector<std::optional<Span>> of = find_of(reading, figures);
    for (std::size_t k = 0; k < figures.size(); ++k) {
      const Figure& figure = figures[k];
      percentages.push_back({.span = figure.span,
                             .low = figure.low,
                             .high = figure.high,
                             .unit = figure.unit,
                             .modifier = figure.modifier,
                             .direction = figure.direction,
                             .change = figure.change,
                             .of = of[k],
                             .subject = of[k] ? std::nullopt : find_subject(reading, figure),
                             .sentence = sentence.span});
    }
  }

  Surface surface_;
};

NumberFinder::NumberFinder() : impl_(std::make_unique<const Impl>()) {}
NumberFinder::~NumberFinder() = default;

Numbers NumberFinder::find(const Document& document, WordFacts<WordFact>& facts) const {
  return impl_->find(document, facts);
}

}  // namespace newscut
