#include "summary/body.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "lexicons.h"

namespace newscut {
namespace {

constexpr std::uint32_t none = BodySentence::none;
// A name of fewer mentions says little of what an article is about.
constexpr std::uint32_t salient_mentions = 3;

FirstWord first_word(const Word& word) {
  constexpr std::array<std::string_view, 9> classes{"person",    "thing",      "speaker",
                                                    "pointing",  "connective", "article",
                                                    "adverbial", "question",   "furniture"};
  if (const int row = lexicons::sentence_starts.find(word.lower); row != Lexicon::none) {
    const auto at = std::ranges::find(classes, lexicons::sentence_starts.field(row, 1));
    return static_cast<FirstWord>(static_cast<std::ptrdiff_t>(FirstWord::person) +
                                  (at - classes.begin()));
  }
  if (word.digit) return FirstWord::number;
  return word.capital ? FirstWord::name : FirstWord::lower;
}

bool is_time(std::string_view word) {
  constexpr std::array<std::string_view, 12> times{"week",   "month",   "year",    "day",
                                                   "time",   "morning", "evening", "summer",
                                                   "winter", "autumn",  "spring",  "season"};
  return std::ranges::find(times, word) != times.end();
}

// An auxiliary verb, and so no noun?
bool is_auxiliary(const Word& word, SentenceCue cue) {
  constexpr std::array<std::string_view, 10> modals{"will",  "would", "could", "may",    "might",
                                                    "shall", "'ll",   "can",   "should", "must"};
  return cue == SentenceCue::perfect || cue == SentenceCue::present || cue == SentenceCue::past ||
         std::ranges::find(modals, word.lower) != modals.end();
}

}  // namespace

class BodyReader::Reading {
 public:
  Reading(const Document& document, BodyReader& memory)
      : document_(document),
        words_(memory.words_),
        body_(memory.body_),
        number_of_(memory.number_of_),
        quoted_(memory.quoted_),
        seen_in_(memory.seen_in_),
        mentions_(memory.mentions_),
        last_(memory.last_) {
    words_.begin_article();
    body_.sentences.clear();
    body_.terms.clear();
    body_.terms_begin.clear();
    body_.term_count.clear();
    body_.term_first.clear();
    body_.title_terms = 0;
    seen_in_.clear();
  }

  // The sentences of paragraphs.
  void find_sentences() {
    number_of_.assign(document_.sentences.size(), none);
    std::uint32_t block = none;
    std::uint32_t paragraph = none;
    auto& list = body_.sentences;
    for (std::uint32_t i = 0; i < document_.sentences.size(); ++i) {
      const Sentence& sentence = document_.sentences[i];
      if (document_.structure.blocks[sentence.block].kind != Block::Kind::paragraph) continue;
      const bool goes_on = sentence.block == block;
      paragraph += static_cast<std::uint32_t>(!goes_on);
      block = sentence.block;
      number_of_[i] = static_cast<std::uint32_t>(list.size());
      BodySentence next;
      next.sentence = i;
      next.paragraph = paragraph;
      next.place = goes_on ? list.back().place + 1 : 0;
      list.push_back(next);
    }
    for (std::size_t i = list.size(); i-- > 0;) {
      const bool last = i + 1 == list.size() || list[i + 1].paragraph != list[i].paragraph;
      list[i].in_paragraph = last ? list[i].place + 1 : list[i + 1].in_paragraph;
    }
  }

  void read_quotes(const std::vector<Quotation>& quotes) {
    quoted_.assign(document_.tokens.size(), 0);
    for (const Quotation& quote : quotes) {
      if (quote.type != QuoteType::indirect) {
        for (const Span content : quote.content) mark_quoted(content);
      }
      if (BodySentence* const sentence = at(quote.sentence.begin)) {
        sentence->reported = sentence->reported || quote.cue.has_value();
        sentence->named_speaker =
            sentence->named_speaker || (quote.source && quote.source->kind == SourceKind::name);
      }
    }
    for (const Sentence& sentence : document_.sentences) mark_double_quotes(sentence);
  }

