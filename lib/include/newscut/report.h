// What an article says: the one value that `Analyzer::analyze` returns and every output is made
// from.
//
// Every `Span` is in bytes of `Report::text`; `Report::offsets` says it in the units of the input.
// All types here are plain values: copy, move and read them from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "newscut/offset_map.h"
#include "newscut/span.h"

namespace newscut {

// --- Structure ---------------------------------------------------------------------------------

// When the article says that it was published.
struct Published {
  Span span;
  std::string date;  // ISO 8601, "2026-01-08"
};

struct Counts {
  std::uint32_t bytes = 0;      // of the input
  std::uint32_t words = 0;      // tokens with a letter or digit, in the title and the paragraphs
  std::uint32_t sentences = 0;  // of the title and the paragraphs
  std::uint32_t paragraphs = 0;
};

// --- Tokens ------------------------------------------------------------------------------------

enum class TokenKind : std::uint8_t { word, number, punctuation, symbol, url, email };

// A token by the conventions of Universal Dependencies for English ("do|n't", "Starmer|'s").
struct Token {
  Span span;
  TokenKind kind = TokenKind::word;
};

// --- Entities ----------------------------------------------------------------------------------

enum class EntityType : std::uint8_t { per, org, loc, fac, norp, product, misc, date, money };

struct Money {
  double amount = 0;
  std::string currency;  // ISO 4217, "USD"; empty where the text leaves it open
};

// One thing in the world, as one article names it.
struct Entity {
  EntityType type = EntityType::misc;
  std::string name;                  // the fullest form in the article, white space normalised
  std::vector<std::string> aliases;  // every other form, in order of appearance
  std::vector<std::string> roles;    // PER: titles and roles as written ("French President")
  std::vector<Span> mentions;        // in order of the text, never empty
  std::optional<std::string>
      date;                    // DATE: ISO 8601, full or partial; none where it cannot be known
  std::optional<Money> money;  // MONEY
};

// --- Quotations --------------------------------------------------------------------------------

enum class QuoteType : std::uint8_t { direct, mixed, indirect };
enum class SourceKind : std::uint8_t { name, pronoun, nominal };
// What the speaker rests on; `previous`: no source in reach, the speaker of the quotation before.
enum class SpeakerBy : std::uint8_t { name, pronoun, nominal, previous };

struct Cue {
  Span span;
  std::string lemma;
};

struct Source {
  Span span;
  SourceKind kind = SourceKind::name;
};

struct Speaker {
  std::optional<std::uint32_t> entity;  // index into Report::entities
  std::string name;
  SpeakerBy by = SpeakerBy::name;
};

// Source, cue and content as in PARC (Pareti 2012).
struct Quotation {
  QuoteType type = QuoteType::direct;
  std::vector<Span> content;  // marks included; several pieces where it is interrupted or continued
  std::optional<Cue> cue;
  std::optional<Source> source;
  std::optional<Speaker> speaker;  // none where a reader could not tell
  Span sentence;                   // the sentence of the cue, else of the first piece of content
  double confidence = 0;           // 0 to 1: that content and speaker are right
};

// --- Percentages -------------------------------------------------------------------------------

enum class PercentUnit : std::uint8_t {
  percent,
  percentage_point,
  basis_point,
  per_mille,
  fraction
};
enum class Modifier : std::uint8_t {
  approx,
  nearly,
  more_than,
  at_least,
  less_than,
  at_most,
  plus_minus
};
enum class Direction : std::uint8_t { up, down };
enum class Change : std::uint8_t { by, to, from };

struct Percentage {
  Span span;        // first sign, digit or number word to the last character of the unit
  double low = 0;   // in `unit`; a fraction is given as its percentage (one in five: 20)
  double high = 0;  // equal to low unless it is a range
  PercentUnit unit = PercentUnit::percent;
  std::optional<Modifier> modifier;
  std::optional<Direction> direction;
  std::optional<Change> change;
  std::optional<Span> of;       // what it is a share of
  std::optional<Span> subject;  // where there is no `of`: the noun that the figure describes
  Span sentence;
  std::optional<std::uint32_t> quote;  // index into Report::quotes: who claims it
};

// --- Key sentences -----------------------------------------------------------------------------

struct KeySentence {
  Span span;
  double score = 0;  // comparable within one article only
};

// -----------------------------------------------------------------------------------------------

struct Report {
  std::string text;  // the input, decoded: valid UTF-8 (see OffsetMap)
  OffsetMap offsets;

  std::optional<Span> title;
  std::optional<Span> byline;
  std::optional<Span> dateline;
  std::optional<Published> published;
  Counts counts;
  std::vector<Span> paragraphs;   // of the article's body, in order, without overlap
  std::vector<Span> boilerplate;  // lines around the article that do not belong to it

  std::vector<Span> sentences;  // of the title and the paragraphs, in order
  std::vector<Token> tokens;    // of the same; what no token covers is white space

  std::vector<KeySentence> summary;     // in order of the text
  std::vector<Entity> entities;         // names, then dates, then money, each by first mention
  std::vector<Quotation> quotes;        // in order of the text
  std::vector<Percentage> percentages;  // in order of the text
};

}  // namespace newscut
