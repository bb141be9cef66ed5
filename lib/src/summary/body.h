// The sentences of an article's body, and what can be counted of each.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "document.h"
#include "entities/entities.h"
#include "numbers/numbers.h"
#include "summary/terms.h"

namespace newscut {

// What the first word of a sentence is; see sentence_starts.tsv.
enum class FirstWord : std::uint8_t {
  other,  // punctuation only
  name,   // any other word with a capital
  lower,  // any other word without
  number,
  person,
  thing,
  speaker,
  pointing,
  connective,
  article,
  adverbial,
  question,
  furniture,
};

struct BodySentence {
  static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

  std::uint32_t sentence = 0;  // index into Document::sentences
  std::uint32_t paragraph = 0;
  std::uint32_t place = 0;         // in the paragraph
  std::uint32_t in_paragraph = 0;  // how many sentences the paragraph has

  // Words are tokens with a letter or digit.
  std::uint32_t words = 0;
  std::uint32_t capitals = 0;  // words with a capital, but for the first
  std::uint32_t quoted = 0;    // words within quotation marks
  std::uint32_t figures = 0;   // words with a digit
  std::uint32_t brackets = 0;
  std::uint32_t dashes = 0;
  std::uint32_t colons = 0;
  Mark last = Mark::none;  // the stop, inside closing marks
  FirstWord first = FirstWord::other;
  // Whatever its first word, it tells of what it speaks: "But the union …", "This decision …", "It
  // is unclear whether …".
  bool own_subject = false;
  bool label = false;          // begins "Q:" or "Mary Smith:"
  bool starts_quoted = false;  // goes on with a quotation
  bool opens_quote = false;    // begins with one
  bool ends_quoted = false;    // a quotation goes on behind it
  bool first_person = false;   // outside quotations, as the next
  bool second_person = false;
  bool year = false;
  bool address = false;  // has a web or e-mail address

  // Names: different ones only.
  std::uint32_t names = 0;
  std::uint32_t fresh = 0;             // that stand here first
  std::uint32_t salient = 0;           // that the article has three times or more
  bool top_name = false;               // the one it has most often
  std::uint32_t first_name_count = 0;  // how often the article has the first name
  bool first_name_fresh = false;
  std::uint32_t person = none;  // entity of the person who is spoken of: named here, or before

  bool reported = false;       // has the cue of a quotation
  bool named_speaker = false;  // of that quotation
  bool percentage = false;
  bool money = false;
  bool date = false;

  // Of each class: words of it.
  std::array<std::uint8_t, static_cast<std::size_t>(SentenceCue::count)> cues{};
};

struct Body {
  std::vector<BodySentence> sentences;
  std::vector<Term> terms;                  // of all sentences, one after another; each term once
  std::vector<std::uint32_t> terms_begin;   // where the terms of each sentence begin, and the end
  std::vector<std::uint32_t> term_count;    // of each term: sentences that have it
  std::vector<std::uint32_t> term_first;    // of each term: the first sentence that has it
  std::vector<std::uint8_t> term_of_title;  // of each term
  std::uint32_t title_terms = 0;

  std::span<const Term> terms_of(std::size_t i) const {
    return {terms.data() + terms_begin[i], terms_begin[i + 1] - terms_begin[i]};
  }
};

// Reads the body of one article after another into the same memory.
class BodyReader {
 public:
  // Linear in the tokens. The body is valid until the next call.
  const Body& read(const Document& document, const Entities& entities,
                   const std::vector<Quotation>& quotes, const Numbers& numbers);

 private:
  class Reading;

  SummaryWords words_;
  Body body_;
  std::vector<std::uint32_t> number_of_;  // of each sentence of the document, in the body
  std::vector<std::uint8_t> quoted_;      // of each token
  std::vector<std::uint32_t> seen_in_;    // of each term: the last sentence
  std::vector<std::uint32_t> mentions_;   // of each entity
  std::vector<std::uint32_t> last_;       // of each entity: the last sentence
};

}  // namespace newscut
