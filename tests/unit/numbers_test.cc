#include "numbers/numbers.h"

#include <catch2/catch.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "cases.h"
#include "prepared.h"

using newscut::Change;
using newscut::Direction;
using newscut::Modifier;
using newscut::NumberFinder;
using newscut::Numbers;
using newscut::Percentage;
using newscut::PercentUnit;
using newscut::Span;
using newscut::test::load_cases;
using newscut::test::Prepared;
using newscut::test::string_of;

namespace {

Numbers find(Prepared& prepared) {
  static const NumberFinder finder;
  return finder.find(prepared.document, prepared.workspace.number_facts);
}

std::string name(PercentUnit unit) {
  constexpr const char* names[] = {"percent", "percentage_point", "basis_point", "per_mille",
                                   "fraction"};
  return names[static_cast<std::size_t>(unit)];
}
std::string name(const std::optional<Modifier>& modifier) {
  constexpr const char* names[] = {"approx",    "nearly",  "more_than", "at_least",
                                   "less_than", "at_most", "plus_minus"};
  return modifier ? names[static_cast<std::size_t>(*modifier)] : "-";
}
std::string name(const std::optional<Direction>& direction) {
  if (!direction) return "-";
  return *direction == Direction::up ? "up" : "down";
}
std::string name(const std::optional<Change>& change) {
  constexpr const char* names[] = {"by", "to", "from"};
  return change ? names[static_cast<std::size_t>(*change)] : "-";
}
std::string slice(std::string_view text, const std::optional<Span>& span) {
  return span ? std::string(span->of(text)) : "-";
}

// A case names what it checks; a key that it leaves out is expected to be null, but for "subject",
// which is then not looked at, and "unit", which is then percent.
std::string wanted(const rapidjson::Value& item, const char* key, const char* absent = "-") {
  return item.HasMember(key) ? std::string(string_of(item[key])) : absent;
}

}  // namespace

TEST_CASE("percentages") {
  for (const rapidjson::Document& c : load_cases("percentages.jsonl")) {
    INFO(string_of(c["name"]));
    INFO(string_of(c["text"]));
    Prepared prepared{std::string(string_of(c["text"]))};
    const std::vector<Percentage> got = find(prepared).percentages;
    const auto& want = c["want"].GetArray();
    CHECK(got.size() == want.Size());
    for (std::size_t i = 0; i < got.size() && i < want.Size(); ++i) {
      const rapidjson::Value& item = want[static_cast<rapidjson::SizeType>(i)];
      const Percentage& p = got[i];
      CHECK(p.span.of(prepared.text) == string_of(item["text"]));
      CHECK(p.low == Approx(item["low"].GetDouble()));
      CHECK(p.high ==
            Approx(item.HasMember("high") ? item["high"].GetDouble() : item["low"].GetDouble()));
      CHECK(name(p.unit) == wanted(item, "unit", "percent"));
      CHECK(name(p.modifier) == wanted(item, "modifier"));
      CHECK(name(p.direction) == wanted(item, "direction"));
      CHECK(name(p.change) == wanted(item, "change"));
      CHECK(slice(prepared.text, p.of) == wanted(item, "of"));
      if (item.HasMember("subject")) {
        CHECK(slice(prepared.text, p.subject) == wanted(item, "subject"));
      }
    }
  }
}

TEST_CASE("money") {
  for (const rapidjson::Document& c : load_cases("money.jsonl")) {
    INFO(string_of(c["name"]));
    INFO(string_of(c["text"]));
    Prepared prepared{std::string(string_of(c["text"]))};
    const std::vector<newscut::MoneyMention> got = find(prepared).money;
    const auto& want = c["want"].GetArray();
    CHECK(got.size() == want.Size());
    for (std::size_t i = 0; i < got.size() && i < want.Size(); ++i) {
      const rapidjson::Value& item = want[static_cast<rapidjson::SizeType>(i)];
      CHECK(got[i].span.of(prepared.text) == string_of(item["text"]));
      CHECK(got[i].money.has_value() == item.HasMember("amount"));
      if (!got[i].money || !item.HasMember("amount")) continue;
      CHECK(got[i].money->amount == Approx(item["amount"].GetDouble()));
      CHECK(got[i].money->currency == string_of(item["currency"]));
    }
  }
}

TEST_CASE("dates") {
  for (const rapidjson::Document& c : load_cases("dates.jsonl")) {
    INFO(string_of(c["name"]));
    INFO(string_of(c["text"]));
    Prepared prepared{std::string(string_of(c["text"]))};
    if (c.HasMember("published")) {
      prepared.document.structure.published =
          newscut::Published{.span = {}, .date = std::string(string_of(c["published"]))};
    }
    const std::vector<newscut::DateMention> got = find(prepared).dates;
    const auto& want = c["want"].GetArray();
    CHECK(got.size() == want.Size());
    for (std::size_t i = 0; i < got.size() && i < want.Size(); ++i) {
      const rapidjson::Value& item = want[static_cast<rapidjson::SizeType>(i)];
      CHECK(got[i].span.of(prepared.text) == string_of(item["text"]));
      CHECK(got[i].date.value_or("-") == wanted(item, "date"));
    }
  }
}