  void read_tokens() {
    body_.terms_begin.push_back(0);
    for (std::uint32_t i = 0; i < body_.sentences.size(); ++i) {
      const TokenRange tokens = document_.sentences[body_.sentences[i].sentence].tokens;
      read_start(tokens, body_.sentences[i]);
      for (TokenIndex t = tokens.begin; t < tokens.end; ++t) {
        document_.look_ahead(t, [&](WordId word) { words_.expect_term(word); });
        read_token(t, i);
      }
      body_.terms_begin.push_back(static_cast<std::uint32_t>(body_.terms.size()));
    }
  }

  void read_names(const Entities& entities) {
    mentions_.assign(entities.entities.size(), 0);
    for (const Mention& mention : entities.mentions) ++mentions_[mention.entity];
    const std::uint32_t most = mentions_.empty() ? 0 : std::ranges::max(mentions_);
    last_.assign(entities.entities.size(), none);
    for (const Mention& mention : entities.mentions) {
      const std::uint32_t i = number_of_[document_.sentence_of[mention.tokens.begin]];
      if (i == none || last_[mention.entity] == i) continue;
      BodySentence& sentence = body_.sentences[i];
      const bool fresh = last_[mention.entity] == none;
      last_[mention.entity] = i;
      const std::uint32_t count = mentions_[mention.entity];
      if (sentence.names == 0) {
        sentence.first_name_count = count;
        sentence.first_name_fresh = fresh;
      }
      if (sentence.person == none && mention.type == EntityType::per) {
        sentence.person = mention.entity;
      }
      ++sentence.names;
      sentence.fresh += static_cast<std::uint32_t>(fresh);
      sentence.salient += static_cast<std::uint32_t>(count >= salient_mentions);
      sentence.top_name = sentence.top_name || (count == most && count >= salient_mentions);
    }
    std::uint32_t person = none;
    for (BodySentence& sentence : body_.sentences) {
      if (sentence.person == none || sentence.first == FirstWord::person) sentence.person = person;
      person = sentence.person;
    }
  }

  void read_numbers(const Numbers& numbers) {
    for (const Percentage& percentage : numbers.percentages) {
      if (BodySentence* const sentence = at(percentage.span.begin)) sentence->percentage = true;
    }
    for (const MoneyMention& money : numbers.money) {
      if (BodySentence* const sentence = at(money.span.begin)) sentence->money = true;
    }
    for (const DateMention& date : numbers.dates) {
      if (BodySentence* const sentence = at(date.span.begin)) sentence->date = true;
    }
  }

  // The terms of the title; where there is none, of the address that the page begins with.
  void read_title() {
    body_.term_of_title.assign(words_.size(), 0);
    for (const Sentence& sentence : document_.sentences) {
      if (document_.structure.blocks[sentence.block].kind != Block::Kind::title) continue;
      for (TokenIndex t = sentence.tokens.begin; t < sentence.tokens.end; ++t) {
        add_title_term(document_.tokens[t].word);
      }
    }
    if (body_.title_terms == 0) read_address();
  }

 private:
  BodySentence* at(std::uint32_t offset) {
    const auto next = std::ranges::upper_bound(document_.sentences, offset, {},
                                               [](const Sentence& s) { return s.span.begin; });
    if (next == document_.sentences.begin()) return nullptr;
    const std::uint32_t i =
        number_of_[static_cast<std::size_t>(next - document_.sentences.begin() - 1)];
    return i == none ? nullptr : &body_.sentences[i];
  }

  void mark_quoted(Span content) {
    auto at = std::ranges::lower_bound(document_.tokens, content.begin, {},
                                       [](const DocToken& token) { return token.span.begin; });
    for (; at != document_.tokens.end() && at->span.begin < content.end; ++at) {
      quoted_[static_cast<std::size_t>(at - document_.tokens.begin())] = 1;
    }
  }

  const SummaryWords::Facts& facts(TokenIndex i) {
    return words_.facts(document_.tokens[i].word, *document_.vocabulary);
  }

