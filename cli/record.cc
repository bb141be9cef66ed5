#include "record.h"

#include <fmt/format.h>
#include <rapidjson/error/en.h>
#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include "utf8.h"

namespace newscut::cli {
namespace {

constexpr int deepest = 512;

// The parser works on a copy of an InsituStringStream, but on this one itself: `Tell` says how far
// it is.
struct LineStream : rapidjson::InsituStringStream {
  using rapidjson::InsituStringStream::GenericInsituStringStream;
};

// Takes what is wanted of a record out of the events of the parser. A value that is copied as it
// came is known by where in the line it begins and ends.
class RecordHandler : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, RecordHandler> {
 public:
  RecordHandler(std::string_view line, LineStream& stream, std::string_view text_key,
                std::string_view id_key, const std::vector<std::string>& keep, Record& record)
      : line_(line),
        stream_(stream),
        text_key_(text_key),
        id_key_(id_key),
        keep_(keep),
        seen_kept_(keep.size()),
        record_(record) {}

  bool StartObject() { return open(); }
  bool EndObject(rapidjson::SizeType) { return close(); }
  bool StartArray() { return open(); }
  bool EndArray(rapidjson::SizeType) { return close(); }

  bool Key(const char* text, rapidjson::SizeType size, bool) {
    if (depth_ != 1) return true;
    const std::string_view key(text, size);
    is_text_ = key == text_key_;
    is_id_ = key == id_key_;
    const auto kept = std::ranges::find(keep_, key);
    kept_ = kept == keep_.end() ? nullptr : &*kept;
    value_begin_ = stream_.Tell();
    if ((is_text_ && std::exchange(seen_text_, true)) ||
        (is_id_ && std::exchange(seen_id_, true)) ||
        (kept_ && std::exchange(seen_kept_[kept_index()], 1))) {
      return fail("duplicate_key", fmt::format("the key {} is there twice", quoted(key)));
    }
    return true;
  }

  bool String(const char* text, rapidjson::SizeType size, bool) {
    if (depth_ == 0) return fail_root();
    if (depth_ == 1) {
      if (is_text_) record_.text.assign(text, size);
      if (is_id_) take_id(as_it_came());
    }
    return value_ends();
  }
  bool RawNumber(const char*, rapidjson::SizeType, bool) {
    if (depth_ == 0) return fail_root();
    if (depth_ == 1) {
      if (is_text_) return fail_text();
      if (is_id_) take_id(as_it_came());
    }
    return value_ends();
  }
  bool Null() {
    if (depth_ == 0) return fail_root();
    if (depth_ == 1 && is_text_) return fail_text();
    return value_ends();  // an id that is null is no id
  }
  bool Bool(bool) {
    if (depth_ == 0) return fail_root();
    if (depth_ == 1 && is_text_) return fail_text();
    if (depth_ == 1 && is_id_) return fail_id();
    return value_ends();
  }

  void finish() {
    if (!record_.kept.empty()) record_.kept += '}';
    if (!seen_text_) {
      fail("missing_key", fmt::format("no key {}", quoted(text_key_)));
    }
  }
  std::optional<Failure>& failure() { return failure_; }

 private:
  static std::string quoted(std::string_view key) {
    std::string out;
    append_json_string(out, to_utf8(key));
    return out;
  }
  std::size_t kept_index() const { return static_cast<std::size_t>(kept_ - keep_.data()); }

  bool open() {
    if (depth_ == deepest) {
      failure_ = Failure{"too_deep", fmt::format("nested more than {} deep", deepest)};
      return false;  // the parser keeps track of every level
    }
    if (depth_ == 0 && line_[stream_.Tell()] != '{') fail_root();
    if (depth_ == 1 && is_text_) fail_text();
    if (depth_ == 1 && is_id_) fail_id();
    ++depth_;
    return true;
  }
  bool close() {
    --depth_;
    return depth_ == 0 || value_ends(1);  // the parser stands before the bracket
  }

