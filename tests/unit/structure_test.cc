#include "structure/structure.h"

#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "cases.h"

using namespace newscut;
using namespace newscut::test;

namespace {

std::vector<std::string> blocks_of(const Structure& structure, std::string_view text,
                                   Block::Kind kind) {
  std::vector<std::string> found;
  for (const Block& block : structure.blocks) {
    if (block.kind == kind) found.emplace_back(block.span.of(text));
  }
  return found;
}

std::vector<std::string> strings(const rapidjson::Value& value) {
  std::vector<std::string> found;
  for (const auto& element : value.GetArray()) found.emplace_back(string_of(element));
  return found;
}

std::string text_of(const std::optional<Span>& span, std::string_view text) {
  return span ? std::string(span->of(text)) : std::string();
}

// Blocks are in order and without overlap, boilerplate too, and the two never meet.
void check_order(const Structure& structure, std::size_t size) {
  std::vector<Span> spans;
  for (const Block& block : structure.blocks) spans.push_back(block.span);
  spans.insert(spans.end(), structure.boilerplate.begin(), structure.boilerplate.end());
  std::ranges::sort(spans, {}, [](Span span) { return span.begin; });
  std::uint32_t end = 0;
  for (const Span span : spans) {
    CHECK(!span.empty());
    CHECK(span.begin >= end);
    end = span.end;
  }
  CHECK(end <= size);
}

}  // namespace

// A case says what must be found; of paragraphs and boilerplate, all or nothing is said.
TEST_CASE("find_structure parts a page", "[structure]") {
  for (const auto& record : load_cases("structure.jsonl")) {
    const std::string text(string_of(record["text"]));
    const Structure structure = find_structure(text);
    CAPTURE(std::string(string_of(record["name"])));
    check_order(structure, text.size());
    const auto expect = [&](const char* key) {
      return record.HasMember(key) ? std::string(string_of(record[key])) : std::string();
    };
    CHECK(text_of(structure.title, text) == expect("title"));
    CHECK(text_of(structure.byline, text) == expect("byline"));
    CHECK(text_of(structure.dateline, text) == expect("dateline"));
    CHECK((structure.published ? structure.published->date : "") == expect("date"));
    if (record.HasMember("paragraphs")) {
      CHECK(blocks_of(structure, text, Block::Kind::paragraph) == strings(record["paragraphs"]));
    }
    if (record.HasMember("boilerplate")) {
      std::vector<std::string> found;
      for (const Span span : structure.boilerplate) found.emplace_back(span.of(text));
      CHECK(found == strings(record["boilerplate"]));
    }
  }
}
