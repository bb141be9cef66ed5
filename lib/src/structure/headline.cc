#include "structure/headline.h"

#include <algorithm>
#include <bitset>
#include <string>

#include "lexicons.h"
#include "structure/marks.h"
#include "text/calendar.h"
#include "text/lexicon.h"

namespace newscut {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_letter(char c) {
  return is_upper(c) || is_lower(c) || static_cast<unsigned char>(c) >= 0x80;
}

// Calls `use` for each word of three bytes or more, a hash of its lower-case form.
template <class Use>
void each_word(std::string_view text, Use use) {
  std::uint32_t hash = 0;
  std::size_t length = 0;
  for (const char c : text) {
    if (is_letter(c) || (c >= '0' && c <= '9')) {
      if (length++ == 0) hash = 2166136261U;
      hash = (hash ^ static_cast<unsigned char>(is_upper(c) ? c + ('a' - 'A') : c)) * 16777619U;
    } else {
      if (length > 3) use(hash);
      length = 0;
    }
  }
  if (length > 3) use(hash);
}

// The first line of running text of the body; the number of lines if there is none.
std::size_t first_text(const PageView& view) {
  std::size_t fallback = view.lines.size();
  for (std::size_t i = 0; i < view.lines.size(); ++i) {
    if (view.body[i] == 0) continue;
    const Line& line = view.lines[i];
    if (line.kind == LineClass::sentence && line.words >= 14) return i;
    if (fallback == view.lines.size() && line.words >= 10) fallback = i;
  }
  return fallback;
}

// The words of the first 1,500 bytes or so of running text: a set in which two words in a hundred
// are there by chance.
class OpeningWords {
 public:
  OpeningWords(const PageView& view, std::size_t first) {
    constexpr std::size_t enough = 1500;
    std::size_t seen = 0;
    for (std::size_t i = first; i < view.lines.size() && seen < enough; ++i) {
      const Line& line = view.lines[i];
      if (view.body[i] == 0 || line.words < 10) continue;
      const std::string_view text = line.span.of(view.text).substr(0, enough);
      each_word(text, [&](std::uint32_t word) { words_.set(word % size); });
      seen += text.size();
    }
  }
  // The share of the words of `line` that are among them, percent.
  int share(std::string_view line) const {
    int words = 0;
    int known = 0;
    each_word(line.substr(0, 300), [&](std::uint32_t word) {
      ++words;
      known += static_cast<int>(words_[word % size]);
    });
    return words == 0 ? 0 : 100 * known / words;
  }

 private:
  static constexpr std::size_t size = 16384;
  std::bitset<size> words_;
};

bool is_furniture(const Line& line) { return line.kind == LineClass::cue || line.has(Shape::url); }

bool is_date_line(const Line& line) {
  return line.words <= 20 && (line.has(Shape::full_date) || line.cues.has(CueKind::time) ||
                              line.cues.has(CueKind::dateword, CuePlace::start));
}

bool starts_with_by(std::string_view line) {
  if (line.size() < 4 || (line[0] != 'B' && line[0] != 'b') || (line[1] != 'y' && line[1] != 'Y')) {
    return false;
  }
  std::size_t at = 2;
  if (line[at] == ':') ++at;
  at = skip_space(line, at, line.size());
  // "ByAlex Smith": pages run them together.
  return at < line.size() && (is_upper(line[at]) || static_cast<unsigned char>(line[at]) >= 0xC3);
}

// Two to four capitalised words, the first of them a given name.
bool is_name(std::string_view line) {
  std::size_t words = 0;
  bool given = false;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t end = std::min(line.find(' ', at), line.size());
    const std::string_view word = line.substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    if (!is_upper(word[0]) && static_cast<unsigned char>(word[0]) < 0xC3) return false;
    std::string lower;
    for (const char c : word) {
      if (!is_letter(c) && c != '.' && c != '-' && c != '\'') return false;
      lower += is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
    }
    if (words == 0) given = lexicons::given_names.contains(lower);
    ++words;
  }
  return given && words >= 2 && words <= 4;
}

