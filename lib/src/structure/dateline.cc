#include <cstddef>

#include "structure/headline.h"
#include "structure/marks.h"
#include "text/calendar.h"

namespace newscut {
namespace {

constexpr std::size_t most_bytes = 90;  // of a dateline

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
// Letters, and the bytes of letters that ASCII lacks; no general punctuation.
bool is_letter(std::string_view text, std::size_t at) {
  const char c = text[at];
  return is_upper(c) || is_lower(c) ||
         (static_cast<unsigned char>(c) >= 0x80 && c != '\xE2' && c != '\xC2');
}

// What has been read of a dateline.
struct Parts {
  bool upper_place = false;  // "LONDON"
  bool agency = false;       // "(Reuters)", "/MONTSAME/"
  bool date = false;
  std::size_t words = 0;  // of the place
};

class DatelineReader {
 public:
  explicit DatelineReader(std::string_view text) : text_(text.substr(0, most_bytes)) {}

  // The length of the dateline, 0 for none.
  std::size_t read() {
    if (!place()) return 0;
    for (;;) {
      space();
      if (agency() || date()) continue;
      break;
    }
    return separator();
  }

 private:
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  bool space() {
    const std::size_t start = at_;
    at_ = skip_space(text_, at_, text_.size());
    return at_ != start;
  }
  bool take(std::string_view mark) {
    if (text_.substr(at_, mark.size()) != mark) return false;
    at_ += mark.size();
    return true;
  }

  // One to six capitalised words, with commas, full stops of abbreviations, "and", "de" between.
  bool place() {
    std::size_t upper = 0;
    std::size_t capitals = 0;
    while (parts_.words < 6) {
      const std::size_t start = at_;
      while (at_ < text_.size() && (is_letter(text_, at_) || (peek() == '\'' && at_ > start)))
        ++at_;
      const std::string_view word = text_.substr(start, at_ - start);
      if (word.empty()) break;
      if (month_number(word) != 0 && parts_.words > 0) {
        at_ = start;
        break;
      }
      const bool small = word == "and" || word == "de" || word == "del" || word == "of" ||
                         word == "al" || word == "la" || word == "el" || word == "upon";
      if (!is_upper(word[0]) && !small) return false;
      ++parts_.words;
      if (!small) ++capitals;
      bool all_upper = word.size() >= 2;
      for (const char c : word) all_upper = all_upper && !is_lower(c);
      if (all_upper) ++upper;
      if (peek() == '.') {
        ++at_;
        if (is_upper(peek())) continue;  // "N.Y."
      }
      if (peek() == ',' || peek() == '/') ++at_;
      // "Sri Lanka-born" is no place before a dash.
      if (peek() == '-' && is_letter(text_, std::min(at_ + 1, text_.size() - 1)) &&
          !is_upper(peek(1))) {
        return false;
      }
      if (peek() != ' ' && peek() != '\xC2') break;
      const std::size_t gap = at_;
      space();
      if (peek() == '(' || peek() == '/' || peek() == '-' || peek() == '\xE2' ||
          (peek() >= '0' && peek() <= '9')) {
        at_ = gap;
        break;
      }
    }
    parts_.upper_place = upper > 0;
    return capitals > 0;
  }

  bool agency() {
    const char close = peek() == '(' ? ')' : peek() == '/' ? '/' : '\0';
    if (close == '\0') return false;
    const std::size_t end = text_.find(close, at_ + 1);
    if (end == std::string_view::npos || end - at_ > 40) return false;
    for (std::size_t i = at_ + 1; i < end; ++i) {
      if (text_[i] == '.' && i + 1 < end && text_[i + 1] == ' ') return false;
    }
    if (!is_upper(peek(1))) return false;
    at_ = end + 1;
    parts_.agency = true;
    return true;
  }

  bool date() {
    const std::size_t start = at_;
    if (peek() == ',' || (peek() == '-' && peek(1) == ' ')) {
      ++at_;
      space();
    }
    if (const auto found = date_at(text_, at_)) {
      at_ = found->end;
      if (peek() == ',') ++at_;
      parts_.date = true;
      return true;
    }
    at_ = start;
    return false;
  }

  std::size_t separator() {
    const std::size_t before = at_;
    const bool spaced = before > 0 && (text_[before - 1] == ' ' || text_[before - 1] == '\xA0');
    const bool marked = parts_.upper_place || parts_.agency || parts_.date;
    if (take("\u2014") || take("\u2013") || take("\u2015") || take("--")) {
      const std::size_t end = at_;
      space();
      // A title-case name before a dash may be a subject: "Ann Lee — who won — left."
      return marked || (parts_.words <= 3 && starts_sentence()) ? end : 0;
    }
    if (take("-")) {
      const std::size_t end = at_;
      if (!space()) return 0;
      return marked || (spaced && parts_.words <= 3 && starts_sentence()) ||
                     (!spaced && parts_.words == 1 && starts_sentence())
                 ? end
                 : 0;
    }
    if (take(":")) {
      const std::size_t end = at_;
      if (!space()) return 0;
      return parts_.agency || parts_.date ? end : 0;
    }
    return 0;
  }
  // A capital or an opening quotation mark.
  bool starts_sentence() const {
    return is_upper(peek()) || peek() == '"' || text_.substr(at_).starts_with("\u201C");
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Parts parts_;
};

}  // namespace

std::optional<Span> find_dateline(std::string_view text, Span paragraph) {
  const std::size_t length = DatelineReader(paragraph.of(text)).read();
  if (length == 0 || length + 10 > paragraph.size()) return std::nullopt;
  return Span{paragraph.begin, paragraph.begin + static_cast<std::uint32_t>(length)};
}

}  // namespace newscut
