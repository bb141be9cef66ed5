#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "text/decode.h"
#include "text/eight_bytes.h"

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

TEST_CASE("eight bytes at a time are what they are one by one") {
  for (unsigned c = 0; c < 256; ++c) {
    // Each byte at each place, among neighbours that a carry would change.
    for (std::size_t place = 0; place < 8; ++place) {
      for (const int around : {0x00, 0x7F, 0x80, 0xFF, 0x61, 0x5A}) {
        std::string text(8, static_cast<char>(around));
        text[place] = static_cast<char>(c);
        const std::uint64_t bytes = newscut::load_eight(text.data());
        const bool upper = c >= 'A' && c <= 'Z';
        const bool lower = c >= 'a' && c <= 'z';
        const std::uint64_t bit = std::uint64_t{0x80} << 8 * place;
        REQUIRE(((newscut::letter_bits(bytes) & bit) != 0) == (upper || lower));
        REQUIRE(((newscut::bytes_between(bytes, '0', '9') & bit) != 0) == (c >= '0' && c <= '9'));
        std::string lowered(8, '\0');
        newscut::store_eight(newscut::to_lower(bytes), lowered.data());
        REQUIRE(lowered[place] == static_cast<char>(upper ? c + ('a' - 'A') : c));
      }
    }
  }
  const std::string word = "Headline";
  for (unsigned size = 0; size <= 8; ++size) {
    const std::uint64_t bytes = newscut::load_up_to_eight(word.data(), size);
    CHECK(bytes == newscut::first_bytes(newscut::load_eight(word.data()), size));
    CHECK(newscut::run_length(newscut::letter_bits(bytes)) == size);
    CHECK(newscut::count_bytes(newscut::letter_bits(bytes)) == size);
  }
}