// Two or three words in capitals, none of which comes again: who wrote it, not what of.
bool is_capital_name(const PageView& view, std::size_t i) {
  const Line& line = view.lines[i];
  if (line.words < 2 || line.words > 3) return false;
  const std::string_view text = line.span.of(view.text);
  const auto in_name = [](char c) { return is_upper(c) || c == ' ' || c == '-' || c == '\''; };
  return std::ranges::all_of(text, in_name) && OpeningWords(view, i + 1).share(text) == 0;
}

bool is_byline(const PageView& view, std::size_t i) {
  const Line& line = view.lines[i];
  if (line.words > 20 || line.kind == LineClass::sentence) return false;
  if (line.words == 1 && line.cues.has(CueKind::byline)) return true;  // "By", the name below it
  return starts_with_by(without_bullet(line.span.of(view.text)));
}

// --- Title ---------------------------------------------------------------------------------------

constexpr std::size_t header_reach = 100;  // lines above the text where a title may be

int length_score(const Line& line) {
  if (line.words <= 1) return -40;
  if (line.words == 2) return -25;
  if (line.words == 3) return -5;
  if (line.words <= 20) return 20;
  return line.words <= 28 ? 0 : -40;
}

// What follows a title: byline and date, buttons to share it, a standfirst.
int follower_score(const PageView& view, std::size_t i) {
  int score = 0;
  int buttons = 0;
  for (std::size_t k = i + 1; k < std::min(i + 6, view.lines.size()); ++k) {
    const Line& line = view.lines[k];
    const auto distance = static_cast<int>(k - i);
    if (is_byline(view, k) || (is_date_line(line) && line.words <= 12)) {
      score = std::max(score, 25 - 3 * distance);
    } else if (line.words <= 4 && is_name(line.span.of(view.text))) {
      score = std::max(score, 16 - 2 * distance);
    } else if (line.words <= 6 &&
               (line.cues.has(CueKind::share) || line.cues.has(CueKind::social))) {
      buttons = 6;
    }
  }
  return score + buttons;
}

bool may_be_title(const Line& line) {
  return line.words >= 5 && line.words <= 17 && !is_furniture(line) && !is_date_line(line) &&
         !line.has(Shape::start_bullet) && !line.has(Shape::end_stop) &&
         !line.has(Shape::end_paren);
}

int title_score(const PageView& view, const OpeningWords& opening, std::size_t i,
                std::size_t text) {
  const Line& line = view.lines[i];
  int score = length_score(line);
  constexpr int enough = 65;  // percent: titles say things in words of their own, too
  score +=
      std::min(opening.share(line.span.of(view.text)), enough) * std::min<int>(line.words, 5) / 10;
  if (line.has(Shape::repeated)) score += 10;
  if (line.has(Shape::start_bullet)) score -= 25;
  if (is_furniture(line)) score -= 30;
  if (is_date_line(line) || is_byline(view, i)) score -= 40;
  if (line.has(Shape::end_colon) || line.has(Shape::end_comma) || line.has(Shape::end_paren)) {
    score -= 15;
  }
  const bool statement = line.span.of(view.text).ends_with('.');
  if (statement) score -= line.kind == LineClass::sentence ? 27 : 12;
  if (line.has(Shape::sentence_inside)) score -= 5;
  if (line.has(Shape::mail_or_handle) || line.has(Shape::clock)) score -= 15;
  if (line.has(Shape::start_lower)) score -= 10;
  if (line.cues.has(CueKind::byline) || line.cues.has(CueKind::tags)) score -= 15;
  if (line.has(Shape::glued) || line.has(Shape::bar)) score -= 10;
  score += follower_score(view, i);
  if (i > 0 && may_be_title(view.lines[i - 1])) score -= 16;  // rather its standfirst
  if (i == 0) score += 8;
  // A standfirst follows the title, and its words are those of the text as well.
  const auto distance = static_cast<int>(text - i);
  return score - std::min(distance, 15) / 2 - std::max(0, std::min(distance, 40) - 15);
}

