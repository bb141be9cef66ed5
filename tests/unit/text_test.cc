#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "text/decode.h"

using newscut::decode;
using newscut::OffsetUnit;

namespace {

struct DecodeCase {
  const char* name;
  std::string input;
  std::string text;
  std::uint32_t codepoints;
  std::uint32_t utf16;
};

const std::vector<DecodeCase> decode_cases = {
    {"empty", "", "", 0, 0},
    {"ASCII", "abc\r\n", "abc\r\n", 5, 5},
    {"NUL", std::string("a\0b", 3), std::string("a\0b", 3), 3, 3},
    {"two, three and four bytes", "é—😀x", "é—😀x", 4, 5},
    {"byte order mark stays", "\xEF\xBB\xBFx", "\xEF\xBB\xBFx", 2, 2},
    {"lone lead byte", "\xC3", "\xEF\xBF\xBD", 1, 1},
    {"lone continuation", "a\x80z", "a\xEF\xBF\xBDz", 3, 3},
    {"truncated sequence is one", "\xF0\x9F\x98z", "\xEF\xBF\xBDz", 2, 2},
    {"surrogate in UTF-8 is three", "\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", 3, 3},
    {"overlong", "\xC0\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD", 2, 2},
    {"UTF-16 LE",
     std::string("\xFF\xFE"
                 "a\0\x3D\xD8\x00\xDE",
                 8),
     "\xEF\xBB\xBF"
     "a😀",
     3, 4},
    {"UTF-16 BE", std::string("\xFE\xFF\0a", 4),
     "\xEF\xBB\xBF"
     "a",
     2, 2},
    {"UTF-16, odd byte at the end", std::string("\xFE\xFF\0a\0", 5),
     "\xEF\xBB\xBF"
     "a\xEF\xBF\xBD",
     3, 3},
    {"UTF-16, unpaired surrogate", std::string("\xFE\xFF\xD8\x00\0a", 6),
     "\xEF\xBB\xBF\xEF\xBF\xBD"
     "a",
     3, 3},
};

}  // namespace

TEST_CASE("decode") {
  for (const DecodeCase& c : decode_cases) {
    INFO(c.name);
    const newscut::DecodedText got = decode(c.input);
    const auto end = static_cast<std::uint32_t>(got.text.size());
    CHECK(got.text == c.text);
    CHECK(got.offsets.at(0, OffsetUnit::byte) == 0);
    CHECK(got.offsets.at(end, OffsetUnit::byte) == c.input.size());
    CHECK(got.offsets.at(end, OffsetUnit::codepoint) == c.codepoints);
    CHECK(got.offsets.at(end, OffsetUnit::utf16) == c.utf16);
  }
}

TEST_CASE("offsets inside the text") {
  const newscut::DecodedText got = decode("ab—\xFF😀z");
  REQUIRE(got.text == "ab—\xEF\xBF\xBD😀z");
  struct Row {
    std::uint32_t clean, byte, codepoint, utf16;
  };
  for (const Row row : {Row{0, 0, 0, 0}, Row{2, 2, 2, 2}, Row{5, 5, 3, 3}, Row{8, 6, 4, 4},
                        Row{12, 10, 5, 6}, Row{13, 11, 6, 7}}) {
    INFO(row.clean);
    CHECK(got.offsets.at(row.clean, OffsetUnit::byte) == row.byte);
    CHECK(got.offsets.at(row.clean, OffsetUnit::codepoint) == row.codepoint);
    CHECK(got.offsets.at(row.clean, OffsetUnit::utf16) == row.utf16);
  }
}
