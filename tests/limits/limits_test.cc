// Time and memory are linear in the input, whatever the input.
//
// What is compared is counted, not timed: bytes allocated, and findings, for an input and for one
// twice as long. Work that allocates nothing shows in the time limit of the test, which a quadratic
// step over these lengths exceeds a thousandfold.
#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "limits/allocated.h"
#include "newscut/analyzer.h"
#include "support/checks.h"
#include "support/inputs.h"

namespace newscut::test {
namespace {

using namespace std::string_view_literals;

// One piece again and again, or one for each number.
struct Shape {
  std::string_view name;
  std::string_view piece;
  std::string (*number_to_piece)(std::size_t) = nullptr;
};

std::string word(std::size_t i) {  // no two alike
  std::string letters = "W";
  for (std::size_t n = i; n > 0; n /= 26) letters += static_cast<char>('a' + n % 26);
  return letters;
}

constexpr Shape shapes[] = {
    {"straight marks", "\""},
    {"straight single marks", "'"},
    {"opening marks", "“"},
    {"closing marks", "”"},
    {"alternating marks", "“‘"},
    {"quotations in a row", "“a” "},
    {"opening marks with words", "“word "},
    {"apostrophes", "o'o’"},
    {"opening brackets", "("},
    {"brackets with words", "(a "},
    {"closing brackets", "]"},
    {"percentages without space", "1%"},
    {"percentages", "5% of "},
    {"ranges", "1-"},
    {"number words", "twenty-"},
    {"digits", "7"},
    {"digits and commas", "1,"},
    {"dots between digits", "1."},
    {"money", "$1 million "},
    {"dates", "Jan. 5, 2020, "},
    {"initials", "A. "},
    {"initials without space", "A."},
    {"abbreviations", "Mr. "},
    {"full stops", "."},
    {"full stops and spaces", ". "},
    {"hyphens", "-"},
    {"dashes", "—"},
    {"line feeds", "\n"},
    {"carriage returns", "\r"},
    {"spaces", " "},
    {"tabs and line feeds", "\t\n"},
    {"one word", "a"},
    {"one capital word", "A"},
    {"one camel word", "aB"},
    {"capitalised words", "Word "},
    {"capitalised words, all different", "", [](std::size_t i) { return word(i) + " "; }},
    {"words, all different", "", [](std::size_t i) { return "x" + word(i) + " "; }},
    {"names that share words", "",
     [](std::size_t i) { return word(i % 97) + " " + word(i % 89) + ". "; }},
    {"persons, all different", "", [](std::size_t i) { return "Mr. " + word(i) + " said. "; }},
    {"John and somebody", "", [](std::size_t i) { return "John " + word(i) + " met John. "; }},
    {"conjunctions", "and "},
    {"of the", "of the "},
    {"cues", "said "},
    {"cues with speakers", "he said she said "},
    {"that-clauses", "he said that "},
    {"lines of one letter", "a\n"},
    {"short paragraphs", "Word.\n\n"},
    {"lines, all different", "", [](std::size_t i) { return word(i) + "\n"; }},
    {"quotations left open", "“Word.\n\n"},
    {"bylines", "By John Smith\n"},
    {"dates on lines", "5 January 2020\n"},
    {"share lines", "Share\n"},
    {"comments", "Comments (3)\n"},
    {"addresses", "http://a.b/"},
    {"address parts", "a/"},
    {"mail", "a@b."},
    {"at signs", "@"},
    {"Chinese", "北京市"},
    {"Arabic", "العربية "},
    {"combining marks", "\u0301"},
    {"emoji", "\U0001F600"},
    {"emoji and letters", "a\U0001F600"},
    {"zero bytes", "\0"sv},
    {"invalid bytes", "\xFF"},
    {"invalid bytes and letters", "a\xFF"},
    {"half sequences", "\xE2\x80"},
    {"byte order marks", "\xEF\xBB\xBF"},
    {"controls", "\x01"},
    {"soft hyphens", "a\u00AD"},
    {"no-break spaces", "\u00A0"},
    {"ellipses", "…"},
    {"bullets", "• "},
    {"upper case", "WORD SAID "},
    {"list", "Word, "},
    {"possessives", "Word's "},
    {"fractions", "one in "},
    {"half", "half of "},
};

std::string make(const Shape& shape, std::size_t size) {
  std::string input;
  input.reserve(size + 64);
  for (std::size_t i = 0; input.size() < size; ++i) {
    input += shape.number_to_piece ? shape.number_to_piece(i) : std::string(shape.piece);
  }
  return input;
}

struct Cost {
  std::size_t bytes = 0;     // allocated
  std::size_t findings = 0;  // spans in the report
};

Cost cost(const std::string& input) {
  const Analyzer analyzer;
  const Exact exact(input);
  const std::size_t before = bytes_allocated();
  const Report report = analyzer.analyze(exact.view());
  Cost spent{.bytes = bytes_allocated() - before, .findings = report.tokens.size()};
  CHECK(violations(report, exact.view()) == none_wrong);
  for (const Entity& entity : report.entities) {
    spent.findings += entity.aliases.size() + entity.roles.size() + entity.mentions.size();
  }
  for (const Quotation& quote : report.quotes) spent.findings += quote.content.size();
  spent.findings += report.boilerplate.size() + report.percentages.size();
  return spent;
}

}  // namespace

TEST_CASE("Memory is linear in the input, whatever its shape") {
#ifdef NDEBUG
  constexpr std::size_t size = std::size_t{1} << 20;
#else
  constexpr std::size_t size = std::size_t{1} << 18;
#endif
  for (const Shape& shape : shapes) {
    DYNAMIC_SECTION(shape.name) {
      const Cost half = cost(make(shape, size / 2));
      const Cost whole = cost(make(shape, size));
      // Doubling vectors jump by up to 2 between the two; a quadratic step would show as 4.
      CHECK(static_cast<double>(whole.bytes) <= 3.0 * static_cast<double>(half.bytes) + 65536);
      CHECK(whole.findings <= size * 4);
      CHECK(whole.bytes <= size * 2000);
    }
  }
}

}  // namespace newscut::test