bool ends_like_sentence(const Line& line) {
  return line.has(Shape::end_stop) || line.has(Shape::end_quote);
}

// One of the next lines is far longer: the text, after a standfirst perhaps.
bool longer_text_below(const PageView& view, std::size_t i) {
  const Line& line = view.lines[i];
  for (std::size_t k = i + 1; k < std::min(i + 5, view.lines.size()); ++k) {
    if (view.lines[k].words >= std::max<int>(18, 2 * line.words)) return true;
  }
  return false;
}

bool has_article(std::string_view line) {
  for (const std::string_view word : {"the ", "a ", "an "}) {
    for (std::size_t at = line.find(word); at != std::string_view::npos;
         at = line.find(word, at + 1)) {
      if (at > 0 && line[at - 1] == ' ') return true;
    }
  }
  return line.starts_with("The ") || line.starts_with("A ") || line.starts_with("An ");
}

// In clean text: is the first line, with more after it, a headline?
bool is_headline(const PageView& view, std::size_t i) {
  const Line& line = view.lines[i];
  if (i + 1 >= view.lines.size() || line.words < 2 || line.words > 24) return false;
  const bool stop = ends_like_sentence(line);
  if (stop && line.has(Shape::start_quote)) return false;  // a quotation
  if (is_date_line(line) || is_byline(view, i) || line.has(Shape::start_bullet) ||
      line.has(Shape::end_colon) || line.has(Shape::url) || is_capital_name(view, i)) {
    return false;
  }
  if (line.span.of(view.text).ends_with(',')) return false;
  // The text goes on in the next line, or the line is as long as those of the text.
  const Line& next = view.lines[i + 1];
  if (!stop) return next.words >= 4;
  if (!line.has(Shape::blank_after) && !line.has(Shape::title_case)) return false;
  if (find_dateline(view.text, line.span)) return false;
  if (line.has(Shape::title_case)) return line.words <= 20;
  if (find_dateline(view.text, next.span)) return line.words <= 20;
  if (line.words > 16 || line.has(Shape::sentence_inside)) return false;
  if (!longer_text_below(view, i)) return false;
  // Headlines save articles, and their words come again.
  const std::string_view words = line.span.of(view.text);
  const OpeningWords opening(view, i + 1);
  return opening.share(words) >= (line.words > 12 && has_article(words) ? 60 : 25);
}

}  // namespace

std::optional<std::size_t> find_title(const PageView& view) {
  const std::size_t text = first_text(view);
  if (text == view.lines.size()) {
    return std::nullopt;
  }
  if (view.page.level() != PageLevel::page) {
    std::size_t first = 0;
    while (first < view.lines.size() && view.lines[first].has(Shape::url)) ++first;
    const bool clean = view.page.level() == PageLevel::clean;
    if (first < view.lines.size() && (clean || first >= text)) {
      if (is_headline(view, first)) return first;
      if (first >= text) return std::nullopt;
    }
  }
  const OpeningWords opening(view, text);
  std::optional<std::size_t> best;
  // A page has a title, if only one of a word or two.
  int best_score = view.page.level() == PageLevel::page ? -15 : 0;
  const std::size_t from = text > header_reach ? text - header_reach : 0;
  for (std::size_t i = from; i < text; ++i) {
    if (view.lines[i].has(Shape::url)) continue;
    // In text with little furniture, what ends like a sentence is one.
    if (view.page.level() != PageLevel::page && ends_like_sentence(view.lines[i])) continue;
    const int score = title_score(view, opening, i, text);
    if (score >= best_score) {
      best = i;
      best_score = score;
    }
  }
  return best;
}

std::optional<std::size_t> guess_title(std::string_view text, const std::vector<Line>& lines,
                                       const PageContext& page) {
  std::vector<std::uint8_t> run(lines.size());
  for (std::size_t i = page.run_begin(); i < page.run_end(); ++i) run[i] = 1;
  return find_title({text, lines, page, run});
}

