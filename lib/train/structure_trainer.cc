// Learns lib/data/line_weights.tsv: the weight of each feature of a line (structure/body.h).
//
//     structure_trainer PAGES.jsonl CLEAN.jsonl > line_weights.tsv
//     structure_trainer --cross-validate PAGES.jsonl CLEAN.jsonl > predictions.jsonl
//
// PAGES: a JSON object a line with "id", "text" (a page, furniture included) and "body" (the
// article) or, where the body is null, "with" and "without" (fragments that are of it or not).
// CLEAN: objects with "text", articles without furniture, every line of which is body.
// --cross-validate learns ten times, each time without a tenth of the pages, and writes what each
// model finds on the pages that it has not seen: {"id", "text"}.
//
// Logistic regression with L2, by gradient descent with a step of its own for each weight
// (Duchi, Hazan and Singer, "Adaptive Subgradient Methods", 2011). No random numbers.
#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <exception>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "json_lines.h"
#include "structure/body.h"
#include "structure/headline.h"
#include "structure/lines.h"

namespace {

using newscut::Line;

constexpr int epochs = 60;
constexpr double rate = 0.1;
constexpr double l2 = 2e-4;
constexpr int folds = 10;
constexpr double made_share = 0.5;   // the weight of pages made of two
constexpr double clean_share = 0.2;  // and of clean articles

struct Example {
  std::vector<std::uint16_t> features;
  bool body = false;
  double weight = 0;  // 0: nobody knows
};

struct Page {
  std::string id;
  std::string text;
  std::vector<Line> lines;
  std::vector<Example> examples;  // of each line
  bool has_body = false;          // not only fragments are known
};

using Tokens = std::vector<std::uint64_t>;

// Hashes of the words.
Tokens tokens(std::string_view text) {
  Tokens result;
  std::uint64_t hash = 0;
  bool inside = false;
  for (const char c : text) {
    const bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (word) {
      if (!inside) hash = 14695981039346656037ULL;
      hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    } else if (inside) {
      result.push_back(hash);
    }
    inside = word;
  }
  if (inside) result.push_back(hash);
  return result;
}

std::uint64_t gram(const Tokens& words, std::size_t at, std::size_t length) {
  std::uint64_t hash = length;
  for (std::size_t i = at; i < at + length; ++i) hash = (hash ^ words[i]) * 0x9E3779B97F4A7C15ULL;
  return hash;
}

std::string without_space(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) > ' ') result += c;
  }
  return result;
}

double importance(const Line& line, std::size_t lines) {
  return (1 + std::log2(1.0 + line.words)) * 100 / std::sqrt(static_cast<double>(lines) + 10) / 20;
}

// A line is body if most of its runs of four words are in the body; shorter ones, which any menu
// has, must stand in the stretch of lines that most of the body is from.
void label_by_body(Page& page, std::string_view body) {
  const Tokens words = tokens(body);
  std::unordered_set<std::uint64_t> grams;
  for (std::size_t length = 1; length <= 4; ++length) {
    for (std::size_t i = 0; i + length <= words.size(); ++i) grams.insert(gram(words, i, length));
  }
  const std::size_t count = page.lines.size();
  std::vector<bool> found(count);
  std::vector<double> gain(count);
  for (std::size_t i = 0; i < count; ++i) {
    const Tokens line = tokens(page.lines[i].span.of(page.text));
    if (line.empty()) continue;
    const std::size_t length = std::min<std::size_t>(line.size(), 4);
    std::size_t hits = 0;
    for (std::size_t k = 0; k + length <= line.size(); ++k) {
      hits += grams.count(gram(line, k, length));
    }
    found[i] = 2 * hits > line.size() - length + 1;
    const auto size = static_cast<double>(std::min<std::size_t>(line.size(), 40));
    gain[i] = found[i] ? (line.size() >= 4 ? size : 0) : -size / 2;
  }
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t start = 0;
  double best = 0;
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (sum <= 0) {
      sum = 0;
      start = i;
    }
    sum += gain[i];
    if (sum > best) {
      best = sum;
      begin = start;
      end = i + 1;
    }
  }
  for (std::size_t i = 0; i < count; ++i) {
    const bool inside = i >= begin && i < end;
    page.examples[i].body = found[i] && inside;
    const bool unclear = found[i] && !inside && page.lines[i].words >= 8;
    page.examples[i].weight = unclear ? 0 : importance(page.lines[i], count);
  }
}

