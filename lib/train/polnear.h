// PolNeAR articles with their quotations, as the trainer of the quotations reads them.
#pragma once

#include <rapidjson/document.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "json_lines.h"
#include "newscut/span.h"

namespace newscut::train {

// A quotation of the gold standard; spans in bytes.
struct GoldQuotation {
  std::vector<Span> content;
  std::optional<Span> cue;
  std::optional<Span> source;
  std::vector<Span> heads;  // head noun of the source, and the name in apposition to it
  std::string canonical;    // empty where it is not known
  bool indirect = false;
  bool speech = false;
};

struct GoldArticle {
  std::string text;
  std::vector<GoldQuotation> quotations;
};

class GoldReader {
 public:
  // One JSON object a line; offsets in code points. Throws std::runtime_error.
  static std::vector<GoldArticle> read(const std::string& path) {
    std::vector<GoldArticle> articles;
    each_record(path, [&](const rapidjson::Document& record) {
      articles.push_back(GoldReader(record).article_);
    });
    return articles;
  }

 private:
  explicit GoldReader(const rapidjson::Document& record) {
    article_.text.assign(record["text"].GetString(), record["text"].GetStringLength());
    for (std::uint32_t i = 0; i < article_.text.size(); ++i) {
      if ((static_cast<unsigned char>(article_.text[i]) & 0xC0U) != 0x80) starts_.push_back(i);
    }
    starts_.push_back(static_cast<std::uint32_t>(article_.text.size()));
    for (const auto& quote : record["quotes"].GetArray()) add(quote);
  }

  void add(const rapidjson::Value& quote) {
    GoldQuotation gold;
    const auto& content = quote["content"];
    if (content[0].IsInt()) {
      gold.content.push_back(span(content));
    } else {
      for (const auto& piece : content.GetArray()) gold.content.push_back(span(piece));
    }
    if (quote.HasMember("cue") && quote["cue"].IsArray()) gold.cue = span(quote["cue"]);
    if (quote.HasMember("source") && quote["source"].IsArray()) gold.source = span(quote["source"]);
    if (quote.HasMember("source_heads") && quote["source_heads"].IsArray()) {
      for (const auto& head : quote["source_heads"].GetArray()) gold.heads.push_back(span(head));
    }
    if (gold.heads.empty() && gold.source) gold.heads.push_back(*gold.source);
    if (quote.HasMember("speaker_canonical") && quote["speaker_canonical"].IsString()) {
      gold.canonical = quote["speaker_canonical"].GetString();
    }
    gold.indirect = std::string(quote["type"].GetString()) == "indirect";
    gold.speech =
        quote.HasMember("speech") && quote["speech"].IsBool() && quote["speech"].GetBool();
    article_.quotations.push_back(std::move(gold));
  }
  Span span(const rapidjson::Value& pair) const {
    return {starts_[pair[0].GetUint()], starts_[pair[1].GetUint()]};
  }

  GoldArticle article_;
  std::vector<std::uint32_t> starts_;  // of each code point
};

}  // namespace newscut::train
