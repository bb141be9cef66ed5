#include "structure/structure.h"

#include <algorithm>

#include "structure/body.h"
#include "structure/headline.h"
#include "structure/lines.h"
#include "structure/marks.h"
#include "text/calendar.h"

namespace newscut {
namespace {

bool is_url(std::string_view line) {
  const std::size_t bullet = bullet_length(line);
  const std::string_view rest = line.substr(bullet);
  if (!rest.starts_with("http://") && !rest.starts_with("https://") && !rest.starts_with("www.")) {
    return false;
  }
  return rest.find(' ') == std::string_view::npos;
}

// A line that is furniture wherever it stands.
bool is_furniture(const Line& line) {
  if (line.kind == LineClass::sentence) return false;
  if (line.words <= 2 && line.has(Shape::end_stop)) return false;  // "Pause."
  constexpr std::array kinds{
      CueKind::ad,      CueKind::comment, CueKind::legal,  CueKind::login,     CueKind::nav,
      CueKind::related, CueKind::share,   CueKind::social, CueKind::subscribe, CueKind::media,
      CueKind::weather, CueKind::time,    CueKind::tags,   CueKind::author};
  for (const CueKind kind : kinds) {
    if (line.cues.has(kind, CuePlace::line) || line.cues.has(kind, CuePlace::start)) return true;
  }
  return false;
}

// Text without furniture keeps all its lines but those that say what they are.
std::vector<std::uint8_t> clean_body(const std::vector<Line>& lines) {
  std::vector<std::uint8_t> body(lines.size(), 1);
  if (lines.size() == 1) return body;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (is_furniture(lines[i])) body[i] = 0;
  }
  return body;
}

Span unbulleted(std::string_view text, Span span) {
  return {span.begin + static_cast<std::uint32_t>(bullet_length(span.of(text))), span.end};
}

// The lines of the text, each given its part.
class Parting {
 public:
  explicit Parting(std::string_view text) : text_(text), lines_(find_lines(text)), page_(lines_) {
    body_ = find_body_lines();
    if (lines_.size() < 2) return;  // one line is the text, whatever it looks like
    const PageView view{text, lines_, page_, body_};
    title_ = find_title(view);
    byline_ = find_byline(view, title_);
    published_ = find_published(view, title_);
  }

  Structure structure() const {
    Structure result;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (i == title_) {
        const std::size_t last = last_title_line();
        const Span span{lines_[i].span.begin, lines_[last].span.end};
        result.title = unbulleted(text_, span);
        result.blocks.push_back({*result.title, Block::Kind::title});
        i = last;
      } else if (byline_ && i == byline_->line) {
        result.byline = byline_->span;
        result.blocks.push_back({byline_->span, Block::Kind::byline});
      } else if (is_boilerplate(i)) {
        result.boilerplate.push_back(lines_[i].span);
      } else {
        const Span span = unbulleted(text_, lines_[i].span);
        if (result.blocks.empty() || result.blocks.back().kind != Block::Kind::paragraph) {
          if (!result.dateline) result.dateline = find_dateline(text_, span);
        }
        result.blocks.push_back({span, Block::Kind::paragraph});
      }
    }
    result.published = published_ ? published_->published : date_of(result.dateline);
    return result;
  }

 private:
  bool clean() const { return page_.level() == PageLevel::clean; }

  std::vector<std::uint8_t> find_body_lines() {
    std::vector<std::uint8_t> body = clean_body(lines_);
    if (!clean()) {
      page_.set_title(guess_title(text_, lines_, page_));
      const std::vector<std::uint8_t> likely = find_body(lines_, page_);
      for (std::size_t i = 0; i < lines_.size(); ++i) {
        if (!stays_in_run(i)) body[i] = likely[i];
      }
    }
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const Span span = lines_[i].span;
      if (is_url(span.of(text_)) || unbulleted(text_, span).empty()) body[i] = 0;
    }
    return body;
  }

  // Where there is little furniture, what stands in the midst of the text is text.
  bool stays_in_run(std::size_t i) const {
    return page_.level() == PageLevel::mixed && i >= page_.run_begin() && i < page_.run_end();
  }

  // A headline may take two lines: "Mayor resigns after vote;".
  std::size_t last_title_line() const {
    const std::size_t next = *title_ + 1;
    const bool open = lines_[*title_].span.of(text_).ends_with(';');
    return open && next < lines_.size() && !lines_[next].has(Shape::blank_before) ? next : *title_;
  }

  bool is_boilerplate(std::size_t i) const {
    const Line& line = lines_[i];
    if (body_[i] == 0) return true;
    constexpr std::size_t most_words = 12;  // of a line that is there for its date
    if (published_ && i == published_->line && line.words <= most_words) return true;
    if (!title_) return false;
    // What stands above the title of a page is the page's; clean text begins with its title.
    return line.hash == lines_[*title_].hash || (i < *title_ && !clean());
  }

  // "CAIRO - 17 July 2022:"
  std::optional<Published> date_of(std::optional<Span> dateline) const {
    if (!dateline) return std::nullopt;
    const auto date = find_full_date(dateline->of(text_));
    if (!date) return std::nullopt;
    const Span span{dateline->begin + static_cast<std::uint32_t>(date->begin),
                    dateline->begin + static_cast<std::uint32_t>(date->end)};
    return Published{span, date->date.iso()};
  }

  std::string_view text_;
  std::vector<Line> lines_;
  PageContext page_;
  std::vector<std::uint8_t> body_;
  std::optional<std::size_t> title_;
  std::optional<Byline> byline_;
  std::optional<PublishedLine> published_;
};

}  // namespace

Structure find_structure(std::string_view text) { return Parting(text).structure(); }

}  // namespace newscut
