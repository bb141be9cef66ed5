#include "support/checks.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <utility>

#include "text/decode.h"

namespace newscut::test {
namespace {

bool is_name(EntityType type) { return type != EntityType::date && type != EntityType::money; }

bool is_space(utf8proc_int32_t c) {
  switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:  // byte order mark, zero width space
      return true;
    default:
      return false;
  }
}

// Checks one report and keeps what is wrong with it.
class Checker {
 public:
  Checker(const Report& report, std::string_view input)
      : report_(report), text_(report.text), input_(input) {}

  std::vector<std::string> run() && {
    if (index_text()) {
      structure();
      tokens();
      summary();
      entities();
      quotes();
      percentages();
    }
    return std::move(wrong_);
  }

 private:
  template <typename... Arguments>
  void require(bool holds, fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    constexpr std::size_t enough = 20;
    if (!holds && wrong_.size() < enough) {
      wrong_.push_back(fmt::format(format, std::forward<Arguments>(arguments)...));
    }
  }

  // What each byte of the text is; false where it is not UTF-8 at all.
  bool index_text() {
    codepoint_at_.assign(text_.size() + 1, none);
    utf16_at_.assign(text_.size() + 1, none);
    space_.assign(text_.size(), false);
    std::uint32_t codepoints = 0;
    std::uint32_t utf16 = 0;
    for (std::size_t i = 0; i < text_.size();) {
      utf8proc_int32_t c = 0;
      const utf8proc_ssize_t width =
          utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text_.data()) + i,
                           static_cast<utf8proc_ssize_t>(text_.size() - i), &c);
      if (width <= 0) {
        wrong_.push_back(fmt::format("the text is not UTF-8 at byte {}", i));
        return false;
      }
      codepoint_at_[i] = codepoints++;
      utf16_at_[i] = utf16;
      utf16 += c < 0x10000 ? 1 : 2;
      const auto next = i + static_cast<std::size_t>(width);
      std::fill(space_.begin() + static_cast<std::ptrdiff_t>(i),
                space_.begin() + static_cast<std::ptrdiff_t>(next), is_space(c));
      i = next;
    }
    codepoint_at_.back() = codepoints;
    utf16_at_.back() = utf16;
    const auto size = static_cast<std::uint32_t>(text_.size());
    require(report_.offsets.at(size, OffsetUnit::byte) == input_.size(),
            "the end of the text is not the end of the input");
    return true;
  }

  bool at_boundary(std::uint32_t offset) const {
    return offset < codepoint_at_.size() && codepoint_at_[offset] != none;
  }

  // The span is a piece of the text, and the same piece of the input in all three units.
  bool check(const char* what, Span span) {
    const bool good = span.begin < span.end && at_boundary(span.begin) && at_boundary(span.end);
    require(good, "{} [{}, {}): empty, out of bounds or inside a character", what, span.begin,
            span.end);
    if (!good) return false;
    for (const std::uint32_t offset : {span.begin, span.end}) {
      require(report_.offsets.at(offset, OffsetUnit::codepoint) == codepoint_at_[offset],
              "{} at byte {}: {} code points by the map, {} by counting", what, offset,
              report_.offsets.at(offset, OffsetUnit::codepoint), codepoint_at_[offset]);
      require(report_.offsets.at(offset, OffsetUnit::utf16) == utf16_at_[offset],
              "{} at byte {}: {} UTF-16 units by the map, {} by counting", what, offset,
              report_.offsets.at(offset, OffsetUnit::utf16), utf16_at_[offset]);
    }
    const std::uint32_t begin = report_.offsets.at(span.begin, OffsetUnit::byte);
    const std::uint32_t end = report_.offsets.at(span.end, OffsetUnit::byte);
    const bool inside = begin < end && end <= input_.size();
    require(inside, "{} [{}, {}): bytes [{}, {}) of the input", what, span.begin, span.end, begin,
            end);
    if (!inside) return false;
    if (is_utf16()) {
      require(begin == 2 * utf16_at_[span.begin], "{} at byte {} of UTF-16", what, begin);
    } else {
      // The letter in front keeps what looks like a byte order mark from being one.
      const std::string_view slice = input_.substr(begin, end - begin);
      const std::string_view expected = span.of(text_);
      require(slice == expected || decode("x" + std::string(slice)).text.substr(1) == expected,
              "{}: \"{}\" in the input, \"{}\" in the text", what, slice, expected);
    }
    return true;
  }

  bool is_utf16() const { return input_.starts_with("\xFF\xFE") || input_.starts_with("\xFE\xFF"); }

  void check_ordered(const char* what, const std::vector<Span>& spans) {
    for (std::size_t i = 0; i < spans.size(); ++i) {
      check(what, spans[i]);
      require(i == 0 || spans[i - 1].end <= spans[i].begin, "{} {}: before or in the one before it",
              what, i);
    }
  }

  static bool in_one_of(const std::vector<Span>& ordered, Span span) {
    const auto after = std::ranges::upper_bound(ordered, span.begin, {}, &Span::begin);
    return after != ordered.begin() && std::prev(after)->contains(span);
  }

  bool is_sentence(Span span) const {
    const auto at = std::ranges::lower_bound(report_.sentences, span.begin, {}, &Span::begin);
    return at != report_.sentences.end() && *at == span;
  }

  bool only_space(std::uint32_t begin, std::uint32_t end) const {
    return std::all_of(space_.begin() + begin, space_.begin() + end,
                       [](bool space) { return space; });
  }

  void structure() {
    check_ordered("paragraph", report_.paragraphs);
    check_ordered("boilerplate", report_.boilerplate);
    if (report_.title) check("title", *report_.title);
    if (report_.byline) check("byline", *report_.byline);
    if (report_.dateline) check("dateline", *report_.dateline);
    body_ = report_.paragraphs;
    if (report_.title) {
      const auto at = std::ranges::lower_bound(body_, report_.title->begin, {}, &Span::begin);
      body_.insert(at, *report_.title);
    }
    named_ = body_;
    if (report_.byline) {
      const auto at = std::ranges::lower_bound(named_, report_.byline->begin, {}, &Span::begin);
      named_.insert(at, *report_.byline);
    }
    for (std::size_t i = 1; i < named_.size(); ++i) {
      require(named_[i - 1].end <= named_[i].begin, "title, byline and paragraphs overlap at {}",
              named_[i].begin);
    }
    for (const Span line : report_.boilerplate) {
      const auto next = std::ranges::lower_bound(named_, line.begin, {}, &Span::end);
      require(next == named_.end() || !next->overlaps(line), "boilerplate [{}, {}) in the article",
              line.begin, line.end);
    }
    if (report_.published) {
      check("published", report_.published->span);
      require(is_date(report_.published->date), "published \"{}\"", report_.published->date);
    }
    require(report_.counts.bytes == input_.size(), "counts.bytes {}", report_.counts.bytes);
    require(report_.counts.words <= report_.tokens.size(), "counts.words {}", report_.counts.words);
    require(report_.counts.sentences == report_.sentences.size(), "counts.sentences {}",
            report_.counts.sentences);
    require(report_.counts.paragraphs == report_.paragraphs.size(), "counts.paragraphs {}",
            report_.counts.paragraphs);
  }

  // YYYY-MM-DD, a day that there is.
  static bool is_date(std::string_view date) {
    if (date.size() != 10 || date[4] != '-' || date[7] != '-') return false;
    for (const std::size_t i : {0u, 1u, 2u, 3u, 5u, 6u, 8u, 9u}) {
      if (date[i] < '0' || date[i] > '9') return false;
    }
    const std::string_view month = date.substr(5, 2);
    const std::string_view day = date.substr(8);
    return month >= "01" && month <= "12" && day >= "01" && day <= "31";
  }

  void tokens() {
    const std::vector<Span>& sentences = report_.sentences;
    const std::vector<Token>& tokens = report_.tokens;
    check_ordered("sentence", sentences);
    std::size_t token = 0;
    for (const Span sentence : sentences) {
      require(in_one_of(body_, sentence), "sentence [{}, {}): not in the title or a paragraph",
              sentence.begin, sentence.end);
      std::uint32_t at = sentence.begin;
      for (; token < tokens.size() && tokens[token].span.begin < sentence.end; ++token) {
        const Span span = tokens[token].span;
        if (!check("token", span)) return;
        if (span.begin < at || (at == sentence.begin && span.begin != at)) {
          require(false, "token [{}, {}): overlaps, or not where its sentence begins", span.begin,
                  span.end);
          return;
        }
        require(only_space(at, span.begin), "no token covers [{}, {}), which is not white space",
                at, span.begin);
        at = span.end;
      }
      require(at == sentence.end, "sentence [{}, {}): its last token ends at {}", sentence.begin,
              sentence.end, at);
    }
    require(token == tokens.size(), "tokens outside sentences");
    std::size_t next = 0;
    for (const Span block : body_) {
      std::uint32_t at = block.begin;
      for (; next < sentences.size() && block.contains(sentences[next]); ++next) {
        if (sentences[next].begin >= at) {
          require(only_space(at, sentences[next].begin), "no sentence covers [{}, {})", at,
                  sentences[next].begin);
        }
        at = sentences[next].end;
      }
      require(at <= block.end && only_space(at, block.end), "no sentence covers [{}, {})", at,
              block.end);
    }
  }

  void summary() {
    std::optional<std::uint32_t> last;
    for (const KeySentence& key : report_.summary) {
      if (!check("key sentence", key.span)) continue;
      require(is_sentence(key.span), "key sentence [{}, {}): not a sentence", key.span.begin,
              key.span.end);
      require(!last || *last < key.span.begin, "key sentences out of order");
      require(std::isfinite(key.score), "key sentence with score {}", key.score);
      last = key.span.begin;
    }
  }

  void entities() {
    std::vector<Span> names;
    for (std::size_t i = 0; i < report_.entities.size(); ++i) {
      const Entity& entity = report_.entities[i];
      const auto rank = [](EntityType type) {
        return is_name(type) ? 0 : type == EntityType::date ? 1 : 2;
      };
      require(!entity.name.empty() && !entity.mentions.empty(), "entity {} without name or mention",
              i);
      if (i > 0 && !entity.mentions.empty() && !report_.entities[i - 1].mentions.empty()) {
        const Entity& before = report_.entities[i - 1];
        require(std::pair(rank(before.type), before.mentions[0].begin) <=
                    std::pair(rank(entity.type), entity.mentions[0].begin),
                "entity {} \"{}\" out of order", i, entity.name);
      }
      check_ordered("mention", entity.mentions);
      for (const Span mention : entity.mentions) {
        require(in_one_of(named_, mention), "mention [{}, {}) of \"{}\" outside the article",
                mention.begin, mention.end, entity.name);
        const bool in_body = in_one_of(body_, mention);
        require(!in_body || in_one_of(report_.sentences, mention),
                "mention [{}, {}) of \"{}\" not within a sentence", mention.begin, mention.end,
                entity.name);
        if (is_name(entity.type)) names.push_back(mention);
      }
      std::set<std::string_view> forms = {entity.name};
      for (const std::string& alias : entity.aliases) {
        require(!alias.empty() && forms.insert(alias).second, "alias \"{}\" of \"{}\" again", alias,
                entity.name);
      }
      require(entity.type == EntityType::per || entity.roles.empty(), "\"{}\" has a role",
              entity.name);
      require(entity.type == EntityType::date || !entity.date, "\"{}\" has a date", entity.name);
      require(entity.type == EntityType::money || !entity.money, "\"{}\" has an amount",
              entity.name);
      require(!entity.money || std::isfinite(entity.money->amount), "\"{}\": {}", entity.name,
              entity.money ? entity.money->amount : 0);
    }
    std::ranges::sort(names, {}, &Span::begin);
    for (std::size_t i = 1; i < names.size(); ++i) {
      require(names[i - 1].end <= names[i].begin, "mentions [{}, {}) and [{}, {}) overlap",
              names[i - 1].begin, names[i - 1].end, names[i].begin, names[i].end);
    }
  }

  void quotes() {
    std::uint32_t last = 0;
    for (std::size_t i = 0; i < report_.quotes.size(); ++i) {
      const Quotation& quote = report_.quotes[i];
      require(!quote.content.empty(), "quotation {} without content", i);
      if (quote.content.empty()) continue;
      check_ordered("content", quote.content);
      for (const Span piece : quote.content) {
        require(in_one_of(body_, piece), "content [{}, {}) outside the article", piece.begin,
                piece.end);
      }
      require(last <= quote.content[0].begin, "quotation {} out of order", i);
      last = quote.content[0].begin;
      if (quote.cue && check("cue", quote.cue->span)) {
        require(in_one_of(body_, quote.cue->span), "cue {} outside the article", i);
        require(!quote.cue->lemma.empty(), "cue {} without lemma", i);
      }
      if (quote.source && check("source", quote.source->span)) {
        require(in_one_of(named_, quote.source->span), "source {} outside the article", i);
      }
      if (quote.speaker) {
        require(!quote.speaker->name.empty(), "speaker {} without name", i);
        require(!quote.speaker->entity || *quote.speaker->entity < report_.entities.size(),
                "speaker {}: no such entity", i);
      }
      require(is_sentence(quote.sentence), "quotation {}: [{}, {}) is not a sentence", i,
              quote.sentence.begin, quote.sentence.end);
      require(quote.confidence >= 0 && quote.confidence <= 1, "quotation {}: confidence {}", i,
              quote.confidence);
    }
  }

  void percentages() {
    std::uint32_t last = 0;
    for (const Percentage& figure : report_.percentages) {
      if (!check("percentage", figure.span)) continue;
      const std::string_view text = figure.span.of(text_);
      require(last <= figure.span.begin, "percentage \"{}\" overlaps or is out of order", text);
      last = figure.span.end;
      require(std::isfinite(figure.low) && std::isfinite(figure.high) && figure.low <= figure.high,
              "percentage \"{}\": {} to {}", text, figure.low, figure.high);
      require(is_sentence(figure.sentence) && figure.sentence.contains(figure.span),
              "percentage \"{}\": not in its sentence", text);
      require(!(figure.of && figure.subject), "percentage \"{}\" with `of` and subject", text);
      if (figure.of && check("of", *figure.of)) {
        require(in_one_of(body_, *figure.of), "`of` of \"{}\" outside the article", text);
      }
      if (figure.subject && check("subject", *figure.subject)) {
        require(in_one_of(body_, *figure.subject), "subject of \"{}\" outside the article", text);
      }
      if (figure.quote) {
        const bool known = *figure.quote < report_.quotes.size();
        require(known, "percentage \"{}\": no such quotation", text);
        require(!known || std::ranges::any_of(report_.quotes[*figure.quote].content,
                                              [&](Span s) { return s.contains(figure.span); }),
                "percentage \"{}\" is not in its quotation", text);
      }
    }
  }

  static constexpr std::uint32_t none = 0xFFFFFFFF;
  const Report& report_;
  std::string_view text_;
  std::string_view input_;
  std::vector<std::uint32_t> codepoint_at_;  // of each byte that begins a code point, and the end
  std::vector<std::uint32_t> utf16_at_;
  std::vector<bool> space_;  // of each byte
  std::vector<Span> body_;   // title and paragraphs, in order of the text
  std::vector<Span> named_;  // and byline
  std::vector<std::string> wrong_;
};

