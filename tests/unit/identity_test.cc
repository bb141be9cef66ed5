// The same article is the same report, whatever happened around it.
#include <catch2/catch.hpp>
#include <string>
#include <thread>
#include <vector>

#include "newscut/analyzer.h"
#include "support/checks.h"
#include "support/inputs.h"

namespace newscut::test {
namespace {

// The samples and, for variety, some damaged ones.
std::vector<std::string> articles() {
  std::vector<std::string> all;
  for (const Sample& sample : samples()) {
    all.push_back(sample.text);
    for (std::uint64_t seed = 1000; seed < 1010; ++seed) {
      all.push_back(Mutator(seed).mutate(sample.text));
    }
  }
  return all;
}

std::string analyze_alone(std::string_view article) {
  return describe(Analyzer().analyze(article));
}

}  // namespace

TEST_CASE("An Analyzer that has seen other articles gives the report of a fresh one") {
  const std::vector<std::string> inputs = articles();
  std::vector<std::string> alone;
  for (const std::string& input : inputs) alone.push_back(analyze_alone(input));

  const Analyzer analyzer;
  SECTION("in order") {
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      INFO(i);
      CHECK(describe(analyzer.analyze(inputs[i])) == alone[i]);
    }
  }
  SECTION("backwards, each twice") {
    for (std::size_t i = inputs.size(); i-- > 0;) {
      INFO(i);
      CHECK(describe(analyzer.analyze(inputs[i])) == alone[i]);
      CHECK(describe(analyzer.analyze(inputs[i])) == alone[i]);
    }
  }
  SECTION("after more words than a workspace keeps") {
    std::string words;
    for (int i = 0; i < 100'000; ++i) words += "Word" + std::to_string(i) + " said ";
    analyzer.analyze(words);
    CHECK(describe(analyzer.analyze(inputs[0])) == alone[0]);
  }
}

TEST_CASE("Threads that share an Analyzer get the reports of one alone", "[threads]") {
  const std::vector<std::string> inputs = articles();
  const Analyzer analyzer;
  std::vector<std::string> expected;
  for (const std::string& input : inputs) expected.push_back(analyze_alone(input));

  constexpr std::size_t threads = 4;
  std::vector<std::vector<std::string>> found(threads, std::vector<std::string>(inputs.size()));
  {
    std::vector<std::jthread> running;
    for (std::size_t t = 0; t < threads; ++t) {
      running.emplace_back([&, t] {
        for (std::size_t i = 0; i < inputs.size(); ++i) {  // each thread begins somewhere else
          const std::size_t from = t * inputs.size() / threads;
          const std::size_t at = (i + from) % inputs.size();
          found[t][at] = describe(analyzer.analyze(inputs[at]));
        }
      });
    }
  }
  for (std::size_t t = 0; t < threads; ++t) {
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      INFO("thread " << t << ", article " << i);
      CHECK(found[t][i] == expected[i]);
    }
  }
}

TEST_CASE("The line ends of an article do not change what is found") {
  const Analyzer analyzer;
  for (const Sample& sample : samples()) {
    INFO(sample.name);
    CHECK(describe(analyzer.analyze(with_crlf(sample.text)), Offsets::without) ==
          describe(analyzer.analyze(sample.text), Offsets::without));
  }
}

TEST_CASE("The encoding of an article does not change what is found") {
  const Analyzer analyzer;
  for (const Sample& sample : samples()) {
    INFO(sample.name);
    const std::string plain = describe(analyzer.analyze(sample.text), Offsets::without);
    CHECK(describe(analyzer.analyze("\xEF\xBB\xBF" + sample.text), Offsets::without) == plain);
    CHECK(describe(analyzer.analyze(as_utf16(sample.text, true)), Offsets::without) == plain);
    CHECK(describe(analyzer.analyze(as_utf16(sample.text, false)), Offsets::without) == plain);
  }
}

TEST_CASE("White space around an article does not change what is found") {
  const Analyzer analyzer;
  for (const Sample& sample : samples()) {
    INFO(sample.name);
    const std::string plain = describe(analyzer.analyze(sample.text), Offsets::without);
    CHECK(describe(analyzer.analyze("\n\n" + sample.text + "\n\n\n"), Offsets::without) == plain);
    CHECK(describe(analyzer.analyze(sample.text.substr(0, sample.text.size() - 1)),
                   Offsets::without) == plain);
  }
}

}  // namespace newscut::test