void label_by_fragments(Page& page, const rapidjson::Value& with, const rapidjson::Value& without) {
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    const std::string line = without_space(page.lines[i].span.of(page.text));
    const auto holds_one_of = [&](const rapidjson::Value& fragments) {
      for (const auto& fragment : fragments.GetArray()) {
        const std::string text = without_space(fragment.GetString());
        if (!text.empty() && line.find(text) != std::string::npos) return true;
      }
      return false;
    };
    const bool body = holds_one_of(with);
    const bool rest = holds_one_of(without);
    if (body == rest) continue;
    page.examples[i].body = body;
    page.examples[i].weight = 2;
  }
}

newscut::PageContext context_of(const Page& page) {
  newscut::PageContext context(page.lines);
  context.set_title(newscut::guess_title(page.text, page.lines, context));
  return context;
}

void add_examples(Page& page) {
  page.lines = newscut::find_lines(page.text);
  page.examples.resize(page.lines.size());
  const newscut::PageContext context = context_of(page);
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    newscut::add_features(page.lines, context, i, page.examples[i].features);
  }
}

std::vector<Page> read(const std::string& path, bool clean) {
  std::vector<Page> pages;
  newscut::train::each_record(path, [&](const rapidjson::Document& json) {
    Page page;
    page.text = json["text"].GetString();
    add_examples(page);
    if (clean) {
      for (std::size_t i = 0; i < page.lines.size(); ++i) {
        page.examples[i].body = true;
        const bool url = page.lines[i].has(newscut::Shape::url);
        page.examples[i].weight =
            url ? 0 : importance(page.lines[i], page.lines.size()) * clean_share;
      }
    } else {
      page.id = json["id"].GetString();
      if (json["body"].IsString()) {
        label_by_body(page, json["body"].GetString());
        page.has_body = true;
      } else {
        label_by_fragments(page, json["with"], json["without"]);
      }
    }
    pages.push_back(std::move(page));
  });
  return pages;
}

// --- Pages made of a page's furniture and another article ----------------------------------------

void append_line(const Page& from, std::size_t line, bool body, Page& to,
                 std::vector<bool>& labels) {
  if (!to.text.empty()) {
    to.text += from.lines[line].has(newscut::Shape::blank_before) ? "\n\n" : "\n";
  }
  to.text.append(from.lines[line].span.of(from.text));
  labels.push_back(body);
}

// `article` in place of the body of `page`, with at most `margin` lines above and below it. Gives
// a page without lines where the article cannot be told apart again.
Page transplant(const Page& page, const Page& article, std::size_t margin) {
  std::size_t begin = page.lines.size();
  std::size_t end = 0;
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    if (!page.examples[i].body) continue;
    begin = std::min(begin, i);
    end = i + 1;
  }
  Page made;
  std::vector<bool> labels;
  for (std::size_t i = begin > margin ? begin - margin : 0; i < begin; ++i) {
    append_line(page, i, false, made, labels);
  }
  std::size_t next = 0;
  const auto article_lines = [&](std::size_t until) {
    for (; next < std::min(until, article.lines.size()); ++next) {
      if (article.lines[next].has(newscut::Shape::url)) continue;
      append_line(article, next, true, made, labels);
    }
  };
  for (std::size_t i = begin; i < end; ++i) {
    if (page.examples[i].body) {
      article_lines((i + 1 - begin) * article.lines.size() / (end - begin));
    } else {
      append_line(page, i, false, made, labels);
    }
  }
  article_lines(article.lines.size());
  for (std::size_t i = end; i < std::min(end + margin, page.lines.size()); ++i) {
    append_line(page, i, false, made, labels);
  }
  add_examples(made);
  if (made.lines.size() != labels.size()) return {};  // lines that look wrapped were joined
  for (std::size_t i = 0; i < labels.size(); ++i) {
    made.examples[i].body = labels[i];
    made.examples[i].weight = importance(made.lines[i], labels.size()) * made_share;
  }
  return made;
}

