// numbers: tokens -> percentages, money, dates.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "document.h"
#include "numbers/facts.h"

namespace newscut {

struct DateMention {
  TokenRange tokens;
  Span span;
  std::optional<std::string> date;  // ISO 8601, full or partial; none where it cannot be known
};

struct MoneyMention {
  TokenRange tokens;
  Span span;
  std::optional<Money> money;  // none for a range or where no amount is said ("billions of euros")
};

// In order of the text, without overlap within one list.
struct Numbers {
  std::vector<Percentage> percentages;  // `quote` is not yet set
  std::vector<DateMention> dates;
  std::vector<MoneyMention> money;
};

// Immutable once built; shared between threads.
class NumberFinder {
 public:
  NumberFinder();
  ~NumberFinder();

  // Relative dates ("Friday") are resolved against `document.structure.published`. `facts` are the
  // caller's own, for the words of `document.vocabulary`.
  Numbers find(const Document& document, WordFacts<numbers::WordFact>& facts) const;

 private:
  class Impl;
  std::unique_ptr<const Impl> impl_;
};

}  // namespace newscut