  // What stands between double marks that belong to no quotation.
  void mark_double_quotes(const Sentence& sentence) {
    if (sentence.block != open_in_) open_ = false;
    open_in_ = sentence.block;
    for (TokenIndex i = sentence.tokens.begin; i < sentence.tokens.end; ++i) {
      words_.expect(document_.tokens[i].word);  // of which `read_tokens` asks
      const Mark mark = document_.mark(i);
      const bool was_open = open_;
      if (mark == Mark::open_quote) open_ = true;
      if (mark == Mark::close_quote) open_ = false;
      if (mark == Mark::straight_quote) open_ = !open_;
      if (open_ || was_open) quoted_[i] = 1;
    }
  }

  bool opens_quote(TokenIndex i) const {
    const Mark mark = document_.word(i).mark;
    return quoted_[i] != 0 && is_quote(mark) && mark != Mark::close_quote;
  }

  void read_start(TokenRange tokens, BodySentence& sentence) {
    sentence.opens_quote = opens_quote(tokens.begin);
    sentence.starts_quoted = quoted_[tokens.begin] != 0 && !sentence.opens_quote;
    sentence.ends_quoted = tokens.end < quoted_.size() && quoted_[tokens.end - 1] != 0 &&
                           !is_quote(document_.word(tokens.end - 1).mark) &&
                           quoted_[tokens.end] != 0 && !opens_quote(tokens.end);
    TokenIndex first = tokens.begin;
    while (first < tokens.end && !document_.word(first).letter && !document_.word(first).digit) {
      ++first;
    }
    if (first == tokens.end) return;
    sentence.first = first_word(document_.word(first));
    sentence.own_subject = has_own_subject({first, tokens.end});
    // "Q:", "Mary Smith:", but not "LONDON:".
    TokenIndex colon = first;
    while (colon < tokens.end && colon < first + 4 && document_.word(colon).capital) ++colon;
    sentence.label = colon > first && colon < tokens.end &&
                     document_.word(colon).mark == Mark::colon && !document_.word(first).upper;
  }

  // Does the sentence tell of what it speaks, as far as its first words show?
  bool has_own_subject(TokenRange tokens) {
    TokenIndex at = tokens.begin;
    FirstWord subject = FirstWord::other;
    for (; at < tokens.end; ++at) {
      const Word& word = document_.word(at);
      subject = first_word(word);
      if (subject != FirstWord::connective && (word.letter || word.digit)) break;
    }
    const TokenIndex next = at + 1;
    if (next >= tokens.end) return false;
    switch (subject) {
      case FirstWord::person:
        return false;
      case FirstWord::thing:
        return document_.word(at).lower == "it" && stands_for_clause({next, tokens.end});
      case FirstWord::pointing:
        return is_time(document_.word(next).lower) ||
               is_noun(document_.word(next), facts(next).cue);
      default:
        return true;
    }
  }

  // May a word behind "this" be a noun?
  static bool is_noun(const Word& word, SentenceCue cue) {
    if (!word.letter || cue == SentenceCue::clause || is_auxiliary(word, cue)) return false;
    // "This means": a noun behind "this" and "that" seldom ends so.
    const std::string_view lower = word.lower;
    return !lower.ends_with('s') || lower.ends_with("ss") || lower.ends_with("us") ||
           lower.ends_with("is");
  }

  // Does "it", before `tokens`, stand for a clause in them ("is unclear whether …")?
  bool stands_for_clause(TokenRange tokens) {
    constexpr std::array<std::string_view, 7> verbs{"'s",       "seems",   "seemed",  "appears",
                                                    "appeared", "remains", "remained"};
    constexpr std::array<std::string_view, 6> clauses{"that", "whether", "if",
                                                      "how",  "when",    "why"};
    constexpr TokenIndex most = 5;
    const Word& verb = document_.word(tokens.begin);
    if (!is_auxiliary(verb, facts(tokens.begin).cue) &&
        std::ranges::find(verbs, verb.lower) == verbs.end()) {
      return false;
    }
    const TokenIndex end = std::min(tokens.end, tokens.begin + most);
    for (TokenIndex i = tokens.begin + 1; i < end; ++i) {
      if (std::ranges::find(clauses, document_.word(i).lower) != clauses.end()) return true;
    }
    return false;
  }

