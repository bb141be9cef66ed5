// Merges given mentions, so that merging and roles are measured without the tagger's mistakes.
//
//     merge_report ARTICLES.jsonl > REPORTS.jsonl
#include <rapidjson/ostreamwrapper.h>
#include <rapidjson/writer.h>

#include <cstdlib>
#include <exception>
#include <iostream>

#include "entities/merge.h"
#include "gold_mentions.h"

namespace {

using Writer = rapidjson::Writer<rapidjson::OStreamWrapper>;

void write_strings(Writer& writer, const char* key, const std::vector<std::string>& strings) {
  writer.Key(key);
  writer.StartArray();
  for (const std::string& text : strings) writer.String(text.c_str());
  writer.EndArray();
}

void write(const newscut::train::GoldArticle& article, const newscut::Entities& merged) {
  constexpr const char* types[] = {"PER", "ORG", "LOC", "FAC", "NORP", "PRODUCT", "MISC"};
  rapidjson::OStreamWrapper out(std::cout);
  Writer writer(out);
  writer.StartObject();
  writer.Key("id");
  writer.String(article.id.c_str());
  writer.Key("entities");
  writer.StartArray();
  for (const newscut::Entity& entity : merged.entities) {
    writer.StartObject();
    writer.Key("type");
    writer.String(types[static_cast<std::size_t>(entity.type)]);
    writer.Key("name");
    writer.String(entity.name.c_str());
    write_strings(writer, "aliases", entity.aliases);
    write_strings(writer, "roles", entity.roles);
    writer.Key("mentions");
    writer.StartArray();
    for (const newscut::Span span : entity.mentions) {
      writer.StartObject();
      writer.Key("start");
      writer.Uint(article.code_point(span.begin));
      writer.Key("end");
      writer.Uint(article.code_point(span.end));
      writer.EndObject();
    }
    writer.EndArray();
    writer.EndObject();
  }
  writer.EndArray();
  writer.EndObject();
  std::cout << '\n';
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 2) {
    std::cerr << "usage: merge_report ARTICLES.jsonl\n";
    return 2;
  }
  newscut::train::each_article(
      argv[1], [](const newscut::train::GoldArticle& article, newscut::Workspace& workspace) {
        write(article, newscut::merge(article.document, article.mentions, workspace.merging));
      });
  return EXIT_SUCCESS;
} catch (const std::exception& error) {
  std::cerr << "merge_report: " << error.what() << '\n';
  return EXIT_FAILURE;
}
