#include "tokens/tokens.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "cases.h"
#include "document.h"
#include "tokens/characters.h"
#include "tokens/vocabulary.h"

using namespace newscut;

namespace {

// A block, and what stands behind it in the text.
struct OneBlock {
  explicit OneBlock(std::string_view block, std::string_view behind = {})
      : text(std::string(block) + std::string(behind)) {
    document.text = text;
    document.vocabulary = &vocabulary;
    document.structure.blocks.push_back({{0, static_cast<std::uint32_t>(block.size())}});
    tokenize(document);
  }
  OneBlock(const OneBlock&) = delete;
  OneBlock& operator=(const OneBlock&) = delete;

  std::string text;
  Vocabulary vocabulary;
  Document document;
};

// What holds for any text.
void check_lossless(const Document& document) {
  std::uint32_t at = 0;
  const auto check_space = [&](std::uint32_t end) {
    while (at < end) {
      std::uint32_t size = 1;
      REQUIRE(class_at(document.text, at, size) == CharClass::space);
      at += size;
    }
  };
  TokenIndex next = 0;
  for (std::uint32_t i = 0; i < document.sentences.size(); ++i) {
    const Sentence& sentence = document.sentences[i];
    REQUIRE(sentence.tokens.begin == next);
    REQUIRE(!sentence.tokens.empty());
    REQUIRE(sentence.span == document.span(sentence.tokens));
    for (; next < sentence.tokens.end; ++next) {
      const Span span = document.tokens[next].span;
      check_space(span.begin);
      REQUIRE(at == span.begin);
      REQUIRE(!span.empty());
      const Word& word = document.word(next);
      REQUIRE(word.text == span.of(document.text));
      const WordTraits traits = document.traits(next);
      REQUIRE(traits.mark == word.mark);
      REQUIRE(traits.capital == word.capital);
      REQUIRE(traits.upper == word.upper);
      REQUIRE(traits.letter == word.letter);
      REQUIRE(traits.digit == word.digit);
      REQUIRE(document.sentence_of[next] == i);
      at = span.end;
    }
  }
  REQUIRE(next == document.tokens.size());
  check_space(static_cast<std::uint32_t>(document.text.size()));
}

// Far from the end of its text a block is read eight bytes at a time; that must make no difference.
void check_same_in_longer_text(const OneBlock& article) {
  for (const char behind : {' ', 'a', '@'}) {
    const OneBlock longer(article.text, std::string(200, behind));
    INFO(behind);
    REQUIRE(longer.document.tokens.size() == article.document.tokens.size());
    for (TokenIndex i = 0; i < article.document.tokens.size(); ++i) {
      REQUIRE(longer.document.tokens[i].span == article.document.tokens[i].span);
      REQUIRE(longer.document.tokens[i].kind == article.document.tokens[i].kind);
      REQUIRE(longer.document.word(i).text == article.document.word(i).text);
    }
    REQUIRE(longer.document.sentence_of == article.document.sentence_of);
  }
}

}  // namespace

TEST_CASE("tokens") {
  for (const auto& c : test::load_cases("tokens.jsonl")) {
    INFO(test::string_of(c["name"]));
    const OneBlock article(test::string_of(c["text"]));
    check_lossless(article.document);
    check_same_in_longer_text(article);
    std::string got;
    for (TokenIndex i = 0; i < article.document.tokens.size(); ++i) {
      if (i > 0) got += ' ';
      got += article.document.text_of(i);
    }
    CHECK(got == test::string_of(c["tokens"]));
  }
}

TEST_CASE("sentences") {
  for (const auto& c : test::load_cases("sentences.jsonl")) {
    INFO(test::string_of(c["name"]));
    const OneBlock article(test::string_of(c["text"]));
    check_lossless(article.document);
    check_same_in_longer_text(article);
    std::vector<std::string> got;
    for (const Sentence& sentence : article.document.sentences) {
      got.emplace_back(sentence.span.of(article.document.text));
    }
    std::vector<std::string> wanted;
    for (const auto& sentence : c["sentences"].GetArray()) {
      wanted.emplace_back(test::string_of(sentence));
    }
    CHECK(got == wanted);
  }
}

TEST_CASE("a sentence never crosses a block") {
  const std::string text = "A headline without a stop\nThe U.S.\nGovernment fell";
  Vocabulary vocabulary;
  Document document;
  document.text = text;
  document.vocabulary = &vocabulary;
  document.structure.blocks = {{{0, 25}}, {{26, 34}}, {{35, 50}}};
  tokenize(document);
  REQUIRE(document.sentences.size() == 3);
  CHECK(document.sentences[1].span == Span{26, 34});
  CHECK(document.sentences[2].block == 2);
}