  void read_token(TokenIndex i, std::uint32_t number) {
    BodySentence& sentence = body_.sentences[number];
    const DocToken& token = document_.tokens[i];
    const SummaryWords::Facts facts = this->facts(i);
    sentence.address =
        sentence.address || token.kind == TokenKind::url || token.kind == TokenKind::email;
    if (facts.content) {
      sentence.capitals += static_cast<std::uint32_t>(facts.capital && sentence.words > 0);
      ++sentence.words;
      sentence.quoted += quoted_[i];
      sentence.figures += static_cast<std::uint32_t>(facts.digit);
      sentence.year = sentence.year || facts.year;
      if (quoted_[i] == 0) {
        sentence.first_person = sentence.first_person || facts.first_person;
        sentence.second_person = sentence.second_person || facts.second_person;
      }
      sentence.last = facts.stop ? Mark::period : Mark::none;
      std::uint8_t& cues = sentence.cues[static_cast<std::size_t>(facts.cue)];
      cues = static_cast<std::uint8_t>(cues + (cues < 255 ? 1 : 0));
      add_term(facts.stem, number);
      return;
    }
    switch (facts.mark) {
      case Mark::open_bracket:
        ++sentence.brackets;
        break;
      case Mark::dash:
        ++sentence.dashes;
        break;
      case Mark::colon:
      case Mark::semicolon:
        ++sentence.colons;
        break;
      default:
        break;
    }
    if (!is_quote(facts.mark) && facts.mark != Mark::close_bracket) sentence.last = facts.mark;
  }

  void add_term(WordId stem, std::uint32_t sentence) {
    const Term term = words_.term_of(stem);
    if (term == no_term) return;
    if (term == seen_in_.size()) {  // new: terms are numbered as they are met
      seen_in_.push_back(none);
      body_.term_count.push_back(0);
      body_.term_first.push_back(sentence);
    }
    if (seen_in_[term] == sentence) return;
    seen_in_[term] = sentence;
    ++body_.term_count[term];
    body_.terms.push_back(term);
  }

  void add_title_term(WordId word) {
    const Term term = words_.term(word, *document_.vocabulary);
    // A term that no sentence has is new here, and counts once for each time it stands.
    if (term == no_term) return;
    if (term >= body_.term_of_title.size()) body_.term_of_title.resize(term + 1, 0);
    body_.title_terms += static_cast<std::uint32_t>(body_.term_of_title[term] == 0);
    body_.term_of_title[term] = 1;
  }

  // "https://example.com/news/loans-for-three-railways-123": the part with most hyphens.
  void read_address() {
    constexpr std::size_t longest_address = 300;
    const std::string_view text = document_.text.substr(0, longest_address);
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos || !text.substr(start).starts_with("http")) return;
    const std::string_view address = text.substr(start, text.find_first_of(" \r\n", start) - start);
    std::string_view slug;
    std::ptrdiff_t most = 1;
    split(address, "/?=&", [&](std::string_view part) {
      const std::ptrdiff_t hyphens = std::ranges::count(part, '-');
      if (hyphens <= most) return;
      most = hyphens;
      slug = part;
    });
    split(slug, "-", [&](std::string_view word) {
      if (!word.empty()) add_title_term(document_.vocabulary->add(word));
    });
  }

  template <class Visit>
  static void split(std::string_view text, const char* at, Visit visit) {
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find_first_of(at, begin), text.size());
      visit(text.substr(begin, end - begin));
      begin = end + 1;
    }
  }

  const Document& document_;
  SummaryWords& words_;
  Body& body_;
  std::vector<std::uint32_t>& number_of_;
  std::vector<std::uint8_t>& quoted_;
  std::vector<std::uint32_t>& seen_in_;
  std::vector<std::uint32_t>& mentions_;
  std::vector<std::uint32_t>& last_;
  std::uint32_t open_in_ = none;  // block of `open_`
  bool open_ = false;
};

const Body& BodyReader::read(const Document& document, const Entities& entities,
                             const std::vector<Quotation>& quotes, const Numbers& numbers) {
  Reading reading(document, *this);
  reading.find_sentences();
  reading.read_quotes(quotes);
  reading.read_tokens();
  reading.read_names(entities);
  reading.read_numbers(numbers);
  reading.read_title();
  return body_;
}

}  // namespace newscut
