// An article as the quotations see it: regions between marks, cues, and those who may be speaking.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "document.h"
#include "entities/entities.h"
#include "quotes/marks.h"
#include "quotes/words.h"

namespace newscut {

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

// How far a region's cue and source may be from it, in tokens.
constexpr TokenIndex reach_before = 90;
constexpr TokenIndex reach_after = 60;

// A word that may report.
struct CueCandidate {
  TokenIndex token = 0;
  CueClass cue_class = CueClass::none;
  std::uint32_t lemma = 0;  // hash; 0 where it is not told, so that the class alone speaks
};

// Somebody, or something, that may be the source of a quotation.
struct SourceCandidate {
  enum class Type : std::uint8_t {
    person,
    organisation,
    place,
    people,      // NORP
    other_name,  // FAC, PRODUCT, MISC
    capitals,    // a run of capitalised words that is in no entity
    pronoun,
    nominal,
    bare_nominal,  // without determiner: "sources"
  };
  TokenRange tokens;
  TokenIndex head = 0;  // last token of the name or of the noun phrase
  Type type = Type::nominal;
  std::uint32_t mention = none;  // index into Entities::mentions

  SourceKind kind() const {
    return type == Type::pronoun   ? SourceKind::pronoun
           : type >= Type::nominal ? SourceKind::nominal
                                   : SourceKind::name;
  }
};

// Who a region says by itself that it is said by, as transcripts do: "WALLACE: Will you resign?"
struct Label {
  std::uint32_t cue = none;  // the colon or dash
  std::uint32_t source = none;
};

// What a region looks like from inside.
struct Inside {
  bool capital = false;      // begins with a capital letter
  std::uint32_t end = 0;     // its last character: 0 of a word, 1 comma, 2 full stop, 3 ! or ?
  bool all_capital = false;  // as titles are
  bool pronoun = false;      // has "I" or "we"
  bool verb = false;         // has an auxiliary
};

class Scene {
 public:
  Scene(const Document& document, const Entities& entities, QuoteWords& words);

  const Document& document;
  const Entities& entities;
  std::vector<MarkedRegion> regions;
  std::vector<Label> labels;  // of each region
  // Outside of regions, but for labels; in order of their first token.
  std::vector<CueCandidate> cues;
  std::vector<SourceCandidate> sources;

  const QuoteWord& word(TokenIndex token) const { return words_[document.tokens[token].word]; }
  TokenIndex size() const { return static_cast<TokenIndex>(document.tokens.size()); }
  // The region that holds the token, or `none`.
  std::uint32_t region_of(TokenIndex token) const { return region_of_[token]; }
  bool is_person_noun(TokenIndex token) const;        // "spokeswoman"
  bool is_organisation_noun(TokenIndex token) const;  // "ministry"
  // "the Kentucky Republican", "the Briton": one of a people or party. Not "the British".
  bool is_member_of_people(const SourceCandidate& source) const;
  // The first token of [begin, end) that stands in a region or is no plain word.
  TokenIndex skip_plain(TokenIndex begin, TokenIndex end) const {
    while (begin < end && plain_[begin] != 0) ++begin;
    return begin;
  }
  // Whether anything in the sentence, a number, may have to do with a quotation: a verb that can
  // report, or a region that is near.
  bool is_live(std::uint32_t sentence) const { return live_[sentence] != 0; }
  std::uint32_t sentence_of(TokenIndex token) const { return document.sentence_of[token]; }
  std::uint32_t block_of(TokenIndex token) const { return document.sentence(token).block; }
  TokenRange sentence(TokenIndex token) const { return document.sentence(token).tokens; }
  const Inside& inside(std::uint32_t region) const { return inside_[region]; }
  // The first cue, or source, that does not begin before `token`.
  std::uint32_t first_cue(TokenIndex token) const;
  std::uint32_t first_source(TokenIndex token) const {
    return first_source_[std::min(token, size())];
  }
  // What stands in [begin, end), of at most 255 tokens: words outside of regions, and regions.
  WordCounts counts(TokenIndex begin, TokenIndex end) const {
    WordCounts found = passed_[end] - passed_[begin];
    const std::uint32_t region = region_of_[begin];
    if (region != none && regions[region].tokens.begin < begin) {
      found += WordCounts(WordCounts::region);
    }
    return found;
  }

 private:
  void pass_regions();
  void mark_live();
  void number_sources();
  Inside look_inside(const MarkedRegion& region) const;

  const QuoteWord* words_ = nullptr;  // by WordId
  std::vector<std::uint32_t> region_of_;
  std::vector<std::uint8_t> plain_;          // of each token
  std::vector<std::uint8_t> live_;           // of each sentence
  std::vector<Inside> inside_;               // of each region
  std::vector<WordCounts> passed_;           // before each token, from the article's beginning on
  std::vector<std::uint32_t> first_source_;  // of each token
};

// Fills `cues`, `sources` and `labels` (candidates.cc). Linear.
void find_candidates(Scene& scene);

}  // namespace newscut
