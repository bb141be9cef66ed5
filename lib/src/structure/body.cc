#include "structure/body.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "lexicons.h"
#include "text/lexicon.h"

namespace newscut {
namespace {

constexpr std::size_t kinds = line_class_names.size();
constexpr std::array<int, 4> neighbours{-2, -1, 1, 2};
constexpr std::array<std::string_view, 4> neighbour_names{"two_above", "above", "below",
                                                          "two_below"};
constexpr std::array<std::string_view, 4> amount_names{"none", "few", "some", "many"};
constexpr std::array<std::string_view, 5> place_names{"long_before_run", "before_run", "in_run",
                                                      "after_run", "long_after_run"};
constexpr std::array<std::string_view, 5> title_names{"no_title", "above_title", "is_title",
                                                      "under_title", "below_title"};
constexpr std::array<std::string_view, 3> level_names{"clean", "mixed", "page"};

// Where each group of features begins.
constexpr std::size_t shapes_at = 0;
constexpr std::size_t cues_at = shapes_at + shape_names.size();
constexpr std::size_t neighbours_at = cues_at + CueSet::size;
constexpr std::size_t around_at = neighbours_at + neighbours.size() * kinds;
constexpr std::size_t places_at = around_at + 2 * amount_names.size();
constexpr std::size_t zones_at = places_at + place_names.size() * kinds;
constexpr std::size_t levels_at = zones_at + cue_kind_names.size() + 1;
constexpr std::size_t below_comments_at = levels_at + level_names.size() * kinds;
constexpr std::size_t title_at = below_comments_at + 1;
constexpr std::size_t features_end = title_at + title_names.size() * kinds;

std::size_t amount(std::uint32_t words) {
  if (words == 0) return 0;
  if (words < 25) return 1;
  return words < 100 ? 2 : 3;
}

bool is_cue(const Line& line) { return line.kind == LineClass::cue; }

// What a line adds to a stretch of running text.
int run_score(const Line& line) {
  switch (line.kind) {
    case LineClass::sentence:
      return std::min<int>(line.words, 60);
    case LineClass::short_sentence:
      return 4;
    case LineClass::open_text:
      return line.has(Shape::function_0) ? -10 : 4;
    case LineClass::heading:
      return -4;
    case LineClass::bullet:
    case LineClass::dated:
    case LineClass::label:
      return -6;
    case LineClass::cue:
      return -12;
    case LineClass::none:
      break;
  }
  return 0;
}

// The weights of lib/data/line_weights.tsv, in hundredths.
const std::vector<int>& weights() {
  static const std::vector<int> values = [] {
    const std::vector<std::string> names = feature_names();
    std::vector<int> result(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
      const int row = lexicons::line_weights.find(names[i]);
      if (row == Lexicon::none) continue;
      const std::string_view value = lexicons::line_weights.field(row, 1);
      std::from_chars(value.data(), value.data() + value.size(), result[i]);
    }
    return result;
  }();
  return values;
}

}  // namespace

PageContext::PageContext(const std::vector<Line>& lines) : sentence_words_(lines.size() + 1) {
  std::size_t cue_lines = 0;
  std::size_t short_lines = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool sentence = lines[i].kind == LineClass::sentence;
    sentence_words_[i + 1] = sentence_words_[i] + (sentence ? lines[i].words : 0);
    if (is_cue(lines[i])) ++cue_lines;
    if (lines[i].kind == LineClass::label || lines[i].kind == LineClass::bullet) ++short_lines;
  }
  if (cue_lines >= 6 || (cue_lines >= 3 && 3 * short_lines >= lines.size())) {
    level_ = PageLevel::page;
  } else if (cue_lines >= 2) {
    level_ = PageLevel::mixed;
  }
  find_run(lines);
  find_zones(lines);
}

void PageContext::find_run(const std::vector<Line>& lines) {
  std::int64_t best = 0;
  std::int64_t sum = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (sum <= 0) {
      sum = 0;
      begin = i;
    }
    sum += run_score(lines[i]);
    if (sum > best) {
      best = sum;
      run_begin_ = begin;
      run_end_ = i + 1;
    }
  }
}

void PageContext::find_zones(const std::vector<Line>& lines) {
  constexpr auto no_zone = static_cast<std::uint8_t>(cue_kind_names.size());
  zone_.assign(lines.size(), no_zone);
  comments_ = lines.size();
  std::uint8_t zone = no_zone;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    zone_[i] = zone;
    if (lines[i].kind == LineClass::sentence && lines[i].words >= 20) zone = no_zone;
    for (std::uint8_t kind = 0; kind < no_zone; ++kind) {
      const auto cue = static_cast<CueKind>(kind);
      if (lines[i].cues.has(cue, CuePlace::line)) {
        zone = kind;
        // Pages count their comments in their header, too.
        const std::uint32_t above = i > run_begin_ ? sentence_words(run_begin_, i) : 0;
        const bool below_text = above >= 60 && 4 * above >= sentence_words(run_begin_, run_end_);
        if (cue == CueKind::comment && below_text && comments_ == lines.size()) comments_ = i;
      }
    }
  }
}

std::size_t feature_count() { return features_end; }

