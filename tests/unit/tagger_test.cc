#include "entities/tagger.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "cases.h"
#include "newscut/error.h"
#include "prepared.h"

namespace newscut {
namespace {

// "TYPE text" of each mention, in order.
std::vector<std::string> mentions_of(const test::Prepared& article, tagger::Cache& cache) {
  static constexpr const char* names[] = {"PER", "ORG", "LOC", "FAC", "NORP", "PRODUCT", "MISC"};
  static const Tagger tagger;
  std::vector<std::string> found;
  for (const Mention& mention : tagger.tag(article.document, cache)) {
    const Span span = article.document.span(mention.tokens);
    found.push_back(std::string(names[static_cast<std::size_t>(mention.type)]) + ' ' +
                    std::string(span.of(article.text)));
  }
  return found;
}

std::vector<std::string> mentions_of(const std::string& text) {
  const test::Prepared article(text);
  tagger::Cache cache;
  return mentions_of(article, cache);
}

}  // namespace

TEST_CASE("names are found where readers find them") {
  for (const auto& record : test::load_cases("tagger.jsonl")) {
    // A case that the model of today gets wrong says what comes out; once it comes out right, that
    // has to go.
    const char* const wanted = record.HasMember("today") ? "today" : "mentions";
    std::vector<std::string> expected;
    for (const auto& mention : record[wanted].GetArray()) {
      expected.emplace_back(test::string_of(mention));
    }
    INFO(test::string_of(record["name"]));
    CHECK(mentions_of(std::string(test::string_of(record["text"]))) == expected);
  }
}

TEST_CASE("what the tagger has read before does not change what it finds") {
  std::vector<std::string> texts;
  for (const auto& record : test::load_cases("tagger.jsonl")) {
    texts.emplace_back(test::string_of(record["text"]));
  }
  std::vector<std::vector<std::string>> fresh;
  for (const std::string& text : texts) fresh.push_back(mentions_of(text));

  // One workspace for all of them, forwards and backwards.
  Workspace workspace;
  static const Tagger tagger;
  const auto tag = [&](const std::string& text) {
    Document document;
    document.text = text;
    document.vocabulary = &workspace.vocabulary;
    document.structure = find_structure(document.text);
    tokenize(document);
    std::vector<std::string> found;
    for (const Mention& mention : tagger.tag(document, workspace.tagger)) {
      found.emplace_back(document.span(mention.tokens).of(text));
    }
    return found;
  };
  const auto without_types = [](std::vector<std::string> mentions) {
    for (std::string& mention : mentions) mention.erase(0, mention.find(' ') + 1);
    return mentions;
  };
  for (std::size_t i = 0; i < texts.size(); ++i) {
    INFO(texts[i]);
    CHECK(tag(texts[i]) == without_types(fresh[i]));
  }
  for (std::size_t i = texts.size(); i-- > 0;) {
    INFO(texts[i]);
    CHECK(tag(texts[i]) == without_types(fresh[i]));
  }
}

TEST_CASE("mentions are in order, apart and within sentences") {
  std::string text;
  for (const auto& record : test::load_cases("tagger.jsonl")) {
    text += std::string(test::string_of(record["text"])) + "\n\n";
  }
  // Longer than the tagger reads at once.
  while (text.size() < 400'000) text += text;
  const test::Prepared article(text);
  tagger::Cache cache;
  const Tagger tagger;
  TokenIndex end = 0;
  const std::vector<Mention> mentions = tagger.tag(article.document, cache);
  CHECK(mentions.size() > 1000);
  for (const Mention& mention : mentions) {
    REQUIRE(mention.tokens.begin >= end);
    REQUIRE(!mention.tokens.empty());
    end = mention.tokens.end;
    REQUIRE(article.document.sentence(mention.tokens.begin).tokens.contains(end - 1));
  }
}

TEST_CASE("a sentence without end is tagged") {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "and Angela Merkel ";
  const test::Prepared article(text);
  tagger::Cache cache;
  const std::vector<std::string> found = mentions_of(article, cache);
  CHECK(std::ranges::count(found, "PER Angela Merkel") > 19'900);
}

TEST_CASE("bytes that are no model are refused") {
  alignas(64) static constexpr char zeros[4096] = {};
  CHECK_THROWS_AS(Tagger(std::string_view(zeros, 0)), Error);
  CHECK_THROWS_AS(Tagger(std::string_view(zeros, 100)), Error);
  CHECK_THROWS_AS(Tagger(std::string_view(zeros, sizeof zeros)), Error);
}

}  // namespace newscut