  bool value_ends(std::size_t bracket = 0) {
    if (depth_ != 1) return true;
    if (kept_) {
      record_.kept += record_.kept.empty() ? '{' : ',';
      append_json_string(record_.kept, *kept_);
      record_.kept += ':';
      record_.kept += as_it_came(bracket);
    }
    return true;
  }
  // The value after the key: without the colon and white space around it.
  std::string_view as_it_came(std::size_t bracket = 0) const {
    constexpr std::string_view around = ": \t\r\n";
    std::string_view value = line_.substr(value_begin_, stream_.Tell() + bracket - value_begin_);
    value.remove_prefix(std::min(value.find_first_not_of(around), value.size()));
    return value.substr(0, value.find_last_not_of(" \t\r\n") + 1);
  }
  void take_id(std::string_view json) { record_.id = json; }

  // The first failure counts; reading goes on, for the id may follow.
  bool fail(std::string_view code, std::string message) {
    if (!failure_) failure_ = Failure{code, std::move(message)};
    return true;
  }
  bool fail_root() { return fail("wrong_type", "not a JSON object"); }
  bool fail_text() {
    return fail("wrong_type", fmt::format("the value of {} is not a string", quoted(text_key_)));
  }
  bool fail_id() {
    return fail("wrong_type",
                fmt::format("the value of {} is neither a string nor a number", quoted(id_key_)));
  }

  std::string_view line_;
  LineStream& stream_;
  std::string_view text_key_;
  std::string_view id_key_;
  const std::vector<std::string>& keep_;
  std::vector<char> seen_kept_;
  Record& record_;
  std::optional<Failure> failure_;
  std::size_t value_begin_ = 0;
  const std::string* kept_ = nullptr;
  int depth_ = 0;
  bool is_text_ = false;
  bool is_id_ = false;
  bool seen_text_ = false;
  bool seen_id_ = false;
};

// RapidJSON lets the second half of a surrogate pair stand alone.
bool may_hold_lone_surrogate(std::string_view line) {
  return line.find("\\ud") != std::string_view::npos || line.find("\\uD") != std::string_view::npos;
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
  out.append(buffer.GetString(), buffer.GetSize());
}

RecordParser::RecordParser(std::string text_key, std::string id_key, std::vector<std::string> keep)
    : text_key_(std::move(text_key)), id_key_(std::move(id_key)), keep_(std::move(keep)) {}

bool RecordParser::parse(const std::string& line, Record& record, Failure& failure) const {
  record.text.clear();
  record.id.clear();
  record.kept.clear();
  const auto fail = [&](std::string_view code, std::string message) {
    record.text.clear();
    record.kept.clear();
    failure = {code, std::move(message)};
    return false;
  };
  if (!is_utf8(line)) return fail("not_utf8", "not UTF-8");
  if (line.find_first_not_of(" \t\r\n") == std::string::npos) return fail("bad_json", "empty line");
  if (const std::size_t nul = line.find('\0'); nul != std::string::npos) {
    return fail("bad_json", fmt::format("byte {}: a NUL byte", nul + 1));
  }

  record.line = line;  // unescaped in place, which spares the parser a stack of bytes
  LineStream stream(record.line.data());
  RecordHandler handler(line, stream, text_key_, id_key_, keep_, record);
  rapidjson::Reader reader;
  const rapidjson::ParseResult result =
      reader.Parse<rapidjson::kParseInsituFlag | rapidjson::kParseIterativeFlag |
                   rapidjson::kParseNumbersAsStringsFlag>(stream, handler);
  if (!result && result.Code() != rapidjson::kParseErrorTermination) {
    std::string_view what = rapidjson::GetParseError_En(result.Code());
    if (what.ends_with('.')) what.remove_suffix(1);
    return fail("bad_json", fmt::format("byte {}: {}", result.Offset() + 1, what));
  }
  handler.finish();
  if (handler.failure()) {
    return fail(handler.failure()->code, std::move(handler.failure()->message));
  }
  if (may_hold_lone_surrogate(line) && !is_utf8(record.text)) {
    return fail("bad_json", "half of a surrogate pair");
  }
  return true;
}

}  // namespace newscut::cli
