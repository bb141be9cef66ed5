// Quotation marks: which stretches of an article stand between them.
#pragma once

#include <vector>

#include "document.h"

namespace newscut {

// A stretch between quotation marks, at the outermost level, within one block.
struct MarkedRegion {
  Span span;          // marks included
  Span inner;         // marks and white space excluded; may be empty
  TokenRange tokens;  // those that begin in `span`
  std::uint32_t block = 0;
  bool closed = true;  // false: no closing mark, the region goes on to the end of its block
};

// In order of the text, without overlap. Linear in the text. Marks of every style are paired by
// what stands beside them first and by their shape second, since outlets turn “ and ” round, mix
// families and lose spaces. Apostrophes, elisions, inches and feet are no marks.
std::vector<MarkedRegion> find_marks(const Document& document);

}  // namespace newscut
