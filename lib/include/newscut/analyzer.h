// The analysis of one article.
//
//     newscut::Analyzer analyzer;
//     newscut::Report report = analyzer.analyze("“We won,” said Ann Lee. About 20% of voters stayed
//     away."); for (const newscut::Quotation& quote : report.quotes)
//       if (quote.speaker) std::cout << quote.speaker->name << '\n';  // Ann Lee
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

#include "newscut/error.h"
#include "newscut/report.h"

namespace newscut {

// What an Analyzer looks for. What is left out stays empty in the report and costs no time.
struct Options {
  bool entities = true;
  bool quotes = true;  // speakers need entities: these are then found, but not reported
  bool percentages = true;
  bool summary = true;
  unsigned key_sentences = 3;  // how many sentences `Report::summary` may hold
  double min_confidence = 0;   // quotations below it are left out
};

// Immutable once built: share one between threads.
class Analyzer {
 public:
  // The longest input, in bytes.
  static constexpr std::size_t max_bytes = std::size_t{64} << 20;

  // Throws Error where an option is out of its range.
  explicit Analyzer(const Options& options = {});
  ~Analyzer();
  Analyzer(Analyzer&&) noexcept;
  Analyzer& operator=(Analyzer&&) noexcept;

  // Analyses one article: UTF-8 with or without a byte order mark, or UTF-16 with one; any bytes
  // are accepted. Time and memory are linear in the input. Throws Error if the input has more than
  // `max_bytes`, std::bad_alloc if memory runs out, nothing else. Thread-safe.
  Report analyze(std::string_view input) const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace newscut
