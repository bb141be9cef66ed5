// How tokens are quoted in a report.
#pragma once

#include <string>

#include "document.h"

namespace newscut {

// The text of the tokens, white space normalised.
inline std::string written(const Document& document, TokenRange range) {
  std::string text;
  for (TokenIndex i = range.begin; i < range.end; ++i) {
    if (i > range.begin && document.space_before(i)) text += ' ';
    text += document.text_of(i);
  }
  return text;
}

}  // namespace newscut
