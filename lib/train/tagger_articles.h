// Articles with the names that annotators marked, as the trainer of the tagger needs them.
#pragma once

#include <rapidjson/document.h>
#include <utf8proc.h>

#include <string>
#include <string_view>
#include <vector>

#include "entities/tagger_features.h"
#include "json_lines.h"
#include "newscut/report.h"

namespace newscut::train {

struct GoldName {
  std::uint32_t begin = 0;  // code points; bytes once `to_bytes` has been called
  std::uint32_t end = 0;
  EntityType type = EntityType::misc;
};

struct GoldArticle {
  std::string id;
  std::string text;
  std::vector<GoldName> names;
};

inline bool name_type(std::string_view name, EntityType& type) {
  static constexpr std::string_view names[] = {"PER",  "ORG",     "LOC", "FAC",
                                               "NORP", "PRODUCT", "MISC"};
  for (int i = 0; i < 7; ++i) {
    if (names[i] != name) continue;
    type = static_cast<EntityType>(i);
    return true;
  }
  return false;
}

// The code points of a text, in place.
template <class Visit>
void visit_code_points(std::string_view text, Visit visit) {
  const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  auto left = static_cast<utf8proc_ssize_t>(text.size());
  while (left > 0) {
    utf8proc_int32_t code = 0;
    const utf8proc_ssize_t length =
        std::max<utf8proc_ssize_t>(1, utf8proc_iterate(at, left, &code));
    visit(code,
          std::string_view(reinterpret_cast<const char*>(at), static_cast<std::size_t>(length)));
    at += length;
    left -= length;
  }
}

// One JSON record a line: "id", "text", "entities" with "type" and either "span" or "mentions".
inline std::vector<GoldArticle> read_articles(const std::string& path) {
  std::vector<GoldArticle> articles;
  each_record(path, [&](const rapidjson::Document& record) {
    GoldArticle& article = articles.emplace_back();
    article.id = record["id"].GetString();
    article.text.assign(record["text"].GetString(), record["text"].GetStringLength());
    if (!record.HasMember("entities")) return;
    for (const auto& entity : record["entities"].GetArray()) {
      GoldName name;
      if (!name_type(entity["type"].GetString(), name.type)) continue;
      if (entity.HasMember("mentions")) {
        for (const auto& mention : entity["mentions"].GetArray()) {
          name.begin = mention["start"].GetUint();
          name.end = mention["end"].GetUint();
          article.names.push_back(name);
        }
      } else {
        name.begin = entity["span"][0].GetUint();
        name.end = entity["span"][1].GetUint();
        article.names.push_back(name);
      }
    }
  });
  return articles;
}

// The text as it would stand in a medium that writes capitals in another way; as many code points.
inline std::string recase(std::string_view text, tagger::CaseStyle style) {
  std::string out;
  out.reserve(text.size());
  bool inside = false;
  visit_code_points(text, [&](utf8proc_int32_t code, std::string_view) {
    const bool letter = utf8proc_tolower(code) != utf8proc_toupper(code);
    utf8proc_int32_t changed = code;
    if (style == tagger::CaseStyle::upper) changed = utf8proc_toupper(code);
    if (style == tagger::CaseStyle::lower) changed = utf8proc_tolower(code);
    if (style == tagger::CaseStyle::title && !inside) changed = utf8proc_toupper(code);
    inside = letter || code == '\'' || code == 0x2019 || (inside && code >= '0' && code <= '9');
    utf8proc_uint8_t bytes[4];
    const utf8proc_ssize_t size = utf8proc_encode_char(changed, bytes);
    out.append(reinterpret_cast<char*>(bytes), static_cast<std::size_t>(size));
  });
  return out;
}

inline void to_bytes(GoldArticle& article) {
  std::vector<std::uint32_t> offsets;
  std::uint32_t at = 0;
  visit_code_points(article.text, [&](utf8proc_int32_t, std::string_view bytes) {
    offsets.push_back(at);
    at += static_cast<std::uint32_t>(bytes.size());
  });
  offsets.push_back(at);
  for (GoldName& name : article.names) {
    name.begin = offsets.at(name.begin);
    name.end = offsets.at(name.end);
  }
}

}  // namespace newscut::train
