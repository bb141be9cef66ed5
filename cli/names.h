// The words of the report format for the enumerators of newscut/report.h, in their order.
#pragma once

#include <array>

namespace newscut::cli {

inline constexpr std::array entity_types{"PER",     "ORG",  "LOC",  "FAC",  "NORP",
                                         "PRODUCT", "MISC", "DATE", "MONEY"};
inline constexpr std::array token_kinds{"word", "number", "punctuation", "symbol", "url", "email"};
inline constexpr std::array quote_types{"direct", "mixed", "indirect"};
inline constexpr std::array source_kinds{"name", "pronoun", "nominal"};
inline constexpr std::array speaker_bys{"name", "pronoun", "nominal", "previous"};
inline constexpr std::array percent_units{"percent", "percentage_point", "basis_point", "per_mille",
                                          "fraction"};
inline constexpr std::array modifiers{"approx",    "nearly",  "more_than", "at_least",
                                      "less_than", "at_most", "plus_minus"};
inline constexpr std::array directions{"up", "down"};
inline constexpr std::array changes{"by", "to", "from"};
inline constexpr std::array offset_units{"codepoint", "bytes", "utf16"};

}  // namespace newscut::cli