std::vector<std::string> feature_names() {
  std::vector<std::string> names;
  const auto add = [&](auto... parts) { names.push_back((std::string(parts) + ...)); };
  for (const auto shape : shape_names) add(shape);
  for (const auto kind : cue_kind_names) {
    for (const auto place : cue_place_names) add("cue ", kind, " ", place);
  }
  for (const auto where : neighbour_names) {
    for (const auto kind : line_class_names) add(where, " ", kind);
  }
  for (const auto amount : amount_names) add("text_above ", amount);
  for (const auto amount : amount_names) add("text_below ", amount);
  for (const auto place : place_names) {
    for (const auto kind : line_class_names) add(place, " ", kind);
  }
  for (const auto kind : cue_kind_names) add("zone ", kind);
  add("zone none");
  for (const auto level : level_names) {
    for (const auto kind : line_class_names) add(level, " ", kind);
  }
  add("below_comments");
  for (const auto where : title_names) {
    for (const auto kind : line_class_names) add(where, " ", kind);
  }
  return names;
}

void add_features(const std::vector<Line>& lines, const PageContext& page, std::size_t i,
                  std::vector<std::uint16_t>& features) {
  const Line& line = lines[i];
  const auto add = [&](std::size_t feature) {
    features.push_back(static_cast<std::uint16_t>(feature));
  };
  for (std::uint64_t bits = line.shape; bits != 0; bits &= bits - 1) {
    add(shapes_at + static_cast<std::size_t>(__builtin_ctzll(bits)));
  }
  for (std::uint64_t bits = line.cues.bits(); bits != 0; bits &= bits - 1) {
    add(cues_at + static_cast<std::size_t>(__builtin_ctzll(bits)));
  }
  const auto kind = static_cast<std::size_t>(line.kind);
  for (std::size_t n = 0; n < neighbours.size(); ++n) {
    const auto at = static_cast<std::int64_t>(i) + neighbours[n];
    const bool inside = at >= 0 && at < static_cast<std::int64_t>(lines.size());
    const LineClass other = inside ? lines[static_cast<std::size_t>(at)].kind : LineClass::none;
    add(neighbours_at + n * kinds + static_cast<std::size_t>(other));
  }
  constexpr std::size_t reach = 5;
  const std::size_t first = i >= reach ? i - reach : 0;
  const std::size_t last = std::min(i + 1 + reach, lines.size());
  add(around_at + amount(page.sentence_words(first, i)));
  add(around_at + amount_names.size() + amount(page.sentence_words(i + 1, last)));
  std::size_t place = 2;
  constexpr std::size_t near = 5;
  if (i < page.run_begin()) place = page.run_begin() - i <= near ? 1 : 0;
  if (i >= page.run_end()) place = i - page.run_end() < near ? 3 : 4;
  add(places_at + place * kinds + kind);
  add(zones_at + page.zone(i));
  add(levels_at + static_cast<std::size_t>(page.level()) * kinds + kind);
  if (page.below_comments(i)) add(below_comments_at);
  std::size_t where = 0;
  constexpr std::size_t under = 12;  // lines
  if (page.title()) {
    const std::size_t title = *page.title();
    where = i < title ? 1 : i == title ? 2 : i - title <= under ? 3 : 4;
  }
  add(title_at + where * kinds + kind);
}

std::vector<std::uint8_t> decode_body(std::span<const int> odds) {
  constexpr std::int64_t change = 20;  // hundredths; chosen by cross-validation
  constexpr int most = 600;
  std::vector<std::uint8_t> from(odds.size());  // bit 0: best way to "rest", bit 1: to "body"
  std::int64_t rest = 0;
  std::int64_t body = -change;
  for (std::size_t i = 0; i < odds.size(); ++i) {
    const std::int64_t odd = std::clamp(odds[i], -most, most);
    const bool rest_from_body = body - change > rest;
    const bool body_from_body = body > rest - change;
    from[i] = static_cast<std::uint8_t>(rest_from_body | body_from_body << 1);
    const std::int64_t to_rest = std::max(rest, body - change);
    body = std::max(body, rest - change) + odd;
    rest = to_rest;
  }
  std::vector<std::uint8_t> result(odds.size());
  bool in_body = body - change > rest;
  for (std::size_t i = odds.size(); i-- > 0;) {
    result[i] = static_cast<std::uint8_t>(in_body);
    in_body = (from[i] >> (in_body ? 1 : 0) & 1) != 0;
  }
  return result;
}

int line_odds(const std::vector<Line>& lines, const PageContext& page, std::size_t i,
              std::span<const std::uint16_t> features, std::span<const int> weights) {
  int sum = 0;
  for (const std::uint16_t feature : features) sum += weights[feature];
  // Running text in the midst of running text stays, whatever a page puts around it.
  constexpr int text_in_run = 60;
  const bool text = lines[i].kind == LineClass::sentence && lines[i].cues.bits() == 0;
  if (text && i >= page.run_begin() && i < page.run_end()) sum += text_in_run;
  return sum;
}

std::vector<std::uint8_t> find_body(const std::vector<Line>& lines, const PageContext& page) {
  std::vector<int> odds(lines.size());
  std::vector<std::uint16_t> features;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    features.clear();
    add_features(lines, page, i, features);
    odds[i] = line_odds(lines, page, i, features, weights());
  }
  return decode_body(odds);
}

}  // namespace newscut
