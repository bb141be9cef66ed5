// Phrases that tell the furniture of a page from the article: lib/data/page_cues.tsv.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace newscut {

enum class CueKind : std::uint8_t {
  ad,
  author,
  byline,
  comment,
  credit,
  dateword,
  legal,
  login,
  media,
  nav,
  related,
  share,
  social,
  subscribe,
  tags,
  time,
  weather,
};
inline constexpr std::array<std::string_view, 17> cue_kind_names{
    "ad",  "author",  "byline", "comment", "credit",    "dateword", "legal", "login",  "media",
    "nav", "related", "share",  "social",  "subscribe", "tags",     "time",  "weather"};

// Where in its line a phrase stands.
enum class CuePlace : std::uint8_t { line, start, any };
inline constexpr std::array<std::string_view, 3> cue_place_names{"line", "start", "any"};

// The cues of one line: a bit for each kind at each place.
class CueSet {
 public:
  static constexpr unsigned size = cue_kind_names.size() * cue_place_names.size();

  void add(CueKind kind, CuePlace place) { bits_ |= bit(kind, place); }
  bool has(CueKind kind, CuePlace place) const { return (bits_ & bit(kind, place)) != 0; }
  bool has(CueKind kind) const {
    return has(kind, CuePlace::line) || has(kind, CuePlace::start) || has(kind, CuePlace::any);
  }
  std::uint64_t bits() const { return bits_; }

 private:
  static std::uint64_t bit(CueKind kind, CuePlace place) {
    return std::uint64_t{1} << (static_cast<unsigned>(kind) * cue_place_names.size() +
                                static_cast<unsigned>(place));
  }
  std::uint64_t bits_ = 0;
};

// The cues of a line without its white space and bullet. Looks at its first 160 bytes; at its
// beginning alone if not `anywhere`.
CueSet find_cues(std::string_view line, bool anywhere = true);

// The phrases of the cues that may stand anywhere.
std::vector<std::string_view> cues_anywhere();

}  // namespace newscut
