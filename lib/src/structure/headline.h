// What stands around the body: title, byline, publication date, dateline.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "newscut/report.h"
#include "newscut/span.h"
#include "structure/body.h"
#include "structure/lines.h"

namespace newscut {

// An article's text and what has been found of its lines.
struct PageView {
  std::string_view text;
  const std::vector<Line>& lines;
  const PageContext& page;
  const std::vector<std::uint8_t>& body;  // 1 for the lines of the body
};

// The line of the title.
std::optional<std::size_t> find_title(const PageView& view);

// The same before the body is known, from the longest stretch of running text.
std::optional<std::size_t> guess_title(std::string_view text, const std::vector<Line>& lines,
                                       const PageContext& page);

struct Byline {
  std::size_t line = 0;
  Span span;  // of the line, or the part of it before a date
};

// The line that names the author, near the title or the beginning of the body.
std::optional<Byline> find_byline(const PageView& view, std::optional<std::size_t> title);

struct PublishedLine {
  std::size_t line = 0;
  Published published;
};

// The date that the page gives itself: by preference in a line of its own near the title.
std::optional<PublishedLine> find_published(const PageView& view, std::optional<std::size_t> title);

// "LONDON (Reuters) -" at the start of `paragraph`: a place, then a date, an agency or both if
// there are any, then a dash or colon. The span ends with the dash.
std::optional<Span> find_dateline(std::string_view text, Span paragraph);

}  // namespace newscut
