#include "json_writer.h"

#include <fmt/format.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <span>
#include <string>

#include "names.h"
#include "newscut/version.h"

namespace newscut::cli {
namespace {

const std::string generator = std::string("newscut ") + version;

// Nearly no string has anything to escape: those are copied whole, and not byte by byte.
class LineWriter : public rapidjson::Writer<rapidjson::StringBuffer> {
 public:
  using Writer::Writer;

  // Requires: a name of the report's own, which needs no escape.
  bool Key(const char* text, rapidjson::SizeType size) { return copy(text, size); }
  bool String(const char* text, rapidjson::SizeType size) {
    return needs_escape({text, size}) ? Writer::String(text, size) : copy(text, size);
  }

 private:
  static bool needs_escape(std::string_view text) {
    bool found = false;  // without a way out of the loop, so that it becomes one over vectors
    for (const char c : text) {
      found |= static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
    }
    return found;
  }
  bool copy(const char* text, rapidjson::SizeType size) {
    Prefix(rapidjson::kStringType);
    char* const to = os_->Push(size + 2U);
    to[0] = '"';
    std::copy_n(text, size, to + 1);
    to[size + 1U] = '"';
    return EndValue(true);
  }
};
using PrettyWriter = rapidjson::PrettyWriter<rapidjson::StringBuffer>;

template <class Writer>
class ReportWriter {
 public:
  ReportWriter(Writer& out, const Report& report, const Settings& settings)
      : out_(out), report_(report), settings_(settings), offsets_(report.offsets, settings.unit) {}

  void write(std::string_view id, std::string_view kept) {
    out_.StartObject();
    field("schema_version", "1");
    field("generator", generator);
    raw_field("id", id, id.starts_with('"') ? rapidjson::kStringType : rapidjson::kNumberType);
    field("offset_unit", offset_units[static_cast<std::size_t>(settings_.unit)]);
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
    if (settings_.only.summary) summary();
    if (settings_.only.entities) entities();
    if (settings_.only.quotes) quotes();
    if (settings_.only.percentages) percentages();
    spans("boilerplate", report_.boilerplate);
    if (settings_.with_paragraphs) spans("paragraphs", report_.paragraphs);
    if (settings_.with_sentences) spans("sentences", report_.sentences);
    if (settings_.with_tokens) tokens();
    if (!kept.empty()) raw_field("input", kept, rapidjson::kObjectType);
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
  void raw_field(std::string_view name, std::string_view json, rapidjson::Type type) {
    key(name);
    out_.RawValue(json.data(), json.size(), type);
  }
  void number(double value) {
    if (!std::isfinite(value)) {  // JSON has no word for it
      out_.Null();
    } else if (value == std::floor(value) && std::abs(value) < 1e15) {
      out_.Int64(static_cast<std::int64_t>(value));
    } else {
      out_.Double(value);
    }
  }
  static double rounded(double value, double parts) { return std::round(value * parts) / parts; }
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
    field("start", offsets_.at(span.begin));
    field("end", offsets_.at(span.end));
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

  void spans(std::string_view name, const std::vector<Span>& all) {
    list(name, all, [&](Span s) { bare_span(s); });
  }
  // "e1", "q1": entities and quotations are known by their place in the report.
  void reference(char kind, std::uint32_t index) {
    const fmt::format_int number_of(index + 1);
    char name[16] = {kind};
    std::memcpy(name + 1, number_of.data(), number_of.size());
    string({name, number_of.size() + 1});
  }
  void optional_reference(std::string_view name, char kind, std::optional<std::uint32_t> index) {
    key(name);
    if (index) {
      reference(kind, *index);
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

  void summary() {
    list("summary", report_.summary, [&](const KeySentence& s) {
      open_span(s.span);
      field("score", rounded(s.score, 1e4));
      out_.EndObject();
    });
  }

  void tokens() {
    list("tokens", report_.tokens, [&](const Token& t) {
      out_.StartObject();
      ends(t.span);
      enumerator("kind", token_kinds, t.kind);
      out_.EndObject();
    });
  }

  void entities() {
    std::uint32_t index = 0;
    list("entities", report_.entities, [&](const Entity& e) {
      out_.StartObject();
      key("id");
      reference('e', index++);
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
    std::uint32_t index = 0;
    list("quotes", report_.quotes, [&](const Quotation& q) {
      out_.StartObject();
      key("id");
      reference('q', index++);
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
        optional_reference("entity", 'e', q.speaker->entity);
        field("name", q.speaker->name);
        enumerator("by", speaker_bys, q.speaker->by);
        out_.EndObject();
      } else {
        out_.Null();
      }
      key("sentence");
      bare_span(q.sentence);
      field("confidence", rounded(q.confidence, 1e2));
      out_.EndObject();
    });
  }

  void percentages() {
    list("percentages", report_.percentages, [&](const Percentage& p) {
      open_span(p.span);
      field("low", p.low);
      field("high", p.high);
      enumerator("unit", percent_units, p.unit);
      enumerator("modifier", modifiers, p.modifier);
      enumerator("direction", directions, p.direction);
      enumerator("change", changes, p.change);
      optional_span("of", p.of);
      optional_span("subject", p.subject);
      key("sentence");
      bare_span(p.sentence);
      optional_reference("quote", 'q', p.quote);
      out_.EndObject();
    });
  }

  Writer& out_;
  const Report& report_;
  const Settings& settings_;
  OffsetMap::Cursor offsets_;
};

}  // namespace

std::string_view JsonWriter::report(const Report& report, std::string_view id,
                                    std::string_view kept) {
  buffer_.Clear();
  if (settings_.format == Format::json) {
    PrettyWriter out(buffer_);
    out.SetIndent(' ', 2);
    ReportWriter(out, report, settings_).write(id, kept);
  } else {
    LineWriter out(buffer_);
    ReportWriter(out, report, settings_).write(id, kept);
  }
  buffer_.Put('\n');
  return {buffer_.GetString(), buffer_.GetSize()};
}

std::string_view JsonWriter::failure(const Failure& failure, std::string_view id) {
  buffer_.Clear();
  rapidjson::Writer out(buffer_);
  const auto text_of = [&](const char* name, std::string_view value) {
    out.Key(name);
    out.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
  };
  out.StartObject();
  out.Key("id");
  out.RawValue(id.data(), id.size(),
               id.starts_with('"') ? rapidjson::kStringType : rapidjson::kNumberType);
  out.Key("error");
  out.StartObject();
  text_of("code", failure.code);
  text_of("message", failure.message);
  out.EndObject();
  out.EndObject();
  buffer_.Put('\n');
  return {buffer_.GetString(), buffer_.GetSize()};
}

void JsonWriter::release() {
  constexpr std::size_t most_kept = std::size_t{1} << 20;
  const bool large = buffer_.GetSize() > most_kept;
  buffer_.Clear();
  if (large) buffer_.ShrinkToFit();
}

}  // namespace newscut::cli
