#include "csv_writer.h"

#include <fmt/format.h>

#include <array>
#include <initializer_list>
#include <optional>

#include "names.h"

namespace newscut::cli {
namespace {

constexpr std::string_view end_of_row = "\r\n";

bool plain_number(std::string_view text) {
  text.remove_prefix(1);  // the sign
  return !text.empty() && text.find_first_not_of("0123456789.,%\u00A0 ") == std::string_view::npos;
}

// Would a spreadsheet compute the cell? A signed number is only a number.
bool like_a_formula(std::string_view text) {
  if (text.empty()) return false;
  switch (text.front()) {
    case '=':
    case '@':
    case '\t':
    case '\r':
    case '\n':
      return true;
    case '+':
    case '-':
      return !plain_number(text);
    default:
      return false;
  }
}

// One row after the other, cell by cell.
class Table {
 public:
  Table(std::string& out, const Report& report, std::string_view file)
      : out_(out), report_(report), file_(file) {}

  void begin_row() {
    first_ = true;
    text(file_);
  }
  void end_row() { out_ += end_of_row; }

  // Cells whose words are the input's.
  void text(std::string_view value) {
    separate();
    const bool guard = like_a_formula(value);
    guarded_ += guard;
    const bool quoted =
        guard || value.find_first_of(std::string_view(",\"\r\n\0", 5)) != std::string_view::npos;
    if (quoted) out_ += '"';
    if (guard) out_ += '\'';
    for (const char c : value) {
      if (c == '"') out_ += '"';
      if (c == '\0') {
        out_ += "\xEF\xBF\xBD";  // many readers end a cell, or the file, at a NUL
      } else {
        out_ += c;
      }
    }
    if (quoted) out_ += '"';
  }
  void text(Span span) { text(span.of(report_.text)); }
  void text(const std::optional<Span>& span) { text(span ? span->of(report_.text) : ""); }

  // Cells whose words are newscut's.
  void word(std::string_view value) {
    separate();
    out_ += value;
  }
  void number(double value) { word(fmt::format("{}", value)); }
  void number(std::size_t value) { word(fmt::format("{}", value)); }
  template <class Names, class Enum>
  void enumerator(const Names& names, std::optional<Enum> value) {
    word(value ? names[static_cast<std::size_t>(*value)] : "");
  }

  std::uint64_t guarded() const { return guarded_; }

 private:
  void separate() {
    if (!first_) out_ += ',';
    first_ = false;
  }

  std::string& out_;
  const Report& report_;
  std::string_view file_;
  std::uint64_t guarded_ = 0;
  bool first_ = true;
};

// What many rows may repeat is cut here, or a table could grow with the square of the article.
constexpr std::size_t longest_repeated = 1000;

std::string cut(std::string_view text) {
  if (text.size() <= longest_repeated) return std::string(text);
  std::size_t end = longest_repeated;
  while (end > 0 && (text[end] & 0xC0) == 0x80) --end;  // not within a code point
  return std::string(text.substr(0, end)) + "…";
}

std::string joined(const std::vector<std::string>& strings) {
  return fmt::format("{}", fmt::join(strings, "; "));
}

std::string content(const Report& report, const Quotation& quote) {
  std::string text;
  for (const Span piece : quote.content) {
    if (!text.empty()) text += " … ";
    text += piece.of(report.text);
  }
  return text;
}

const Quotation* quote_of(const Report& report, const Percentage& percentage) {
  return percentage.quote ? &report.quotes[*percentage.quote] : nullptr;
}
std::string_view speaker(const Quotation* quote) {
  return quote && quote->speaker ? std::string_view(quote->speaker->name) : "";
}
std::string roles(const Report& report, const Quotation& quote) {
  if (!quote.speaker || !quote.speaker->entity) return "";
  return cut(joined(report.entities[*quote.speaker->entity].roles));
}

class Rows {
 public:
  Rows(std::string& out, const Report& report, const Settings& settings, std::string_view file)
      : table_(out, report, file),
        report_(report),
        settings_(settings),
        offsets_(report.offsets, settings.unit) {}

  void quotes() {
    for (const Quotation& quote : report_.quotes) {
      table_.begin_row();
      table_.text(cut(speaker(&quote)));
      table_.text(roles(report_, quote));
      table_.enumerator(quote_types, std::optional(quote.type));
      table_.text(content(report_, quote));
      table_.text(quote.cue ? quote.cue->span.of(report_.text) : "");
      table_.text(quote.source ? quote.source->span.of(report_.text) : "");
      table_.text(cut(quote.sentence.of(report_.text)));
      table_.word(fmt::format("{:.2f}", quote.confidence));
      ends({quote.content.front().begin, quote.content.back().end});
      table_.end_row();
    }
  }

