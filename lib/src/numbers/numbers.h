// numbers: tokens -> percentages, money, dates.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "document.h"

namespace newscut {

struct DateMention {
  TokenRange tokens;
  Span span;
  std::optional<std::string> date;  // ISO 8601, full or partial
};

struct MoneyMention {
  TokenRange tokens;
  Span span;
  Money money;
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

  // Relative dates ("Friday") are resolved against `document.structure.published`.
  Numbers find(const Document& document) const;

 private:
  class Impl;
  std::unique_ptr<const Impl> impl_;
};

}  // namespace newscut
