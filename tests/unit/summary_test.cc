#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "cases.h"
#include "newscut/analyzer.h"
#include "newscut/error.h"
#include "summary/choose.h"
#include "summary/model.h"
#include "summary/terms.h"

using namespace newscut;

namespace {

std::vector<std::string> summary_of(std::string_view text, unsigned count = 3) {
  Options options;
  options.key_sentences = count;
  const Report report = Analyzer(options).analyze(text);
  std::vector<std::string> sentences;
  for (const KeySentence& sentence : report.summary) {
    sentences.emplace_back(sentence.span.of(report.text));
  }
  return sentences;
}

auto starting_with(std::string_view start) {
  return [start](const std::string& sentence) { return sentence.starts_with(start); };
}

// A body of sentences of ten words each, whose terms are all different.
Body plain_body(std::size_t size) {
  Body body;
  body.terms_begin.push_back(0);
  for (std::uint32_t i = 0; i < size; ++i) {
    BodySentence sentence;
    sentence.words = 10;
    sentence.last = Mark::period;
    sentence.first = FirstWord::article;
    body.sentences.push_back(sentence);
    body.terms.push_back(i);
    body.terms_begin.push_back(i + 1);
    body.term_count.push_back(1);
    body.term_first.push_back(i);
    body.term_of_title.push_back(0);
  }
  return body;
}

using Choice = std::vector<std::uint32_t>;

}  // namespace

// "first": the first key sentence begins so; "lacks": none has it; "together": where one begins
// with the first string, one begins with the second; "once": exactly one begins so.
TEST_CASE("key sentences of articles of each kind") {
  for (const auto& c : test::load_cases("summary.jsonl")) {
    INFO(test::string_of(c["name"]));
    const std::vector<std::string> summary = summary_of(test::string_of(c["text"]));
    for (const std::string& sentence : summary) UNSCOPED_INFO(sentence);
    if (c.HasMember("count")) CHECK(summary.size() == c["count"].GetUint());
    if (c.HasMember("most")) CHECK(summary.size() <= c["most"].GetUint());
    if (c.HasMember("first")) {
      REQUIRE(!summary.empty());
      CHECK(summary[0].starts_with(test::string_of(c["first"])));
    }
    if (c.HasMember("once")) {
      CHECK(std::ranges::count_if(summary, starting_with(test::string_of(c["once"]))) == 1);
    }
    if (c.HasMember("lacks")) {
      for (const auto& text : c["lacks"].GetArray()) {
        const std::string_view lacked = test::string_of(text);
        CHECK(std::ranges::none_of(summary, [&](const std::string& sentence) {
          return sentence.find(lacked) != std::string::npos;
        }));
      }
    }
    if (c.HasMember("together")) {
      for (const auto& pair : c["together"].GetArray()) {
        if (std::ranges::any_of(summary, starting_with(test::string_of(pair[0])))) {
          CHECK(std::ranges::any_of(summary, starting_with(test::string_of(pair[1]))));
        }
      }
    }
  }
}

TEST_CASE("the number of key sentences is a limit") {
  std::string article = "Title of it all\n\n";
  for (int i = 0; i < 200; ++i) {
    article += "Sentence number " + std::to_string(i) + " tells what happened in town " +
               std::to_string(7 * i) + " that day.\n\n";
  }
  for (const unsigned count : {0U, 1U, 2U, 7U, 4000000000U}) {
    INFO(count);
    CHECK(summary_of(article, count).size() <= std::min(count, 100U));
  }
  CHECK(summary_of(article, 7).size() == 7);
}

TEST_CASE("the best are chosen, in order of the text") {
  const Body body = plain_body(5);
  CHECK(choose(body, std::vector<std::int32_t>{1, 5, 2, 4, 3}, 3) == Choice{1, 3, 4});
  CHECK(choose(body, std::vector<std::int32_t>{1, 1, 1, 1, 1}, 2) == Choice{0, 1});
  CHECK(choose(body, std::vector<std::int32_t>{1, 5, 2, 4, 3}, 9) == Choice{0, 1, 2, 3, 4});
}

TEST_CASE("what hangs on a sentence comes with it") {
  Body body = plain_body(5);
  body.sentences[3].first = FirstWord::connective;
  const std::vector<std::int32_t> scores{5, 4, 1, 9, 3};
  // Three places: sentence 3 brings the one before along.
  CHECK(choose(body, scores, 3) == Choice{0, 2, 3});
  // One place: it cannot.
  CHECK(choose(body, scores, 1) == Choice{0});
}

TEST_CASE("a pronoun may follow a chosen sentence on the same person") {
  Body body = plain_body(4);
  body.sentences[0].person = 7;
  body.sentences[3].first = FirstWord::person;
  body.sentences[3].person = 7;
  const std::vector<std::int32_t> scores{5, 1, 0, 4};
  CHECK(choose(body, scores, 2) == Choice{0, 3});
  body.sentences[3].person = 8;
  CHECK(choose(body, scores, 2) == Choice{0, 1});
}

TEST_CASE("a model must fit") {
  CHECK_THROWS_AS(SummaryModel(""), Error);
  CHECK_THROWS_AS(SummaryModel("too short"), Error);
  // One table over two features of two and three values; all others have one.
  std::vector<std::int16_t> numbers(1 + feature_count, 1);
  numbers[1] = 2;
  numbers[1 + 4] = 3;
  numbers.insert(numbers.end(), {0, 4, 10, 20, 30, 40, 50, 60});
  const auto bytes = [&] {
    return std::string_view(reinterpret_cast<const char*>(numbers.data()),
                            numbers.size() * sizeof(std::int16_t));
  };
  const SummaryModel model(bytes());
  std::vector<FeatureVector> sentences(4);
  sentences[1][4] = 2;
  sentences[2][0] = 1;
  sentences[3][0] = 9;  // more than the model knows of
  sentences[3][4] = 9;
  std::vector<std::int32_t> scores;
  model.score(sentences, scores);
  CHECK(scores == std::vector<std::int32_t>{10, 30, 40, 60});
  CHECK_THROWS_AS(SummaryModel(bytes().substr(0, bytes().size() - 2)), Error);
  CHECK_THROWS_AS(SummaryModel(bytes().substr(0, bytes().size() - 1)), Error);
  numbers.push_back(0);
  CHECK_THROWS_AS(SummaryModel(bytes()), Error);
  numbers.pop_back();
  numbers[1 + feature_count] = static_cast<std::int16_t>(feature_count);
  CHECK_THROWS_AS(SummaryModel(bytes()), Error);
  numbers[1 + feature_count] = 0;
  numbers[0] = 2;
  CHECK_THROWS_AS(SummaryModel(bytes()), Error);
}

TEST_CASE("forms of a word are one term") {
  Vocabulary vocabulary;
  SummaryWords words;
  words.begin_article();
  const auto term = [&](std::string_view word) {
    return words.term(vocabulary.add(word), vocabulary);
  };
  CHECK(term("loan") == term("loans"));
  CHECK(term("closed") == term("closing"));
  CHECK(term("party") == term("Parties"));
  CHECK(term("loan") != term("lone"));
  CHECK(term("the") == no_term);
  CHECK(term("—") == no_term);
  CHECK(words.size() == 4);
  words.begin_article();
  CHECK(words.size() == 0);
  CHECK(term("port") == 0);
}
