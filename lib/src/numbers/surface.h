// Percentages by their surface: where they stand, their values and units.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "newscut/report.h"
#include "numbers/reading.h"

namespace newscut::numbers {

struct Figure {
  enum class Form : std::uint8_t {
    unit,       // "20%"; also each item of a list that shares its unit
    ratio,      // "one in five"
    fraction,   // "a third", "half"
    predicate,  // a fraction without "of", after "by" or a modifier
  };
  // How the next figure goes on from this one.
  enum class Link : std::uint8_t {
    none,
    list,     // "10, 15 and 20 percent": one unit, one word of change
    from_to,  // "from 5 to 7 percent": a change, and no range
  };

  std::uint32_t first = 0;  // pieces, half-open
  std::uint32_t last = 0;
  Span span;
  double low = 0;
  double high = 0;
  PercentUnit unit = PercentUnit::percent;
  Form form = Form::unit;
  Link link = Link::none;  // to the next figure
  std::optional<Modifier>
      modifier;  // where the unit carries it: "20-plus percent", "20-odd per cent"
  std::optional<Direction> direction;
  std::optional<Change> change;
  std::uint32_t begins = 0;  // the first piece with "between" and the modifiers before the figure
  std::uint32_t ends = 0;    // past the modifiers after it
};

// Finds the units after numbers. Immutable once built.
class Surface {
 public:
  Surface();
  ~Surface();

  // Appends the figures of `reading` in order.
  void find(const Reading& reading, std::vector<Figure>& figures) const;

 private:
  class Units;
  std::unique_ptr<const Units> units_;
};

}  // namespace newscut::numbers