// --- Byline --------------------------------------------------------------------------------------

std::optional<Byline> find_byline(const PageView& view, std::optional<std::size_t> title) {
  const std::size_t text = first_text(view);
  const std::size_t reach = 12;
  std::size_t from = title ? *title : (text > reach ? text - reach : 0);
  if (title && *title >= 3) from = *title - 3;
  const std::size_t to = std::min(std::max(text + 2, from + reach), view.lines.size());
  const auto found = [&](std::size_t i) {
    Byline byline{i, view.lines[i].span};
    const std::string_view whole = byline.span.of(view.text);
    const std::size_t bullet = bullet_length(whole);
    std::size_t end = whole.size();
    if (const auto date = find_full_date(whole)) end = std::min(end, date->begin);
    for (const std::string_view stop : {"|", "\u2022", " Published", " Updated", " Last updated"}) {
      const std::size_t at = whole.find(stop, bullet);
      if (at != std::string_view::npos && at > bullet) end = std::min(end, at);
    }
    while (end > bullet &&
           (whole[end - 1] == '-' || whole[end - 1] == ',' || whole[end - 1] == ' ')) {
      --end;
    }
    end = trim_space(whole, bullet, end);
    byline.span = {byline.span.begin + static_cast<std::uint32_t>(bullet),
                   byline.span.begin + static_cast<std::uint32_t>(end)};
    return byline;
  };
  for (std::size_t i = from; i < to; ++i) {
    if (i != title && is_byline(view, i)) return found(i);
  }
  if (!title) {
    // The first line there is, or the one below an address.
    std::size_t first = 0;
    while (first < view.lines.size() && view.lines[first].has(Shape::url)) ++first;
    if (first < to && is_capital_name(view, first)) return found(first);
    return std::nullopt;
  }
  for (std::size_t i = *title + 1; i < std::min(*title + 6, text); ++i) {
    if (is_name(without_bullet(view.lines[i].span.of(view.text)))) return found(i);
  }
  return std::nullopt;
}

// --- Publication date ----------------------------------------------------------------------------

std::optional<PublishedLine> find_published(const PageView& view,
                                            std::optional<std::size_t> title) {
  const std::size_t text = first_text(view);
  const std::size_t anchor = title ? *title : text;
  std::optional<PublishedLine> best;
  int best_score = -1000;
  for (std::size_t i = 0; i < view.lines.size(); ++i) {
    const Line& line = view.lines[i];
    if (!line.has(Shape::full_date)) continue;
    const bool said = line.cues.has(CueKind::dateword, CuePlace::start);
    if (line.words > 22 || (line.kind == LineClass::sentence && !said)) continue;
    if (i > text + 3 && view.page.level() == PageLevel::page && !said && line.words > 8) continue;
    const std::string_view whole = line.span.of(view.text);
    const auto date = find_full_date(whole);
    if (!date) continue;
    int score = 0;
    const auto distance = static_cast<int>(i > anchor ? i - anchor : anchor - i);
    score -= std::min(distance, 60) * (i < anchor ? 3 : 2);
    if (i > text) score -= 30;
    if (said) score += 20;
    const std::string_view before = whole.substr(0, date->begin);
    if (before.find("pdated") != std::string_view::npos ||
        before.find("PDATED") != std::string_view::npos ||
        before.find("odified") != std::string_view::npos) {
      score -= 10;
    }
    if (is_byline(view, i)) score += 10;
    if (line.words > 10) score -= 8;
    if (line.cues.has(CueKind::legal)) score -= 40;
    if (line.cues.has(CueKind::credit)) score -= 40;
    if (score > best_score) {
      best_score = score;
      const Span span{line.span.begin + static_cast<std::uint32_t>(date->begin),
                      line.span.begin + static_cast<std::uint32_t>(date->end)};
      best = PublishedLine{i, {span, date->date.iso()}};
    }
  }
  return best;
}

}  // namespace newscut
