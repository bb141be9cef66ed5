// Which lines of a page are the article's body.
//
// A logistic model gives each line the log-odds that it is one, from what it looks like, what its
// neighbours look like and where it stands to the longest stretch of running text; of all ways to
// part the page into body and the rest, the likeliest is taken in which changes have their price
// (Viterbi). Compare Kohlschuetter, Fankhauser and Nejdl, "Boilerplate Detection using Shallow Text
// Features" (WSDM 2010), and Pasternack and Roth, "Extracting Article Text from the Web with
// Maximum Subsequence Segmentation" (WWW 2009).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "structure/lines.h"

namespace newscut {

// How far a text is from clean: whether it has furniture at all.
enum class PageLevel : std::uint8_t { clean, mixed, page };

// What a line's features need to know of its page.
class PageContext {
 public:
  explicit PageContext(const std::vector<Line>& lines);

  PageLevel level() const { return level_; }
  // The stretch of lines, end exclusive, that has the most running text for the least of all else.
  std::size_t run_begin() const { return run_begin_; }
  std::size_t run_end() const { return run_end_; }
  // Words of the sentences in lines [begin, end).
  std::uint32_t sentence_words(std::size_t begin, std::size_t end) const {
    return sentence_words_[end] - sentence_words_[begin];
  }
  // The kind of the last cue line above, if no running text is between; else size of the names.
  std::uint8_t zone(std::size_t line) const { return zone_[line]; }
  // Where the title is guessed to be; lines are told from it.
  void set_title(std::optional<std::size_t> line) { title_ = line; }
  std::optional<std::size_t> title() const { return title_; }
  // A heading of comments or related articles stands above.
  bool below_comments(std::size_t line) const { return line > comments_; }

 private:
  void find_run(const std::vector<Line>& lines);
  void find_zones(const std::vector<Line>& lines);

  PageLevel level_ = PageLevel::clean;
  std::size_t run_begin_ = 0;
  std::size_t run_end_ = 0;
  std::size_t comments_ = 0;
  std::optional<std::size_t> title_;
  std::vector<std::uint32_t> sentence_words_;  // of the lines before each
  std::vector<std::uint8_t> zone_;
};

// Features are numbered; `feature_names` gives their names in lib/data/line_weights.tsv.
std::size_t feature_count();
std::vector<std::string> feature_names();

// Appends the numbers of the features of lines[i].
void add_features(const std::vector<Line>& lines, const PageContext& page, std::size_t i,
                  std::vector<std::uint16_t>& features);

// The log-odds of lines[i], in hundredths, by the weights of its features.
int line_odds(const std::vector<Line>& lines, const PageContext& page, std::size_t i,
              std::span<const std::uint16_t> features, std::span<const int> weights);

// The likeliest parting for the given log-odds, in hundredths: 1 for the body, 0 for the rest.
std::vector<std::uint8_t> decode_body(std::span<const int> odds);

// 1 for the lines of the body.
std::vector<std::uint8_t> find_body(const std::vector<Line>& lines, const PageContext& page);

}  // namespace newscut