// Writes a report down, a line a fact.
class Describer {
 public:
  Describer(const Report& report, Offsets offsets) : report_(report), offsets_(offsets) {}

  std::string run() && {
    line("title", report_.title);
    line("byline", report_.byline);
    line("dateline", report_.dateline);
    if (report_.published) line("published " + report_.published->date, report_.published->span);
    const Counts& counts = report_.counts;
    add("counts {} words {} sentences {} paragraphs\n", counts.words, counts.sentences,
        counts.paragraphs);
    if (offsets_ == Offsets::with) add("bytes {}\n", counts.bytes);
    for (const Span span : report_.paragraphs) line("paragraph", span);
    for (const Span span : report_.boilerplate) line("boilerplate", span);
    for (const Span span : report_.sentences) line("sentence", span);
    for (const Token& token : report_.tokens) {
      line(fmt::format("token {}", static_cast<int>(token.kind)), token.span);
    }
    for (const KeySentence& key : report_.summary) {
      line(fmt::format("key {}", key.score), key.span);
    }
    for (const Entity& entity : report_.entities) describe(entity);
    for (const Quotation& quote : report_.quotes) describe(quote);
    for (const Percentage& figure : report_.percentages) describe(figure);
    return std::move(out_);
  }

 private:
  template <typename... Arguments>
  void add(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Arguments>(arguments)...);
  }

  template <typename Enumeration>
  static int number(std::optional<Enumeration> value) {
    return value ? static_cast<int>(*value) : -1;
  }

  void line(std::string_view what, std::optional<Span> span) {
    add("{}", what);
    if (span) {
      if (offsets_ == Offsets::with) {
        for (const OffsetUnit unit : {OffsetUnit::byte, OffsetUnit::codepoint, OffsetUnit::utf16}) {
          add(" {}-{}", report_.offsets.at(span->begin, unit), report_.offsets.at(span->end, unit));
        }
      }
      add(" \"");
      bool space = false;
      for (const char c : span->of(report_.text)) {
        const bool white = c == ' ' || c == '\n' || c == '\r';
        if (!(white && space)) out_ += white ? ' ' : c;
        space = white;
      }
      add("\"");
    }
    add("\n");
  }

  void describe(const Entity& entity) {
    add("entity {} {}\n", static_cast<int>(entity.type), entity.name);
    for (const std::string& alias : entity.aliases) add("  alias {}\n", alias);
    for (const std::string& role : entity.roles) add("  role {}\n", role);
    if (entity.date) add("  date {}\n", *entity.date);
    if (entity.money) add("  money {} {}\n", entity.money->amount, entity.money->currency);
    for (const Span mention : entity.mentions) line("  mention", mention);
  }

  void describe(const Quotation& quote) {
    add("quotation {} {}\n", static_cast<int>(quote.type), quote.confidence);
    for (const Span piece : quote.content) line("  content", piece);
    if (quote.cue) line("  cue " + quote.cue->lemma, quote.cue->span);
    if (quote.source) {
      line(fmt::format("  source {}", static_cast<int>(quote.source->kind)), quote.source->span);
    }
    if (quote.speaker) {
      const Speaker& speaker = *quote.speaker;
      add("  speaker {} {} {}\n", speaker.name, number(speaker.entity),
          static_cast<int>(speaker.by));
    }
    line("  sentence", quote.sentence);
  }

  void describe(const Percentage& figure) {
    line("percentage", figure.span);
    add("  {} to {}, unit {} modifier {} direction {} change {} quotation {}\n", figure.low,
        figure.high, static_cast<int>(figure.unit), number(figure.modifier),
        number(figure.direction), number(figure.change), number(figure.quote));
    line("  of", figure.of);
    line("  subject", figure.subject);
    line("  sentence", figure.sentence);
  }

  const Report& report_;
  Offsets offsets_;
  std::string out_;
};

}  // namespace

std::vector<std::string> violations(const Report& report, std::string_view input) {
  return Checker(report, input).run();
}

std::string describe(const Report& report, Offsets offsets) {
  return Describer(report, offsets).run();
}

}  // namespace newscut::test
