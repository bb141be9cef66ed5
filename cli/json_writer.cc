#include "json_writer.h"

#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <array>
#include <cmath>
#include <span>

#include "newscut/version.h"

namespace newscut::cli {
namespace {

constexpr std::array entity_types{"PER",     "ORG",  "LOC",  "FAC",  "NORP",
                                  "PRODUCT", "MISC", "DATE", "MONEY"};
constexpr std::array token_kinds{"word", "number", "punctuation", "symbol", "url", "email"};
constexpr std::array quote_types{"direct", "mixed", "indirect"};
constexpr std::array source_kinds{"name", "pronoun", "nominal"};
constexpr std::array speaker_bys{"name", "pronoun", "nominal", "previous"};
constexpr std::array units{"percent", "percentage_point", "basis_point", "per_mille", "fraction"};
constexpr std::array modifiers{"approx",    "nearly",  "more_than", "at_least",
                               "less_than", "at_most", "plus_minus"};
constexpr std::array directions{"up", "down"};
constexpr std::array changes{"by", "to", "from"};
constexpr std::array offset_units{"codepoint", "bytes", "utf16"};

template <class Writer>
class ReportWriter {
 public:
  ReportWriter(Writer& out, const Report& report, const JsonOptions& options)
      : out_(out), report_(report), options_(options) {}

  void write(std::string_view id) {
    out_.StartObject();
    field("schema_version", "1");
    field("generator", std::string("newscut ") + version);
    field("id", id);
    field("offset_unit", offset_units[static_cast<std::size_t>(options_.unit)]);
    field("language", "en");
    optional_span("title", report_.title);
    optional_span("byline", report_.byline);
    optional_span("dateline", report_.dateline);
    key("published");
    if (report_.published) {
      open_span(report_.published->span);
      field("date", report_.published->date);
      out_.EndObject();
    } else {
      out_.Null();
    }
    counts();
    list("summary", report_.summary, [&](const KeySentence& s) {
      open_span(s.span);
      field("score", s.score);
      out_.EndObject();
    });
    entities();
    quotes();
    percentages();
    list("boilerplate", report_.boilerplate, [&](Span s) { bare_span(s); });
    if (options_.sentences) list("sentences", report_.sentences, [&](Span s) { bare_span(s); });
    if (options_.tokens) {
      list("tokens", report_.tokens, [&](const Token& t) {
        out_.StartObject();
        ends(t.span);
        enumerator("kind", token_kinds, t.kind);
        out_.EndObject();
      });
    }
    if (options_.paragraphs) list("paragraphs", report_.paragraphs, [&](Span s) { bare_span(s); });
    out_.EndObject();
  }

 private:
  void key(std::string_view name) {
    out_.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
  }
  void string(std::string_view value) {
    out_.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
  }
  void field(std::string_view name, std::string_view value) {
    key(name);
    string(value);
  }
  void field(std::string_view name, double value) {
    key(name);
    number(value);
  }
  void field(std::string_view name, std::uint32_t value) {
    key(name);
    out_.Uint(value);
  }
  void number(double value) {
    if (value == std::floor(value) && std::abs(value) < 1e15) {
      out_.Int64(static_cast<std::int64_t>(value));
    } else {
      out_.Double(value);
    }
  }
  template <class Enum>
  void enumerator(std::string_view name, std::span<const char* const> names, Enum value) {
    field(name, std::string_view(names[static_cast<std::size_t>(value)]));
  }
  template <class Enum>
  void enumerator(std::string_view name, std::span<const char* const> names,
                  std::optional<Enum> value) {
    if (value) {
      enumerator(name, names, *value);
    } else {
      key(name);
      out_.Null();
    }
  }
  template <class Items, class Write>
  void list(std::string_view name, const Items& items, Write write_item) {
    key(name);
    out_.StartArray();
    for (const auto& item : items) write_item(item);
    out_.EndArray();
  }

