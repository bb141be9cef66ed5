// Articles whose names are given: the records of names_*.jsonl and gum_merging_dev.jsonl.
#pragma once

#include <rapidjson/document.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "document.h"
#include "entities/entities.h"
#include "json_lines.h"
#include "tokens/tokens.h"
#include "workspace.h"

namespace newscut::train {

struct GoldEntity {
  EntityType type = EntityType::misc;
  std::vector<std::string> roles;
  std::vector<std::uint32_t> mentions;  // indices into GoldArticle::mentions
};

inline EntityType type_of(std::string_view name) {
  constexpr std::string_view names[] = {"PER", "ORG", "LOC", "FAC", "NORP", "PRODUCT", "MISC"};
  const auto* const at = std::ranges::find(names, name);
  if (at == std::end(names)) throw std::runtime_error("no type: " + std::string(name));
  return static_cast<EntityType>(at - std::begin(names));
}

// A text whose lines are the blocks, tokenized, with the gold mentions as ranges of tokens.
class GoldArticle {
 public:
  GoldArticle(const rapidjson::Value& record, Workspace& workspace)
      : id(record["id"].GetString()),
        text(record["text"].GetString(), record["text"].GetStringLength()) {
    document.text = text;
    document.vocabulary = &workspace.vocabulary;
    make_blocks();
    tokenize(document);
    number_code_points();
    for (const auto& entity : record["entities"].GetArray()) {
      add(entity, static_cast<std::uint32_t>(entities.size()));
    }
    std::ranges::sort(mentions, {}, [](const Mention& m) { return m.tokens.begin; });
    drop_overlaps();
    for (std::uint32_t i = 0; i < mentions.size(); ++i) {
      entities[mentions[i].entity].mentions.push_back(i);
    }
  }
  GoldArticle(const GoldArticle&) = delete;
  GoldArticle& operator=(const GoldArticle&) = delete;

  std::uint32_t code_point(std::uint32_t byte) const { return code_points_[byte]; }

  std::string id;
  std::string text;
  Document document;
  std::vector<Mention> mentions;  // `entity`: index into `entities`
  std::vector<GoldEntity> entities;

 private:
  void make_blocks() {
    std::uint32_t start = 0;
    for (std::uint32_t i = 0; i <= text.size(); ++i) {
      if (i < text.size() && text[i] != '\n') continue;
      if (i > start) document.structure.blocks.push_back({{start, i}, Block::Kind::paragraph});
      start = i + 1;
    }
  }

  void number_code_points() {
    std::uint32_t number = 0;
    for (std::uint32_t i = 0; i < text.size(); ++i) {
      const bool starts = (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
      if (starts) bytes_.push_back(i);
      code_points_.push_back(starts ? number++ : number);
    }
    bytes_.push_back(static_cast<std::uint32_t>(text.size()));
    code_points_.push_back(number);
  }

  void add(const rapidjson::Value& entity, std::uint32_t number) {
    entities.push_back({type_of(entity["type"].GetString()), {}, {}});
    if (entity.HasMember("roles")) {
      for (const auto& role : entity["roles"].GetArray()) {
        entities.back().roles.emplace_back(role.GetString());
      }
    }
    for (const auto& mention : entity["mentions"].GetArray()) {
      const std::uint32_t begin = bytes_[mention["start"].GetUint()];
      const std::uint32_t end = bytes_[mention["end"].GetUint()];
      const auto& tokens = document.tokens;
      const auto first =
          std::ranges::upper_bound(tokens, begin, {}, [](const DocToken& t) { return t.span.end; });
      const auto last =
          std::ranges::lower_bound(tokens, end, {}, [](const DocToken& t) { return t.span.begin; });
      if (first >= last) continue;
      mentions.push_back({{static_cast<TokenIndex>(first - tokens.begin()),
                           static_cast<TokenIndex>(last - tokens.begin())},
                          entities.back().type,
                          number});
    }
  }

  void drop_overlaps() {
    TokenIndex end = 0;
    std::erase_if(mentions, [&](const Mention& mention) {
      if (mention.tokens.begin < end) return true;
      end = mention.tokens.end;
      return false;
    });
  }

  std::vector<std::uint32_t> bytes_;        // of each code point, and the end
  std::vector<std::uint32_t> code_points_;  // of each byte, and the end
};

// Calls `visit(const GoldArticle&, Workspace&)` for each record of a file of JSON lines.
template <class Visit>
void each_article(const std::string& path, Visit visit) {
  Workspace workspace;
  each_record(path, [&](const rapidjson::Document& record) {
    const GoldArticle article(record, workspace);
    visit(article, workspace);
    workspace.trim();
  });
}

// Gives each record of a file of JSON lines to `take(std::unique_ptr<GoldArticle>)`; their words
// are those of `workspace`.
template <class Take>
void load_articles(const std::string& path, Workspace& workspace, Take take) {
  each_record(path, [&](const rapidjson::Document& record) {
    take(std::make_unique<GoldArticle>(record, workspace));
  });
}

}  // namespace newscut::train
