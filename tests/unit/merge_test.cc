// Merging, roles and genders, with the mentions given: tests/cases/merging.jsonl and roles.jsonl.
//
// "text" has each mention in brackets, "[PER Keir Starmer]". "entities" lists all that must come
// out: "name", "type" and "mentions" (how many) always, "aliases", "roles" and "gender" where they
// matter; an entity without "roles" may have any.
#include "entities/merge.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "cases.h"
#include "prepared.h"

namespace newscut::test {
namespace {

constexpr std::string_view type_names[] = {"PER", "ORG", "LOC", "FAC", "NORP", "PRODUCT", "MISC"};

struct Marked {
  std::string text;
  std::vector<std::pair<Span, EntityType>> mentions;
};

Marked unmark(std::string_view marked) {
  Marked result;
  for (std::size_t i = 0; i < marked.size(); ++i) {
    if (marked[i] != '[') {
      result.text += marked[i];
      continue;
    }
    const std::size_t space = marked.find(' ', i);
    const std::size_t end = marked.find(']', i);
    const auto* const type = std::ranges::find(type_names, marked.substr(i + 1, space - i - 1));
    if (space > end || end == marked.npos || type == std::end(type_names)) {
      throw std::runtime_error("not a mention: " + std::string(marked.substr(i)));
    }
    const auto begin = static_cast<std::uint32_t>(result.text.size());
    result.text += marked.substr(space + 1, end - space - 1);
    result.mentions.push_back({{begin, static_cast<std::uint32_t>(result.text.size())},
                               static_cast<EntityType>(type - std::begin(type_names))});
    i = end;
  }
  return result;
}

std::vector<Mention> to_tokens(const Document& document, const Marked& marked) {
  std::vector<Mention> mentions;
  for (const auto& [span, type] : marked.mentions) {
    TokenRange range;
    while (document.tokens.at(range.begin).span.end <= span.begin) ++range.begin;
    range.end = range.begin;
    while (range.end < document.tokens.size() && document.tokens[range.end].span.begin < span.end) {
      ++range.end;
    }
    mentions.push_back({range, type});
  }
  return mentions;
}

std::vector<std::string> strings_of(const rapidjson::Value& array) {
  std::vector<std::string> strings;
  for (const auto& value : array.GetArray()) strings.emplace_back(string_of(value));
  return strings;
}

std::vector<std::string> sorted(std::vector<std::string> strings) {
  std::ranges::sort(strings);
  return strings;
}

std::string_view gender_name(Gender gender) {
  constexpr std::string_view names[] = {"unknown", "female", "male", "thing"};
  return names[static_cast<std::size_t>(gender)];
}

void check_entity(const rapidjson::Value& wanted, const Entities& found) {
  const std::string name(string_of(wanted["name"]));
  INFO("entity: " << name);
  const auto entity = std::ranges::find_if(found.entities, [&](const Entity& e) {
    return e.name == name &&
           type_names[static_cast<std::size_t>(e.type)] == string_of(wanted["type"]);
  });
  REQUIRE(entity != found.entities.end());
  CHECK(entity->mentions.size() == wanted["mentions"].GetUint());
  if (wanted.HasMember("aliases")) {
    CHECK(sorted(entity->aliases) == sorted(strings_of(wanted["aliases"])));
  }
  if (wanted.HasMember("roles")) {
    CHECK(sorted(entity->roles) == sorted(strings_of(wanted["roles"])));
  }
  if (wanted.HasMember("gender")) {
    const auto index = static_cast<std::size_t>(entity - found.entities.begin());
    CHECK(gender_name(found.genders[index]) == string_of(wanted["gender"]));
  }
}

// No two of them alike: a consonant and "aab" for each digit.
std::string given_name(int number) {
  std::string name = "Q";
  for (; number > 0; number /= 10) name += std::string(1, "bcdfgjklmn"[number % 10]) + "aab";
  return name;
}

void check_file(const std::string& file) {
  for (const rapidjson::Document& record : load_cases(file)) {
    INFO(string_of(record["name"]) << ": " << string_of(record["text"]));
    const Marked marked = unmark(string_of(record["text"]));
    Prepared prepared(marked.text);
    const Entities found =
        merge(prepared.document, to_tokens(prepared.document, marked), prepared.workspace.merging);
    std::string all;
    for (const Entity& entity : found.entities) {
      all += entity.name + " x" + std::to_string(entity.mentions.size()) + " (";
      for (const std::string& role : entity.roles) all += role + ';';
      all += ") ";
    }
    INFO("found: " << all);
    for (const auto& wanted : record["entities"].GetArray()) check_entity(wanted, found);
    CHECK(found.entities.size() == record["entities"].Size());
  }
}

}  // namespace

TEST_CASE("the names of one thing are one entity") { check_file("merging.jsonl"); }
TEST_CASE("persons have their titles and roles") { check_file("roles.jsonl"); }

TEST_CASE("many persons of one name are merged in linear time") {
  std::string marked;
  for (int i = 0; i < 20000; ++i) {
    marked += "[PER " + given_name(100000 + i) + " Smith] met [PER Smith] and [ORG Smith Group]. ";
  }
  const Marked plain = unmark(marked);
  Prepared prepared(plain.text);
  std::vector<Mention> mentions;
  TokenIndex token = 0;
  for (const auto& [span, type] : plain.mentions) {
    while (prepared.document.tokens[token].span.begin < span.begin) ++token;
    TokenIndex end = token;
    while (prepared.document.tokens[end].span.end < span.end) ++end;
    mentions.push_back({{token, end + 1}, type});
  }
  const Entities found = merge(prepared.document, mentions, prepared.workspace.merging);
  CHECK(found.mentions.size() == 60000);
  CHECK(found.entities.size() == 20001);
}

}  // namespace newscut::test
