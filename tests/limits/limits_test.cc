// Time and memory are linear in the input, whatever the input.
//
// What is compared is counted, not timed: bytes allocated, and findings, for an input and for one
// twice as long. Work that allocates nothing shows in the time limit of the test, which a quadratic
// step over these lengths exceeds a thousandfold.
#include <catch2/catch.hpp>
#include <functional>
#include <string>

#include "limits/allocated.h"
#include "newscut/analyzer.h"
#include "support/checks.h"
#include "support/inputs.h"

namespace newscut::test {
namespace {

using namespace std::string_view_literals;

// The i-th piece of the input.
using Piece = std::function<std::string(std::size_t)>;

struct Shape {
  const char* name;
  Piece piece;
};

Piece always(std::string_view piece) {
  return [piece](std::size_t) { return std::string(piece); };
}

std::string word(std::size_t i) {  // no two alike
  std::string letters = "W";
  for (std::size_t n = i; n > 0; n /= 26) letters += static_cast<char>('a' + n % 26);
  return letters;
}

const std::vector<Shape> shapes = {
    {"straight marks", always("\"")},
    {"straight single marks", always("'")},
    {"opening marks", always("“")},
    {"closing marks", always("”")},
    {"alternating marks", always("“‘")},
    {"quotations in a row", always("“a” ")},
    {"opening marks with words", always("“word ")},
    {"apostrophes", always("o'o’")},
    {"opening brackets", always("(")},
    {"brackets with words", always("(a ")},
    {"closing brackets", always("]")},
    {"percentages without space", always("1%")},
    {"percentages", always("5% of ")},
    {"ranges", always("1-")},
    {"number words", always("twenty-")},
    {"digits", always("7")},
    {"digits and commas", always("1,")},
    {"dots between digits", always("1.")},
    {"money", always("$1 million ")},
    {"dates", always("Jan. 5, 2020, ")},
    {"initials", always("A. ")},
    {"initials without space", always("A.")},
    {"abbreviations", always("Mr. ")},
    {"full stops", always(".")},
    {"full stops and spaces", always(". ")},
    {"hyphens", always("-")},
    {"dashes", always("—")},
    {"line feeds", always("\n")},
    {"carriage returns", always("\r")},
    {"spaces", always(" ")},
    {"tabs and line feeds", always("\t\n")},
    {"one word", always("a")},
    {"one capital word", always("A")},
    {"one camel word", always("aB")},
    {"capitalised words", always("Word ")},
    {"capitalised words, all different", [](std::size_t i) { return word(i) + " "; }},
    {"words, all different", [](std::size_t i) { return "x" + word(i) + " "; }},
    {"names that share words",
     [](std::size_t i) { return word(i % 97) + " " + word(i % 89) + ". "; }},
    {"persons, all different", [](std::size_t i) { return "Mr. " + word(i) + " said. "; }},
    {"John and somebody", [](std::size_t i) { return "John " + word(i) + " met John. "; }},
    {"conjunctions", always("and ")},
    {"of the", always("of the ")},
    {"cues", always("said ")},
    {"cues with speakers", always("he said she said ")},
    {"that-clauses", always("he said that ")},
    {"lines of one letter", always("a\n")},
    {"short paragraphs", always("Word.\n\n")},
    {"lines, all different", [](std::size_t i) { return word(i) + "\n"; }},
    {"quotations left open", always("“Word.\n\n")},
    {"bylines", always("By John Smith\n")},
    {"dates on lines", always("5 January 2020\n")},
    {"share lines", always("Share\n")},
    {"comments", always("Comments (3)\n")},
    {"addresses", always("http://a.b/")},
    {"address parts", always("a/")},
    {"mail", always("a@b.")},
    {"at signs", always("@")},
    {"Chinese", always("北京市")},
    {"Arabic", always("العربية ")},
    {"combining marks", always("\u0301")},
    {"emoji", always("\U0001F600")},
    {"emoji and letters", always("a\U0001F600")},
    {"zero bytes", always("\0"sv)},
    {"invalid bytes", always("\xFF")},
    {"invalid bytes and letters", always("a\xFF")},
    {"half sequences", always("\xE2\x80")},
    {"byte order marks", always("\xEF\xBB\xBF")},
    {"controls", always("\x01")},
    {"soft hyphens", always("a\u00AD")},
    {"no-break spaces", always("\u00A0")},
    {"ellipses", always("…")},
    {"bullets", always("• ")},
    {"upper case", always("WORD SAID ")},
    {"list", always("Word, ")},
    {"possessives", always("Word's ")},
    {"fractions", always("one in ")},
    {"half", always("half of ")},
};

std::string make(const Piece& piece, std::size_t size) {
  std::string input;
  input.reserve(size + 64);
  for (std::size_t i = 0; input.size() < size; ++i) input += piece(i);
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
  for (const auto& [name, piece] : shapes) {
    DYNAMIC_SECTION(name) {
      const Cost half = cost(make(piece, size / 2));
      const Cost whole = cost(make(piece, size));
      // Doubling vectors jump by up to 2 between the two; a quadratic step would show as 4.
      CHECK(static_cast<double>(whole.bytes) <= 3.0 * static_cast<double>(half.bytes) + 65536);
      CHECK(whole.findings <= size * 4);
      CHECK(whole.bytes <= size * 2000);
    }
  }
}

}  // namespace newscut::test