std::vector<Page> transplants(const std::vector<const Page*>& pages,
                              const std::vector<Page>& articles) {
  constexpr std::array<std::size_t, 5> margins{2, 5, 12, 40, 1000};
  std::vector<const Page*> whole;
  for (const Page* page : pages) {
    if (page->has_body) whole.push_back(page);
  }
  std::vector<Page> made;
  for (std::size_t i = 0; i < articles.size() && !whole.empty(); ++i) {
    made.push_back(transplant(*whole[i % whole.size()], articles[i], margins[i % margins.size()]));
  }
  return made;
}

std::vector<int> learn(const std::vector<const Page*>& pages) {
  const std::size_t size = newscut::feature_count();
  std::vector<double> weights(size);
  std::vector<double> squares(size, 1e-6);
  for (int epoch = 0; epoch < epochs; ++epoch) {
    for (const Page* page : pages) {
      for (const Example& example : page->examples) {
        if (example.weight == 0) continue;
        double sum = 0;
        for (const auto feature : example.features) sum += weights[feature];
        const double right = example.body ? 1.0 : 0.0;
        const double error = (1 / (1 + std::exp(-sum)) - right) * example.weight;
        for (const auto feature : example.features) {
          const double gradient = error + l2 * weights[feature];
          squares[feature] += gradient * gradient;
          weights[feature] -= rate * gradient / std::sqrt(squares[feature]);
        }
      }
    }
  }
  std::vector<int> hundredths(size);
  for (std::size_t i = 0; i < size; ++i) {
    hundredths[i] = static_cast<int>(std::lround(100 * weights[i]));
  }
  return hundredths;
}

void write_weights(const std::vector<int>& weights) {
  std::cout << "# Weights of the features of a line, hundredths of log-odds of belonging to the\n"
               "# article. Made by lib/train/structure_trainer.cc; see MODEL_CARD.md.\n";
  const std::vector<std::string> names = newscut::feature_names();
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (weights[i] != 0) std::cout << names[i] << '\t' << weights[i] << '\n';
  }
}

void write_body(const Page& page, const std::vector<int>& weights) {
  const newscut::PageContext context = context_of(page);
  std::vector<int> odds;
  for (std::size_t i = 0; i < page.lines.size(); ++i) {
    odds.push_back(newscut::line_odds(page.lines, context, i, page.examples[i].features, weights));
  }
  const std::vector<std::uint8_t> body = newscut::decode_body(odds);
  std::string text;
  for (std::size_t i = 0; i < odds.size(); ++i) {
    if (body[i] == 0) continue;
    text.append(page.lines[i].span.of(page.text));
    text += "\n\n";
  }
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> json(buffer);
  json.StartObject();
  json.Key("id");
  json.String(page.id.data(), static_cast<rapidjson::SizeType>(page.id.size()));
  json.Key("text");
  json.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
  json.EndObject();
  std::cout << buffer.GetString() << '\n';
}

void run(bool cross_validate, const std::string& pages_path, const std::string& clean_path) {
  const std::vector<Page> pages = read(pages_path, false);
  const std::vector<Page> clean = read(clean_path, true);
  for (int fold = 0; fold < (cross_validate ? folds : 1); ++fold) {
    const auto held_out = [&](std::size_t i) {
      return cross_validate && i % folds == static_cast<std::size_t>(fold);
    };
    std::vector<const Page*> training;
    for (std::size_t i = 0; i < pages.size(); ++i) {
      if (!held_out(i)) training.push_back(&pages[i]);
    }
    const std::vector<Page> made = transplants(training, clean);
    for (const Page& page : made) training.push_back(&page);
    for (const Page& page : clean) training.push_back(&page);
    const std::vector<int> weights = learn(training);
    if (!cross_validate) write_weights(weights);
    for (std::size_t i = 0; cross_validate && i < pages.size(); ++i) {
      if (held_out(i)) write_body(pages[i], weights);
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const bool cross_validate = !arguments.empty() && arguments[0] == "--cross-validate";
  const std::size_t first = cross_validate ? 1 : 0;
  if (arguments.size() != first + 2) {
    std::cerr << "usage: structure_trainer [--cross-validate] PAGES.jsonl CLEAN.jsonl\n";
    return 2;
  }
  try {
    run(cross_validate, arguments[first], arguments[first + 1]);
  } catch (const std::exception& error) {
    std::cerr << "structure_trainer: " << error.what() << '\n';
    return 1;
  }
}
