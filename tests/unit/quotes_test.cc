#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "cases.h"
#include "lexicons.h"
#include "newscut/analyzer.h"
#include "prepared.h"
#include "quotes/marks.h"
#include "quotes/model.h"

namespace newscut::test {
namespace {

const Analyzer& analyzer() {
  static const Analyzer made;
  return made;
}

std::vector<std::string> pieces(const Report& report, const Quotation& quotation) {
  std::vector<std::string> texts;
  for (const Span piece : quotation.content) texts.emplace_back(piece.of(report.text));
  return texts;
}

const char* name_of(QuoteType type) {
  return type == QuoteType::direct ? "direct" : type == QuoteType::mixed ? "mixed" : "indirect";
}

void check_quotation(const Report& report, const Quotation& got, const rapidjson::Value& want) {
  std::vector<std::string> content;
  for (const auto& piece : want["content"].GetArray()) content.emplace_back(string_of(piece));
  CHECK(pieces(report, got) == content);
  CHECK(name_of(got.type) == string_of(want["type"]));
  if (want.HasMember("cue")) {
    CHECK((got.cue ? got.cue->lemma : "none") == string_of(want["cue"]));
  }
  if (want.HasMember("source")) {
    const std::string source = got.source ? std::string(got.source->span.of(report.text)) : "none";
    CHECK(source == string_of(want["source"]));
  }
  if (want.HasMember("speaker")) {
    const std::string speaker = got.speaker ? got.speaker->name : "null";
    CHECK(speaker == (want["speaker"].IsNull() ? "null" : string_of(want["speaker"])));
  }
}

}  // namespace

TEST_CASE("Quotations are found with type, content, cue and speaker", "[quotes]") {
  for (const auto& record : load_cases("quotes.jsonl")) {
    const std::string text(string_of(record["text"]));
    INFO(text);
    const Report report = analyzer().analyze(text);
    REQUIRE(report.quotes.size() == record["quotes"].Size());
    for (rapidjson::SizeType i = 0; i < record["quotes"].Size(); ++i) {
      check_quotation(report, report.quotes[i], record["quotes"][i]);
    }
  }
}

// Every style of marks, with every order of cue and speaker, every form of the speaker and every
// punctuation.
TEST_CASE("A quotation is found however it is written", "[quotes]") {
  struct Marks {
    const char* open;
    const char* close;
  };
  constexpr std::array<Marks, 8> marks = {{{"“", "”"},
                                           {"\"", "\""},
                                           {"‘", "’"},
                                           {"'", "'"},
                                           {"«", "»"},
                                           {"„", "“"},
                                           {"``", "''"},
                                           {"”", "“"}}};
  constexpr std::array<const char*, 5> speakers = {"Clara Osei", "Mr Osei", "he", "the minister",
                                                   "officials"};
  // Q is the quotation, S the speaker.
  struct Order {
    const char* pattern;
    std::array<const char*, 3> stops;
  };
  constexpr std::array<Order, 4> orders = {{{"Q S said on Monday.", {",", "?", "!"}},
                                            {"Q said S on Monday.", {",", "?", "!"}},
                                            {"On Monday S said: Q", {".", "?", "!"}},
                                            {"On Monday S said, Q", {".", "?", "!"}}}};
  for (const Marks& mark : marks) {
    for (const char* speaker : speakers) {
      for (const Order& order : orders) {
        for (const char* stop : order.stops) {
          const std::string quotation =
              std::string(mark.open) + "We lost the whole of the harvest" + stop + mark.close;
          std::string sentence(order.pattern);
          sentence.replace(sentence.find('S'), 1, speaker);
          sentence.replace(sentence.find('Q'), 1, quotation);
          const std::string text =
              "The drought has lasted for three years now and there is no end to it.\n\n" +
              sentence + "\n\nThe next harvest is due in the autumn of next year.\n";
          INFO(text);
          const Report report = analyzer().analyze(text);
          REQUIRE(report.quotes.size() == 1);
          const Quotation& found = report.quotes.front();
          CHECK(pieces(report, found) == std::vector<std::string>{quotation});
          CHECK(found.type == QuoteType::direct);
          REQUIRE(found.cue);
          CHECK(found.cue->lemma == "say");
          REQUIRE(found.source);
          CHECK(found.source->span.of(report.text).find(speaker) != std::string_view::npos);
        }
      }
    }
  }
}

TEST_CASE("Marks are paired by what stands beside them", "[quotes]") {
  struct Case {
    const char* text;
    std::vector<std::string> regions;
  };
  const std::vector<Case> cases = {
      {"He said “yes” and “no”.", {"“yes”", "“no”"}},
      {"He said \"yes\" and \"no\".", {"\"yes\"", "\"no\""}},
      {"He said ”yes“ and ”no“.", {"”yes“", "”no“"}},
      {"He said “yes\" and \"no”.", {"“yes\"", "\"no”"}},
      {"“One ‘two’ three,” he said.", {"“One ‘two’ three,”"}},
      {"‘One “two” three,’ he said.", {"‘One “two” three,’"}},
      {"The dancers' hall and the drivers' strike.", {}},
      {"The dancers’ hall and the drivers’ strike.", {}},
      {"By the ’60s and '70s rock 'n' roll was old.", {}},
      {"A 24\" screen and a 27\" screen.", {}},
      {"A 5' cable at 51°30' north.", {}},
      {"‘It’s the tenants’ money,’ he said.", {"‘It’s the tenants’ money,’"}},
      {"'It's the tenants' money,' he said.", {"'It's the tenants' money,'"}},
      {"experts, ”Kim said.“ I was", {"”Kim said.“"}},
      {"“Left open, he said.", {"“Left open, he said."}},
      {"Closed only” he said.", {}},
      {"“A.” “B.”", {"“A.”", "“B.”"}},
      {"“”", {"“”"}},
  };
  for (const Case& one : cases) {
    const Prepared article(one.text);
    std::vector<std::string> found;
    for (const MarkedRegion& region : find_marks(article.document)) {
      found.emplace_back(region.span.of(article.text));
    }
    INFO(one.text);
    CHECK(found == one.regions);
  }
}

TEST_CASE("A paragraph's end bounds what stands between marks", "[quotes]") {
  const Prepared article(
      "“Left open, he said to us.\n\nNobody else was asked about it that day.\n");
  const std::vector<MarkedRegion> regions = find_marks(article.document);
  REQUIRE(regions.size() == 1);
  CHECK_FALSE(regions[0].closed);
  CHECK(regions[0].span.of(article.text) == "“Left open, he said to us.");
}

TEST_CASE("Nobody speaks who is only named in the quotation", "[quotes]") {
  const std::string text =
      "The meeting of the board lasted until the evening.\n\n"
      "“Victor Lang is a thief,” he said.\n";
  const Report report = analyzer().analyze(text);
  REQUIRE(report.quotes.size() == 1);
  CHECK((!report.quotes[0].speaker || report.quotes[0].speaker->name != "Victor Lang"));
}

TEST_CASE("Confidence is a probability", "[quotes]") {
  const Report report =
      analyzer().analyze("“We lost it all,” said Clara Osei. It was “bad”, he felt.");
  for (const Quotation& quotation : report.quotes) {
    CHECK(quotation.confidence > 0);
    CHECK(quotation.confidence < 1);
  }
  const Analyzer strict({.min_confidence = 1});
  CHECK(strict.analyze("“We lost it all,” said Clara Osei.").quotes.empty());
}

TEST_CASE("The lexicon of cues has known classes", "[quotes]") {
  for (int row = 0; row < lexicons::cues.size(); ++row) {
    const std::string_view name = lexicons::cues.field(row, 2);
    constexpr std::array<std::string_view, 10> classes = {
        "say", "ask", "tell", "write", "call", "gesture", "think", "other", "noun", "accord"};
    INFO(lexicons::cues.field(row, 0));
    CHECK(std::ranges::find(classes, name) != classes.end());
    CHECK_FALSE(lexicons::cues.field(row, 1).empty());
  }
}

TEST_CASE("A damaged model is refused", "[quotes]") {
  CHECK_THROWS_AS(QuoteModel("newscutQ"), Error);
  CHECK_THROWS_AS(QuoteModel(std::string(QuoteModel::bytes, 'x')), Error);
}

}  // namespace newscut::test