  void ends(Span span) {
    field("start", report_.offsets.at(span.begin, options_.unit));
    field("end", report_.offsets.at(span.end, options_.unit));
  }
  void bare_span(Span span) {
    out_.StartObject();
    ends(span);
    out_.EndObject();
  }
  void open_span(Span span) {
    out_.StartObject();
    ends(span);
    field("text", span.of(report_.text));
  }
  void text_span(Span span) {
    open_span(span);
    out_.EndObject();
  }
  void optional_span(std::string_view name, const std::optional<Span>& span) {
    key(name);
    if (span) {
      text_span(*span);
    } else {
      out_.Null();
    }
  }

  void counts() {
    key("counts");
    out_.StartObject();
    field("bytes", report_.counts.bytes);
    field("words", report_.counts.words);
    field("sentences", report_.counts.sentences);
    field("paragraphs", report_.counts.paragraphs);
    out_.EndObject();
  }

  void entities() {
    std::uint32_t number_of = 0;
    list("entities", report_.entities, [&](const Entity& e) {
      out_.StartObject();
      field("id", "e" + std::to_string(++number_of));
      enumerator("type", entity_types, e.type);
      field("name", e.name);
      list("aliases", e.aliases, [&](const std::string& s) { string(s); });
      list("roles", e.roles, [&](const std::string& s) { string(s); });
      if (e.type == EntityType::date) {
        key("date");
        if (e.date) {
          string(*e.date);
        } else {
          out_.Null();
        }
      }
      if (e.money) {
        field("amount", e.money->amount);
        key("currency");
        if (e.money->currency.empty()) {
          out_.Null();
        } else {
          string(e.money->currency);
        }
      }
      list("mentions", e.mentions, [&](Span s) { text_span(s); });
      out_.EndObject();
    });
  }

  void quotes() {
    std::uint32_t number_of = 0;
    list("quotes", report_.quotes, [&](const Quotation& q) {
      out_.StartObject();
      field("id", "q" + std::to_string(++number_of));
      enumerator("type", quote_types, q.type);
      list("content", q.content, [&](Span s) { text_span(s); });
      key("cue");
      if (q.cue) {
        open_span(q.cue->span);
        field("lemma", q.cue->lemma);
        out_.EndObject();
      } else {
        out_.Null();
      }
      key("source");
      if (q.source) {
        open_span(q.source->span);
        enumerator("kind", source_kinds, q.source->kind);
        out_.EndObject();
      } else {
        out_.Null();
      }
      key("speaker");
      if (q.speaker) {
        out_.StartObject();
        key("entity");
        if (q.speaker->entity) {
          string("e" + std::to_string(*q.speaker->entity + 1));
        } else {
          out_.Null();
        }
        field("name", q.speaker->name);
        enumerator("by", speaker_bys, q.speaker->by);
        out_.EndObject();
      } else {
        out_.Null();
      }
      key("sentence");
      bare_span(q.sentence);
      field("confidence", std::round(q.confidence * 100) / 100);
      out_.EndObject();
    });
  }

  void percentages() {
    list("percentages", report_.percentages, [&](const Percentage& p) {
      open_span(p.span);
      field("low", p.low);
      field("high", p.high);
      enumerator("unit", units, p.unit);
      enumerator("modifier", modifiers, p.modifier);
      enumerator("direction", directions, p.direction);
      enumerator("change", changes, p.change);
      optional_span("of", p.of);
      optional_span("subject", p.subject);
      key("sentence");
      bare_span(p.sentence);
      key("quote");
      if (p.quote) {
        string("q" + std::to_string(*p.quote + 1));
      } else {
        out_.Null();
      }
      out_.EndObject();
    });
  }

  Writer& out_;
  const Report& report_;
  const JsonOptions& options_;
};

}  // namespace

std::string to_json(const Report& report, std::string_view id, const JsonOptions& options) {
  rapidjson::StringBuffer buffer;
  if (options.pretty) {
    rapidjson::PrettyWriter<rapidjson::StringBuffer> writer(buffer);
    writer.SetIndent(' ', 2);
    ReportWriter(writer, report, options).write(id);
  } else {
    rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
    ReportWriter(writer, report, options).write(id);
  }
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace newscut::cli