// Every pair of pieces that mean something to the tokenizer, before and behind a word.
TEST_CASE("tokens of any text are lossless") {
  const std::vector<std::string> pieces{" ",
                                        ".",
                                        "..",
                                        "...",
                                        "!",
                                        "?",
                                        ",",
                                        ":",
                                        "://",
                                        "-",
                                        "–",
                                        "'",
                                        "’",
                                        "‘",
                                        "\"",
                                        "“",
                                        "”",
                                        "(",
                                        ")",
                                        "[",
                                        "]",
                                        "@",
                                        "#",
                                        "$",
                                        "%",
                                        "&",
                                        "/",
                                        "*",
                                        "+",
                                        "_",
                                        "`",
                                        "``",
                                        "°",
                                        "•",
                                        "\n",
                                        "\t",
                                        "\xC2\xA0",
                                        "\xEF\xBB\xBF",
                                        "a",
                                        "A",
                                        "U.",
                                        "I",
                                        "s",
                                        "n't",
                                        "5",
                                        "1.",
                                        "1)",
                                        "p.m.",
                                        "Mr.",
                                        "No.",
                                        "www.",
                                        "http://x",
                                        "x@y.zz",
                                        "é",
                                        "日",
                                        "。",
                                        "\xCC\x81",
                                        "\xE2\x80\x8D",
                                        "😀",
                                        "🇬",
                                        "\xEF\xBF\xBD",
                                        std::string(1, '\0')};
  for (const std::string& a : pieces) {
    for (const std::string& b : pieces) {
      for (const char* const middle : {"", "word", "The"}) {
        const OneBlock article(a + middle + b);
        INFO(article.text);
        check_lossless(article.document);
        const OneBlock longer(b + a + middle + " " + b + a);
        INFO(longer.text);
        check_lossless(longer.document);
        check_same_in_longer_text(longer);
      }
    }
  }
}

TEST_CASE("the vocabulary keeps each word once") {
  Vocabulary vocabulary;
  std::vector<WordId> ids;
  for (int i = 0; i < 5000; ++i) ids.push_back(vocabulary.add("word" + std::to_string(i)));
  for (int i = 0; i < 5000; ++i) {
    const std::string word = "word" + std::to_string(i);
    REQUIRE(vocabulary.add(word) == ids[static_cast<std::size_t>(i)]);
    REQUIRE(vocabulary[ids[static_cast<std::size_t>(i)]].text == word);
  }
  CHECK(vocabulary.size() == 5000);
}

TEST_CASE("words that differ in a byte, their length or a zero are different words") {
  Vocabulary vocabulary;
  std::size_t words = 0;
  for (std::size_t size = 1; size <= 40; ++size) {
    const std::string word(size, 'a');
    for (std::size_t i = 0; i <= size; ++i) {
      std::string other = word;
      if (i < size) other[i] = i % 2 == 0 ? 'b' : '\0';
      ++words;
      const WordId id = vocabulary.add(other);
      REQUIRE(vocabulary[id].text == other);
      REQUIRE(vocabulary.add(other) == id);
      REQUIRE(vocabulary.size() == words);
    }
  }
  for (const std::size_t size : {254U, 255U, 256U, 300U}) {
    const std::string word(size, 'a');
    REQUIRE(vocabulary[vocabulary.add(word)].text == word);
    REQUIRE(vocabulary.size() == ++words);
  }
}

TEST_CASE("what a word says of itself") {
  struct Row {
    const char* text;
    const char* lower;
    bool capital, upper, letter, digit;
    Mark mark;
  };
  const Row rows[] = {
      {"Starmer", "starmer", true, false, true, false, Mark::none},
      {"ProceedingsUNDER5", "proceedingsunder5", true, false, true, true, Mark::none},
      {"PROCEEDINGS", "proceedings", true, true, true, false, Mark::none},
      {"NATO", "nato", true, true, true, false, Mark::none},
      {"I", "i", true, false, true, false, Mark::none},
      {"É", "é", true, false, true, false, Mark::none},
      {"n’t", "n't", false, false, true, false, Mark::none},
      {"co\u00ADop", "coop", false, false, true, false, Mark::none},
      {"F-16", "f-16", true, false, true, true, Mark::none},
      {"5", "5", false, false, false, true, Mark::none},
      {"“", "“", false, false, false, false, Mark::open_quote},
      {"’", "'", false, false, false, false, Mark::close_single},
      {"''", "''", false, false, false, false, Mark::close_quote},
      {"...", "...", false, false, false, false, Mark::ellipsis},
      {"?!", "?!", false, false, false, false, Mark::exclamation},
      {"—", "—", false, false, false, false, Mark::dash},
  };
  Vocabulary vocabulary;
  for (const Row& row : rows) {
    INFO(row.text);
    const Word word = vocabulary[vocabulary.add(row.text)];
    CHECK(word.lower == row.lower);
    CHECK(word.capital == row.capital);
    CHECK(word.letter == row.letter);
    CHECK(word.digit == row.digit);
    CHECK(word.mark == row.mark);
    CHECK(word.upper == row.upper);
  }
}