  void percentages() {
    for (const Percentage& p : report_.percentages) {
      table_.begin_row();
      table_.text(p.span);
      table_.number(p.low);
      table_.number(p.high);
      table_.enumerator(percent_units, std::optional(p.unit));
      table_.enumerator(modifiers, p.modifier);
      table_.enumerator(directions, p.direction);
      table_.enumerator(changes, p.change);
      table_.text(p.of);
      table_.text(p.subject);
      table_.text(cut(speaker(quote_of(report_, p))));
      table_.text(cut(p.sentence.of(report_.text)));
      ends(p.span);
      table_.end_row();
    }
  }

  void entities() {
    for (const Entity& entity : report_.entities) {
      table_.begin_row();
      table_.enumerator(entity_types, std::optional(entity.type));
      table_.text(entity.name);
      table_.text(joined(entity.aliases));
      table_.text(joined(entity.roles));
      table_.word(entity.date.value_or(""));
      if (entity.money) {
        table_.number(entity.money->amount);
        table_.word(entity.money->currency);
      } else {
        table_.word("");
        table_.word("");
      }
      table_.number(entity.mentions.size());
      ends(entity.mentions.front());
      table_.end_row();
    }
  }

  void summary() {
    for (const KeySentence& sentence : report_.summary) {
      table_.begin_row();
      table_.text(sentence.span);
      ends(sentence.span);
      table_.end_row();
    }
  }

  // All kinds in the columns that they share.
  void findings() {
    const Selection& only = settings_.only;
    if (only.summary) {
      for (const KeySentence& s : report_.summary) finding("summary", "", "", s.span, "", s.span);
    }
    if (only.entities) {
      for (const Entity& e : report_.entities) {
        finding("entity", entity_types[static_cast<std::size_t>(e.type)], e.name,
                e.mentions.front(), entity_value(e), std::nullopt);
      }
    }
    if (only.quotes) {
      for (const Quotation& q : report_.quotes) {
        table_.begin_row();
        table_.word("quote");
        table_.enumerator(quote_types, std::optional(q.type));
        table_.text(cut(speaker(&q)));
        table_.text(content(report_, q));
        table_.text(q.cue ? q.cue->span.of(report_.text) : "");
        table_.text(cut(q.sentence.of(report_.text)));
        ends({q.content.front().begin, q.content.back().end});
        table_.end_row();
      }
    }
    if (only.percentages) {
      for (const Percentage& p : report_.percentages) {
        finding("percentage", percent_units[static_cast<std::size_t>(p.unit)],
                cut(speaker(quote_of(report_, p))), p.span,
                p.low == p.high ? fmt::format("{}", p.low) : fmt::format("{} to {}", p.low, p.high),
                p.sentence);
      }
    }
  }

  std::uint64_t guarded() const { return table_.guarded(); }

 private:
  void ends(Span span) {
    table_.number(std::size_t{offsets_.at(span.begin)});
    table_.number(std::size_t{offsets_.at(span.end)});
  }
  static std::string entity_value(const Entity& e) {
    if (e.date) return *e.date;
    return e.money ? fmt::format("{} {}", e.money->amount, e.money->currency) : "";
  }
  void finding(std::string_view kind, std::string_view type, std::string_view name, Span span,
               std::string_view value, std::optional<Span> sentence) {
    table_.begin_row();
    table_.word(kind);
    table_.word(type);
    table_.text(name);
    table_.text(span);
    table_.text(value);
    table_.text(sentence ? cut(sentence->of(report_.text)) : "");
    ends(span);
    table_.end_row();
  }

  Table table_;
  const Report& report_;
  const Settings& settings_;
  OffsetMap::Cursor offsets_;
};

// The one kind that --only asks for, if it is one.
struct Kind {
  std::string_view columns;
  void (Rows::*rows)();
};

Kind kind_of(const Selection& only) {
  constexpr std::string_view quotes =
      "file,speaker,role,type,text,cue,source,sentence,confidence,start,end";
  constexpr std::string_view percentages =
      "file,text,low,high,unit,modifier,direction,change,of,subject,speaker,sentence,start,end";
  constexpr std::string_view entities =
      "file,type,name,aliases,roles,date,amount,currency,mentions,start,end";
  if (only.entities + only.quotes + only.percentages + only.summary == 1) {
    if (only.quotes) return {quotes, &Rows::quotes};
    if (only.percentages) return {percentages, &Rows::percentages};
    if (only.entities) return {entities, &Rows::entities};
    return {"file,text,start,end", &Rows::summary};
  }
  return {"file,kind,type,name,text,value,sentence,start,end", &Rows::findings};
}

}  // namespace

std::string CsvWriter::header() const {
  return std::string(kind_of(settings_.only).columns) + std::string(end_of_row);
}

std::uint64_t CsvWriter::append(std::string& out, const Report& report,
                                std::string_view name) const {
  Rows rows(out, report, settings_, name);
  (rows.*kind_of(settings_.only).rows)();
  return rows.guarded();
}

}  // namespace newscut::cli
