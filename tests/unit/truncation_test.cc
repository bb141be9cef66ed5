// An article cut off anywhere, as a broken download is.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "newscut/analyzer.h"
#include "support/checks.h"
#include "support/inputs.h"

namespace newscut::test {

TEST_CASE("A sample cut at any byte still gives a sound report", "[exhaustive]") {
  const Analyzer analyzer;
  for (const Sample& sample : samples()) {
    for (std::size_t size = 0; size <= sample.text.size(); ++size) {
      const Exact input(std::string_view(sample.text).substr(0, size));
      const std::vector<std::string> wrong =
          violations(analyzer.analyze(input.view()), input.view());
      if (wrong.empty()) continue;  // counted once a sample, not once a byte
      INFO(fmt::format("{}, cut at {}", sample.name, size));
      CHECK(wrong == none_wrong);
    }
    CHECK(sample.text.size() > 1000);
  }
}

TEST_CASE("UTF-16 cut at any byte still gives a sound report", "[exhaustive]") {
  const Analyzer analyzer;
  const std::string article = as_utf16(samples().front().text.substr(0, 600), true);
  for (std::size_t size = 0; size <= article.size(); ++size) {
    const Exact input(std::string_view(article).substr(0, size));
    INFO(size);
    CHECK(violations(analyzer.analyze(input.view()), input.view()) == none_wrong);
  }
}

}  // namespace newscut::test
