// What is true of every report: see support/checks.h.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "newscut/analyzer.h"
#include "support/checks.h"
#include "support/inputs.h"

namespace newscut::test {
namespace {

const Analyzer& analyzer() {
  static const Analyzer shared;
  return shared;
}

void check(std::string_view article) {
  const Exact input(article);
  CHECK(violations(analyzer().analyze(input.view()), input.view()) == none_wrong);
}

}  // namespace

TEST_CASE("Reports on the samples keep their promises") {
  for (const Sample& sample : samples()) {
    INFO(sample.name);
    check(sample.text);
    check(with_crlf(sample.text));
    check("\xEF\xBB\xBF" + sample.text);
    check(as_utf16(sample.text, true));
    check(as_utf16(sample.text, false));
  }
}

TEST_CASE("Reports on the samples are not empty") {
  for (const Sample& sample : samples()) {
    INFO(sample.name);
    const Report report = analyzer().analyze(sample.text);
    CHECK(report.title);
    CHECK(report.paragraphs.size() >= 10);
    CHECK(report.sentences.size() >= report.paragraphs.size());
    CHECK(report.summary.size() == 3);
    CHECK(report.entities.size() >= 10);
    CHECK(report.quotes.size() >= 3);
    CHECK(report.percentages.size() >= 2);
  }
}

TEST_CASE("Reports on damaged samples keep their promises", "[exhaustive]") {
  constexpr std::uint64_t mutants = 150;
  for (const Sample& sample : samples()) {
    for (std::uint64_t seed = 0; seed < mutants; ++seed) {
      INFO(fmt::format("{}, seed {}", sample.name, seed));
      check(Mutator(seed).mutate(sample.text));
    }
  }
}

TEST_CASE("Reports on tiny inputs keep their promises") {
  // Every string of up to three of these.
  const std::vector<std::string> parts = {
      "",   "\"", "“", "”",    "'",    ".",    " ",    "\n",         "a",
      "A",  "%",  "5", "said", "Mr",   "\xFF", "\r",   "é",          "$",
      "\t", "(",  "-", "—",    "\xFE", ",",    "U.S.", "http://a.b", std::string(1, '\0')};
  for (const std::string& a : parts) {
    for (const std::string& b : parts) {
      for (const std::string& c : parts) {
        INFO(a + b + c);
        check(a + b + c);
      }
    }
  }
}

}  // namespace newscut::test
