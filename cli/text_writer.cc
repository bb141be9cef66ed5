#include "text_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <unordered_map>
#include <vector>

#include "terminal.h"

namespace newscut::cli {
namespace {

// What a list shows before it says how many more there are.
constexpr std::size_t most_names = 10;
constexpr std::size_t most_speakers = 8;
constexpr std::size_t most_statements = 4;
constexpr std::size_t most_percentages = 12;
constexpr std::size_t most_lines = 12;  // of a sentence or list
constexpr std::size_t widest = 100;     // longer lines are hard to read

enum class Style { heading, strong, dim };

std::string_view code(Style style) {
  switch (style) {
    case Style::heading:
      return "\033[1;34m";
    case Style::strong:
      return "\033[1m";
    case Style::dim:
      return "\033[2m";
  }
  return "";
}

// "2026-01-08" -> "8 January 2026"
std::string long_date(std::string_view iso) {
  constexpr std::array months{"January",   "February", "March",    "April",
                              "May",       "June",     "July",     "August",
                              "September", "October",  "November", "December"};
  if (iso.size() != 10) return std::string(iso);
  const auto month = static_cast<std::size_t>((iso[5] - '0') * 10 + iso[6] - '0');
  if (month < 1 || month > months.size()) return std::string(iso);
  const std::string_view day = iso.substr(iso[8] == '0' ? 9 : 8);
  return fmt::format("{} {} {}", day, months[month - 1], iso.substr(0, 4));
}

// A number with at most two decimal places.
std::string short_number(double value) {
  std::string text = fmt::format("{:.2f}", value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

class TextWriter {
 public:
  TextWriter(std::string& out, const Report& report, const TextStyle& style)
      : out_(out),
        report_(report),
        color_(style.color),
        width_(std::clamp<std::size_t>(style.width, 30, widest)) {}

  void write() {
    masthead();
    key_sentences();
    names("People", {EntityType::per});
    names("Organisations", {EntityType::org});
    names("Places", {EntityType::loc, EntityType::fac});
    statements();
    percentages();
  }

 private:
  std::string styled(Style style, std::string_view text) const {
    return color_ ? fmt::format("{}{}\033[0m", code(style), text) : std::string(text);
  }
  std::string text_of(Span span) const { return printable(span.of(report_.text)); }

  void heading(std::string_view title) {
    out_ += '\n';
    out_ += styled(Style::heading, title);
    out_ += '\n';
  }
  void more(std::size_t shown, std::size_t all, std::size_t indent) {
    if (all <= shown) return;
    out_.append(indent, ' ');
    out_ += styled(Style::dim, fmt::format("and {} more", all - shown));
    out_ += '\n';
  }
  void item(std::size_t indent, std::string_view text, std::size_t most) {
    out_.append(indent, ' ');
    out_ += wrapped(text, width_, indent, indent, most);
    out_ += '\n';
  }

  void masthead() {
    const std::string title = report_.title ? text_of(*report_.title) : "(no title)";
    out_ += styled(Style::strong, wrapped(title, width_, 0, 0, 3));
    out_ += '\n';
    std::vector<std::string> facts;
    if (report_.published) facts.push_back(long_date(printable(report_.published->date)));
    if (report_.byline) facts.push_back(text_of(*report_.byline));
    if (report_.dateline) {
      std::string dateline = text_of(*report_.dateline);  // "LONDON (Reuters) -"
      for (const std::string_view dash : {"-", "–", "—", ":", " "}) {
        if (dateline.ends_with(dash)) dateline.resize(dateline.size() - dash.size());
      }
      facts.push_back(std::move(dateline));
    }
    facts.push_back(
        fmt::format("{} word{}", report_.counts.words, report_.counts.words == 1 ? "" : "s"));
    out_ +=
        styled(Style::dim, wrapped(fmt::format("{}", fmt::join(facts, " · ")), width_, 0, 0, 2));
    out_ += '\n';
  }

  // --- Key sentences -------------------------------------------------------------------------

  // A name or pronoun in a sentence, and who is meant.
  struct Short {
    Span span;
    std::string_view name;
  };

  void key_sentences() {
    if (report_.summary.empty()) return;
    heading("Key sentences");
    std::vector<std::string_view> told;  // full names that the reader has seen
    for (const KeySentence& sentence : report_.summary) {
      out_ += "  • ";
      out_ += wrapped(with_full_names(sentence.span, told), width_, 4, 4, most_lines) + "\n";
    }
  }

  std::string with_full_names(Span sentence, std::vector<std::string_view>& told) const {
    std::vector<Short> shorts;
    for (const Entity& entity : report_.entities) {
      if (entity.type != EntityType::per) continue;
      const auto first =
          std::ranges::lower_bound(entity.mentions, sentence.begin, {}, &Span::begin);
      if (first != entity.mentions.end() && sentence.contains(*first)) {
        shorts.push_back({*first, entity.name});
      }
    }
    for (const Quotation& quote : report_.quotes) {
      if (quote.speaker && quote.source && quote.source->kind == SourceKind::pronoun &&
          sentence.contains(quote.source->span)) {
        shorts.push_back({quote.source->span, quote.speaker->name});
      }
    }
    std::ranges::sort(shorts, {}, [](const Short& s) { return s.span.begin; });
    std::string text;
    std::uint32_t at = sentence.begin;
    for (const Short& s : shorts) {
      const bool known = std::ranges::find(told, s.name) != told.end();
      if (!known) told.push_back(s.name);
      // "Sir Keir Starmer" says "Keir Starmer".
      if (known || s.span.of(report_.text).find(s.name) != std::string_view::npos) continue;
      if (s.span.begin < at) continue;
      text += Span{at, s.span.end}.of(report_.text);
      text += fmt::format(" [{}]", s.name);
      at = s.span.end;
    }
    text += Span{at, sentence.end}.of(report_.text);
    return printable(text);
  }

  // --- Names ---------------------------------------------------------------------------------

  void names(std::string_view title, std::initializer_list<EntityType> types) {
    std::vector<const Entity*> found;
    for (const Entity& entity : report_.entities) {
      if (std::ranges::find(types, entity.type) != types.end()) found.push_back(&entity);
    }
    if (found.empty()) return;
    std::ranges::stable_sort(found, std::ranges::greater(),
                             [](const Entity* e) { return e->mentions.size(); });
    heading(title);
    std::string list;
    const std::size_t shown = std::min(found.size(), most_names);
    for (std::size_t i = 0; i < shown; ++i) {
      const Entity& entity = *found[i];
      if (i > 0) list += ", ";
      list += printable(entity.name);
      if (!entity.roles.empty()) list += fmt::format(" ({})", printable(entity.roles.front()));
      if (entity.mentions.size() > 1) list += fmt::format(" ×{}", entity.mentions.size());
    }
    if (shown < found.size()) list += fmt::format(", and {} more", found.size() - shown);
    item(2, list, most_lines);
  }

  // --- Who said what -------------------------------------------------------------------------

  struct Speech {
    std::string name;  // empty: unknown
    std::optional<std::uint32_t> entity;
    std::vector<const Quotation*> quotes;
  };

  // By speaker, in the order in which they first speak; what nobody is known to have said last.
  std::vector<Speech> speeches() const {
    std::vector<Speech> all;
    Speech nobody;
    std::unordered_map<std::string, std::size_t> known;
    for (const Quotation& quote : report_.quotes) {
      const std::string name = speaker_of(quote);
      if (name.empty()) {
        // A paraphrase that nobody is known to have made tells a reader nothing.
        if (quote.type != QuoteType::indirect) nobody.quotes.push_back(&quote);
        continue;
      }
      const auto [at, fresh] = known.emplace(name, all.size());
      if (fresh) all.push_back({name, quote.speaker ? quote.speaker->entity : std::nullopt, {}});
      all[at->second].quotes.push_back(&quote);
    }
    if (!nobody.quotes.empty()) all.push_back(std::move(nobody));
    return all;
  }

  // Of one whom the article does not name, what it calls them: "Two officials".
  std::string speaker_of(const Quotation& quote) const {
    if (quote.speaker) return printable(quote.speaker->name);
    if (!quote.source || quote.source->kind != SourceKind::nominal) return "";
    std::string words = text_of(quote.source->span);
    if ('a' <= words[0] && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A');
    return words;
  }

  void statements() {
    const std::vector<Speech> all = speeches();
    if (all.empty()) return;
    heading("Who said what");
    const std::size_t shown = std::min(all.size(), most_speakers);
    for (std::size_t i = 0; i < shown; ++i) {
      const Speech& speech = all[i];
      const std::string name = speech.name.empty() ? "Not told" : speech.name;
      std::string line = name;
      if (speech.entity && *speech.entity < report_.entities.size()) {
        const std::vector<std::string>& roles = report_.entities[*speech.entity].roles;
        if (!roles.empty()) line += ", " + printable(roles.front());
      }
      line = wrapped(line, width_, 2, 2, 3);
      if (line.starts_with(name)) line.replace(0, name.size(), styled(Style::strong, name));
      out_ += "  " + line + "\n";
      const std::size_t said = std::min(speech.quotes.size(), most_statements);
      for (std::size_t q = 0; q < said; ++q) item(4, statement(*speech.quotes[q]), 3);
      more(said, speech.quotes.size(), 4);
    }
    more(shown, all.size(), 2);
  }

  std::string statement(const Quotation& quote) const {
    std::string text;
    for (const Span piece : quote.content) {
      if (!text.empty()) text += " … ";
      text += text_of(piece);
    }
    // "said that the plan was cruel"
    constexpr std::string_view that = "that ";
    if (text.starts_with(that)) text.erase(0, that.size());
    return text;
  }

  // --- Percentages ---------------------------------------------------------------------------

  void percentages() {
    if (report_.percentages.empty()) return;
    heading("Percentages");
    const std::size_t shown = std::min(report_.percentages.size(), most_percentages);
    const Span* before = nullptr;  // a sentence with several figures is told once
    for (std::size_t i = 0; i < shown; ++i) {
      const Percentage& p = report_.percentages[i];
      if (before && !(*before == p.sentence)) sentence(*before);
      before = &p.sentence;
      const std::string subject = !p.of && p.subject ? text_of(*p.subject) + ": " : "";
      const std::string value = figure(p);
      out_ += "  " + subject + styled(Style::strong, value);
      out_ += wrapped(meaning(p), width_, 2 + columns(subject) + columns(value), 4, 3) + "\n";
    }
    if (before) sentence(*before);
    more(shown, report_.percentages.size(), 2);
  }

  void sentence(Span span) {
    const std::string text = wrapped(text_of(span), width_, 4, 4, 2);
    out_ += "    " + styled(Style::dim, text) + "\n";
  }

  // "up by about 20%"
  std::string figure(const Percentage& p) const {
    constexpr std::array modifiers{"about ",     "nearly ",  "more than ",    "at least ",
                                   "less than ", "at most ", "plus or minus "};
    constexpr std::array units{"%", " percentage points", " basis points", "‰", ""};
    constexpr std::array changes{"by ", "to ", "from "};
    std::string text;
    if (p.direction) text = *p.direction == Direction::up ? "up " : "down ";
    if (p.change) text += changes[static_cast<std::size_t>(*p.change)];
    if (p.modifier) text += modifiers[static_cast<std::size_t>(*p.modifier)];
    // "one in three" says more than 33.33%.
    if (p.unit == PercentUnit::fraction) {
      const std::string words = text_of(p.span);
      // "a quarter and a third": the word before it is no part of the figure
      return text + (words.find(" and ") == std::string::npos ? "" : "between ") + words;
    }
    text += short_number(p.low);
    if (p.high != p.low) text += "–" + short_number(p.high);
    std::string_view unit = units[static_cast<std::size_t>(p.unit)];
    if (p.low == 1 && p.high == 1 && unit.ends_with('s')) unit.remove_suffix(1);
    return text.append(unit);
  }

  // " of Ukraine · says Keir Starmer"
  std::string meaning(const Percentage& p) const {
    std::string text;
    if (p.of) text += " of " + text_of(*p.of);
    if (p.quote && report_.quotes[*p.quote].speaker) {
      text += " · says " + printable(report_.quotes[*p.quote].speaker->name);
    }
    return text;
  }

  std::string& out_;
  const Report& report_;
  bool color_;
  std::size_t width_;
};

}  // namespace

void append_text(std::string& out, const Report& report, const TextStyle& style) {
  TextWriter(out, report, style).write();
}

void append_heading(std::string& out, std::string_view name, const TextStyle& style) {
  const std::string line = "== " + printable(name) + " ==";
  out += style.color ? fmt::format("\033[1;35m{}\033[0m\n", line) : line + "\n";
}

}  // namespace newscut::cli
