// What the options of an Analyzer do.
#include "newscut/analyzer.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <string>

#include "support/checks.h"
#include "support/inputs.h"

namespace newscut::test {
namespace {

struct Choice {
  const char* name;
  Options options;
};

const std::vector<Choice> choices = {
    {"entities", {.quotes = false, .percentages = false, .summary = false}},
    {"quotes", {.entities = false, .percentages = false, .summary = false}},
    {"percentages", {.entities = false, .quotes = false, .summary = false}},
    {"summary", {.entities = false, .quotes = false, .percentages = false}},
    {"none", {.entities = false, .quotes = false, .percentages = false, .summary = false}},
};

// The lines of the description that begin with `what`, with what belongs to them.
std::string part(const std::string& description, std::string_view what) {
  std::string out;
  bool inside = false;
  for (std::size_t at = 0; at < description.size();) {
    const std::size_t end = description.find('\n', at) + 1;
    const std::string_view line = std::string_view(description).substr(at, end - at);
    if (!line.starts_with(' ')) inside = line.starts_with(what);
    if (inside) out += line;
    at = end;
  }
  return out;
}

}  // namespace

TEST_CASE("What is not asked for stays empty, what is asked for stays the same") {
  const Analyzer everything;
  for (const Sample& sample : samples()) {
    const Report whole = everything.analyze(sample.text);
    for (const auto& [name, options] : choices) {
      INFO(sample.name << ", only " << name);
      const Report report = Analyzer(options).analyze(sample.text);
      CHECK(violations(report, sample.text) == none_wrong);
      CHECK(part(describe(report), "sentence") == part(describe(whole), "sentence"));
      CHECK(part(describe(report), "token") == part(describe(whole), "token"));
      CHECK(part(describe(report), "entity") ==
            (options.entities ? part(describe(whole), "entity") : ""));
      CHECK(part(describe(report), "key") == (options.summary ? part(describe(whole), "key") : ""));
      CHECK(report.quotes.size() == (options.quotes ? whole.quotes.size() : 0));
      CHECK(report.percentages.size() == (options.percentages ? whole.percentages.size() : 0));
      for (std::size_t i = 0; i < report.quotes.size(); ++i) {
        CHECK(report.quotes[i].content == whole.quotes[i].content);
        CHECK(report.quotes[i].speaker.has_value() == whole.quotes[i].speaker.has_value());
      }
    }
  }
}

TEST_CASE("key_sentences bounds the summary") {
  for (const unsigned most : {0u, 1u, 5u, 1000u}) {
    const Analyzer analyzer({.key_sentences = most});
    for (const Sample& sample : samples()) {
      INFO(sample.name << ", " << most);
      const Report report = analyzer.analyze(sample.text);
      CHECK(report.summary.size() <= most);
      CHECK(report.summary.size() <= report.sentences.size());
      CHECK(violations(report, sample.text) == none_wrong);
    }
  }
}

TEST_CASE("min_confidence leaves out what is less certain, and the rest as it was") {
  const Analyzer everything;
  for (const double least : {0.5, 0.9, 1.0}) {
    const Analyzer analyzer({.min_confidence = least});
    for (const Sample& sample : samples()) {
      INFO(sample.name << ", " << least);
      const Report report = analyzer.analyze(sample.text);
      CHECK(violations(report, sample.text) == none_wrong);
      std::vector<std::vector<Span>> expected;
      for (const Quotation& quote : everything.analyze(sample.text).quotes) {
        if (quote.confidence >= least) expected.push_back(quote.content);
      }
      std::vector<std::vector<Span>> found;
      for (const Quotation& quote : report.quotes) found.push_back(quote.content);
      CHECK(found == expected);
    }
  }
}

TEST_CASE("Options out of their range are refused") {
  CHECK_THROWS_AS(Analyzer({.min_confidence = -0.1}), Error);
  CHECK_THROWS_AS(Analyzer({.min_confidence = 1.1}), Error);
  CHECK_THROWS_AS(Analyzer({.min_confidence = std::nan("")}), Error);
}

TEST_CASE("An input past the limit is refused, and the Analyzer goes on") {
  const Analyzer analyzer;
  CHECK_THROWS_AS(analyzer.analyze(std::string(Analyzer::max_bytes + 1, ' ')), Error);
  CHECK(analyzer.analyze("Anna Berg said: “No.”").counts.sentences > 0);
}

TEST_CASE("A name is written as in the text, however short that is") {
  for (const std::string text : {"$5 million", "May 4", "It paid $5 million on May 4, 2021."}) {
    const Report report = Analyzer().analyze(text);
    INFO(text);
    REQUIRE_FALSE(report.entities.empty());
    for (const Entity& entity : report.entities) {
      REQUIRE_FALSE(entity.mentions.empty());
      CHECK(entity.name == entity.mentions.front().of(text));
    }
  }
}

TEST_CASE("An Analyzer can be moved") {
  Analyzer first;
  const Analyzer second = std::move(first);
  CHECK(second.analyze("About 20% of voters stayed away.").counts.sentences == 1);
}

}  // namespace newscut::test
