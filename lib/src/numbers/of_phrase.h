// What a figure is a share of, and where nothing says so, what it is a figure of.
#pragma once

#include <optional>
#include <vector>

#include "newscut/span.h"
#include "numbers/reading.h"
#include "numbers/surface.h"

namespace newscut::numbers {

// The noun phrase after "of", after "N in M" or "half the", of the figures in order; fronted ("Of
// those polled, 90% …") it is that of every share in the sentence that has none of its own.
std::vector<std::optional<Span>> find_of(const Reading& reading,
                                         const std::vector<Figure>& figures);

// The noun that `figure`, which has no "of", describes: the one that it stands before ("a 5% fee"),
// the one whose value or change it says ("inflation was 5%", "exports fell 5%", "an interest rate
// of 5%"). None where the figure itself is what the clause speaks of ("5% said no").
std::optional<Span> find_subject(const Reading& reading, const Figure& figure);

}  // namespace newscut::numbers
