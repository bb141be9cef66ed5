#include "structure/raw_lines.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "structure/marks.h"

namespace newscut {
namespace {

// Has the text a line end other than LF? In loops without a way out and without a branch, which
// compilers make into steps of sixteen bytes.
bool has_other_ends(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  // 1 or 0, as a number.
  const auto same = [](unsigned a, unsigned b) { return static_cast<unsigned char>(a == b); };
  unsigned char found = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    found = static_cast<unsigned char>(found | same(byte(i), '\r'));
  }
  for (std::size_t i = 0; i + 2 < text.size(); ++i) {
    // U+2028 and U+2029
    found = static_cast<unsigned char>(
        found | (same(byte(i), 0xE2) & same(byte(i + 1), 0x80) & same(byte(i + 2) | 1U, 0xA9)));
  }
  return found != 0;
}

// Finds line ends; a text without CR, U+2028 and U+2029 is searched for LF alone.
class LineEnds {
 public:
  explicit LineEnds(std::string_view text) : text_(text), only_lf_(!has_other_ends(text)) {}

  // The end of the line that begins at `at`; `next` is where the one after it begins.
  std::size_t end_of(std::size_t at, std::size_t& next) const {
    if (only_lf_) {
      const std::size_t end = std::min(text_.find('\n', at), text_.size());
      next = end + 1;
      return end;
    }
    for (std::size_t i = at; i < text_.size(); ++i) {
      const char c = text_[i];
      if (c == '\n' || c == '\r') {
        next = i + (c == '\r' && i + 1 < text_.size() && text_[i + 1] == '\n' ? 2 : 1);
        return i;
      }
      if (c == '\xE2' && i + 2 < text_.size() && text_[i + 1] == '\x80' &&
          (text_[i + 2] == '\xA8' || text_[i + 2] == '\xA9')) {
        next = i + 3;
        return i;
      }
    }
    next = text_.size() + 1;
    return text_.size();
  }

 private:
  std::string_view text_;
  bool only_lf_;
};

constexpr std::size_t narrowest = 30;
constexpr std::size_t widest = 132;

std::size_t code_points(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += static_cast<std::size_t>((c & 0xC0) != 0x80);
  return count;
}

// Two lines that follow each other without a blank line, the first no longer than a wrapped one.
struct Seam {
  bool wrappable = false;  // the lengths allow it
  bool within = false;     // the sentence goes on: no full stop, then a lower-case letter
  std::size_t length = 0;  // of the first line, code points
  std::size_t needed = 0;  // what it would have had with the next word
};

Seam seam_between(std::string_view text, const RawLine& first, const RawLine& second) {
  Seam seam;
  if (second.blank_before || first.span.size() > 4 * widest) return seam;
  if (second.indented && !first.indented) return seam;  // a new paragraph's first line
  const std::string_view before = first.span.of(text);
  const std::string_view after = second.span.of(text);
  if (bullet_length(after) > 0 || after.starts_with("by ")) return seam;  // a list, a byline
  seam.length = code_points(before);
  if (seam.length < narrowest || seam.length > widest) return seam;
  seam.wrappable = true;
  seam.needed =
      seam.length + 1 + code_points(after.substr(0, std::min(after.find(' '), after.size())));
  const char last = before.back();
  const bool open = last != '.' && last != '!' && last != '?' && last != ':';
  seam.within = open && after.front() >= 'a' && after.front() <= 'z';
  return seam;
}

}  // namespace

std::vector<RawLine> split_lines(std::string_view text) {
  std::vector<RawLine> lines;
  const LineEnds ends(text);
  bool blank = true;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t next = 0;
    const std::size_t end = ends.end_of(at, next);
    const std::size_t first = skip_space(text, at, end);
    if (first == end) {
      blank = true;
    } else {
      const std::size_t last = trim_space(text, first, end);
      lines.push_back({{static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last)},
                       blank,
                       first - at >= 2 || text[at] == '\t'});
      blank = false;
    }
    at = next;
  }
  return lines;
}

void join_wrapped(std::string_view text, std::vector<RawLine>& lines) {
  std::array<std::size_t, widest + 1> lengths{};  // of first lines of seams within a sentence
  std::size_t within = 0;
  std::size_t wrappable = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    const Seam seam = seam_between(text, lines[i], lines[i + 1]);
    wrappable += static_cast<std::size_t>(seam.wrappable);
    if (!seam.within) continue;
    ++within;
    ++lengths[seam.length];
  }
  if (within == 0) return;
  // The width that all but one in twenty keep to.
  std::size_t width = widest;
  for (std::size_t longer = lengths[width]; 20 * longer <= within; longer += lengths[width]) {
    --width;
  }
  std::size_t agree = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    const Seam seam = seam_between(text, lines[i], lines[i + 1]);
    agree += static_cast<std::size_t>(seam.within && seam.needed > width);
  }
  if (5 * agree < 4 * within) return;
  // Where few seams are within a sentence, the others are ends of paragraphs.
  const bool everywhere = within >= 2 && 5 * within >= wrappable;
  std::size_t kept = 0;
  RawLine previous = lines[0];
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const RawLine line = lines[i];
    const Seam seam = seam_between(text, previous, line);
    // Lines within a sentence are few in a short text, and none may be the longest.
    const std::size_t slack = within < 8 ? 25 : 10;
    const bool full = seam.wrappable && seam.length <= width + slack && seam.needed > width;
    if (seam.within || (everywhere && full)) {
      lines[kept].span.end = line.span.end;
    } else {
      lines[++kept] = line;
    }
    previous = line;
  }
  lines.resize(kept + 1);
}

}  // namespace newscut
