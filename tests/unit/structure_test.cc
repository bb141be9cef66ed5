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

TEST_CASE("Spans are in order and apart for any text", "[structure]") {
  const std::string sentence =
      "The council voted on Monday to close the old bridge for two years. ";
  std::string many_lines;
  for (int i = 0; i < 20000; ++i) many_lines += i % 3 == 0 ? "- a\n" : "b\r\n";
  std::string many_sentences;
  for (int i = 0; i < 5000; ++i) many_sentences += sentence + (i % 7 == 0 ? "\n\n" : "\n");
  std::string giant;
  for (int i = 0; i < 20000; ++i) giant += sentence;
  const std::vector<std::string> texts{
      "",
      "\u2022",
      "-",
      "- \n- \n",
      "\n\n\n",
      std::string(3, '\0'),
      "https://example.org/a",
      "https://example.org/a\n\u2022\n",
      "a\nb",
      "By\nAnn Lee\n2026-01-08\n",
      "Share\nShare\nShare\nShare\nShare\nShare\nShare\n",
      "2026-01-08\n2026-01-09\n",
      "LONDON (Reuters) -",
      "A headline;",
      "A headline;\n",
      "\u00E9\n\uFFFD\n\U0001F600\n",
      many_lines,
      many_sentences,
      giant,
  };
  for (const std::string& text : texts) {
    CAPTURE(text.substr(0, 60));
    const Structure structure = find_structure(text);
    check_order(structure, text.size());
    if (structure.title) CHECK(structure.title->end <= text.size());
    if (structure.byline) CHECK(structure.byline->end <= text.size());
  }
}

// Whatever the width, wrapped paragraphs are as many blocks as there are paragraphs.
TEST_CASE("Wrapped text is joined at every width", "[structure]") {
  const std::vector<std::string> paragraphs{
      "The council voted on Monday to close the old bridge for two years while engineers replace "
      "the cables that have held it since the spring of 1931. Nobody spoke against it. The mayor "
      "said that a detour was better than a fall, and that the tunnel could take the traffic.",
      "Shopkeepers on the north bank fear for their trade, and a petition against the plan had "
      "gathered 4,000 names by the evening. One of them, who sells hats, said: \"People will not "
      "cross a river for a hat.\" The ferry company has asked for leave to run at night."};
  for (std::size_t width = 45; width <= 100; ++width) {
    std::string text;
    for (const std::string& paragraph : paragraphs) {
      std::size_t column = 0;
      for (std::size_t at = 0; at < paragraph.size();) {
        const std::size_t end = std::min(paragraph.find(' ', at), paragraph.size());
        const bool fits = column + 1 + end - at <= width;
        if (column > 0) text += fits ? ' ' : '\n';
        column = column > 0 && fits ? column + 1 + end - at : end - at;
        text.append(paragraph, at, end - at);
        at = end + 1;
      }
      text += "\n\n";
    }
    CAPTURE(width);
    CHECK(blocks_of(find_structure(text), text, Block::Kind::paragraph).size() == 2);
  }
}
