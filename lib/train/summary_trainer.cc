// Trains lib/data/key_sentences.model: what makes a sentence tell its article.
//
//     summary_trainer TRAIN.jsonl DEV.jsonl MODEL
//
// Records are {"text", "sentences": [[start, end], …], "key": {READER: [i, …]}, "good": {READER:
// [i, …]}}, offsets in code points. Trees of two questions are fitted to the cross entropy between
// the softmax of an article's scores and its readers' choices: first freely, to see which pairs of
// features tell most together, then on those pairs alone, several times over, and their sum for
// each pair of values is the model. Prints how well the choice does on both files, and on the
// training file by cross-validation. The same files give the same model.
#include <rapidjson/document.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <random>
#include <set>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "entities/merge.h"
#include "entities/tagger.h"
#include "json_lines.h"
#include "numbers/numbers.h"
#include "quotes/quotes.h"
#include "structure/structure.h"
#include "summary/choose.h"
#include "summary/model.h"
#include "tokens/tokens.h"
#include "workspace.h"

namespace {

using namespace newscut;

// Chosen by cross-validation on the training file, and on the development file.
constexpr int trees = 500;
constexpr double rate = 0.1;
constexpr double ridge = 10;
constexpr double bag = 0.5;             // share of the articles that each tree sees
constexpr double feature_share = 0.15;  // share of the features that its first question may be on
constexpr double partner_share = 0.4;  // of those of the chosen pairs that its second one may be on
constexpr double sharpness = 1.5;      // exponent of the readers' values
constexpr unsigned bags = 8;           // runs whose mean the model is
constexpr std::size_t most_pairs = 240;
constexpr int folds = 5;
constexpr unsigned splits = 3;  // into folds
constexpr unsigned chosen_sentences = 3;

struct Article {
  Body body;
  std::vector<FeatureVector> features;
  std::vector<double> value;       // of each sentence of the body: what readers think of it
  std::vector<int> gold;           // the reader's sentence that it stands for, or -1
  std::vector<double> gold_value;  // of each of the reader's sentences
  std::vector<bool> gold_key;
};

class Reader {
 public:
  Article read(const rapidjson::Value& record) {
    const std::string text(record["text"].GetString(), record["text"].GetStringLength());
    Document document;
    document.text = text;
    document.vocabulary = &workspace_.vocabulary;
    document.structure = find_structure(text);
    tokenize(document);
    const Numbers numbers = numbers_.find(document, workspace_.number_facts);
    const Entities entities =
        merge(document, tagger_.tag(document, workspace_.tagger), workspace_.merging);
    const std::vector<Quotation> quotes = quotes_.find(document, entities, workspace_.quoting);
    Article article;
    article.body = workspace_.summary.body.read(document, entities, quotes, numbers);
    const std::span<const FeatureVector> features = workspace_.summary.features.read(article.body);
    article.features.assign(features.begin(), features.end());
    read_gold(record, document, article);
    return article;
  }

 private:
  static void read_gold(const rapidjson::Value& record, const Document& document,
                        Article& article) {
    std::vector<std::uint32_t> byte_of;  // of each code point
    for (std::uint32_t i = 0; i < document.text.size(); ++i) {
      if ((static_cast<unsigned char>(document.text[i]) & 0xC0) != 0x80) byte_of.push_back(i);
    }
    byte_of.push_back(static_cast<std::uint32_t>(document.text.size()));
    std::vector<Span> spans;
    for (const auto& span : record["sentences"].GetArray()) {
      spans.push_back({byte_of.at(span[0].GetUint()), byte_of.at(span[1].GetUint())});
    }
    article.gold_value.assign(spans.size(), 0);
    article.gold_key.assign(spans.size(), false);
    for (const auto& reader : record["key"].GetObject()) {
      for (const auto& i : reader.value.GetArray()) {
        article.gold_value.at(i.GetUint()) += 1;
        article.gold_key.at(i.GetUint()) = true;
      }
    }
    for (const auto& reader : record["good"].GetObject()) {
      for (const auto& i : reader.value.GetArray()) article.gold_value.at(i.GetUint()) += 0.5;
    }
    for (const BodySentence& sentence : article.body.sentences) {
      const int gold = stands_for(document.sentences[sentence.sentence].span, spans);
      article.gold.push_back(gold);
      article.value.push_back(gold < 0 ? 0 : article.gold_value[static_cast<std::size_t>(gold)]);
    }
  }

  // The reader's sentence that shares most with `span`, if that is half of the shorter one.
  static int stands_for(Span span, const std::vector<Span>& spans) {
    int best = -1;
    std::uint32_t most = 0;
    for (std::size_t i = 0; i < spans.size(); ++i) {
      if (!spans[i].overlaps(span)) continue;
      const std::uint32_t shared =
          std::min(spans[i].end, span.end) - std::max(spans[i].begin, span.begin);
      if (shared > most && 2 * shared >= std::min(spans[i].size(), span.size())) {
        most = shared;
        best = static_cast<int>(i);
      }
    }
    return best;
  }

  Workspace workspace_;
  NumberFinder numbers_;
  Tagger tagger_;
  QuoteFinder quotes_;
};

std::vector<Article> load(const char* path, Reader& reader) {
  std::vector<Article> articles;
  train::each_record(
      path, [&](const rapidjson::Document& record) { articles.push_back(reader.read(record)); });
  return articles;
}

// --- Boosting
// --------------------------------------------------------------------------------------

struct Tree {
  static constexpr std::size_t depth = 2;

  std::array<std::uint8_t, depth> features{};  // of each question
  std::array<std::uint32_t, depth> values{};   // bit v: the feature having the value v is a yes
  std::array<double, std::size_t{1} << depth> leaves{};  // by the answers, the first the lowest bit

  std::size_t leaf(const FeatureVector& sentence) const {
    return (values[0] >> sentence[features[0]] & 1) | (values[1] >> sentence[features[1]] & 1) << 1;
  }
};

// Of features, the lesser first.
using Pair = std::pair<std::uint8_t, std::uint8_t>;
using Pairs = std::map<Pair, double>;

Pair pair_of(std::uint8_t one, std::uint8_t other) { return std::minmax(one, other); }

struct Example {
  const FeatureVector* features = nullptr;
  double score = 0;
  double gradient = 0;
  double curvature = 0;
  std::size_t leaf = 0;
};

struct Sums {
  double gradient = 0;
  double curvature = 0;

  void add(const Example& example) {
    gradient += example.gradient;
    curvature += example.curvature;
  }
  Sums plus(const Sums& other) const {
    return {gradient + other.gradient, curvature + other.curvature};
  }
  Sums minus(const Sums& other) const {
    return {gradient - other.gradient, curvature - other.curvature};
  }
  double gain() const { return gradient * gradient / (curvature + ridge); }
};

// The best question that parts the examples in each leaf, on one feature.
struct Question {
  double gain = 0;
  std::uint8_t feature = 0;
  std::uint32_t values = 0;
};

Question best_question(const std::vector<Example*>& examples, std::uint8_t feature,
                       std::size_t leaves) {
  constexpr double least = 2;  // of curvature on each side
  std::vector<std::array<Sums, feature_values>> by_value(leaves);
  std::vector<Sums> all(leaves);
  for (const Example* example : examples) {
    by_value[example->leaf][(*example->features)[feature]].add(*example);
    all[example->leaf].add(*example);
  }
  const auto gain_of = [&](const std::vector<Sums>& yes) {
    double gain = 0;
    double in = 0;
    double out = 0;
    for (std::size_t leaf = 0; leaf < leaves; ++leaf) {
      const Sums no = all[leaf].minus(yes[leaf]);
      gain += yes[leaf].gain() + no.gain() - all[leaf].gain();
      in += yes[leaf].curvature;
      out += no.curvature;
    }
    return in > least && out > least ? gain : 0;
  };
  Question best;
  std::vector<Sums> up_to(leaves);
  std::vector<Sums> only(leaves);
  std::uint32_t mask = 0;
  for (std::size_t value = 0; value < feature_values; ++value) {
    const std::uint32_t bit = std::uint32_t{1} << value;
    mask |= bit;
    for (std::size_t leaf = 0; leaf < leaves; ++leaf) {
      only[leaf] = by_value[leaf][value];
      up_to[leaf] = up_to[leaf].plus(only[leaf]);
    }
    if (const double gain = gain_of(up_to); gain > best.gain) best = {gain, feature, mask};
    if (const double gain = gain_of(only); gain > best.gain) best = {gain, feature, bit};
  }
  return best;
}

class Booster {
 public:
  // `pairs`: those that a tree may be on, or nothing where it may be on any.
  Booster(const std::vector<const Article*>& articles, unsigned seed, const Pairs* pairs = nullptr)
      : articles_(articles), pairs_(pairs), random_(seed) {
    for (const Article* article : articles) {
      examples_.emplace_back();
      for (const FeatureVector& features : article->features) {
        examples_.back().push_back({&features});
      }
    }
  }

  std::vector<Tree> train() {
    std::vector<Tree> grown;
    for (int i = 0; i < trees; ++i) {
      for (std::size_t a = 0; a < articles_.size(); ++a) set_gradients(a);
      grown.push_back(grow());
      const Tree& tree = grown.back();
      for (auto& article : examples_) {
        for (Example& example : article) example.score += tree.leaves[tree.leaf(*example.features)];
      }
    }
    return grown;
  }

  // What the trees of each pair have won so far.
  const Pairs& gains() const { return gains_; }

 private:
  double uniform() { return static_cast<double>(random_()) / 4294967296.0; }

  // Of the cross entropy between the softmax of the scores and the readers' values.
  void set_gradients(std::size_t a) {
    std::vector<Example>& examples = examples_[a];
    const std::vector<double>& value = articles_[a]->value;
    double wanted = 0;
    double sum = 0;
    double most = 0;
    for (const Example& example : examples) most = std::max(most, example.score);
    for (std::size_t i = 0; i < examples.size(); ++i) {
      wanted += std::pow(value[i], sharpness);
      sum += std::exp(examples[i].score - most);
    }
    for (std::size_t i = 0; i < examples.size(); ++i) {
      const double share = std::exp(examples[i].score - most) / sum;
      examples[i].gradient = wanted == 0 ? 0 : share - std::pow(value[i], sharpness) / wanted;
      examples[i].curvature = wanted == 0 ? 0 : share * (1 - share);
    }
  }

  // May the question at `depth` be on the feature?
  bool allowed(std::uint8_t feature, std::size_t depth, const Tree& tree) {
    const bool lucky = uniform() < (pairs_ != nullptr && depth > 0 ? partner_share : feature_share);
    if (!lucky || pairs_ == nullptr) return lucky;
    if (depth > 0) {
      return feature == tree.features[0] || pairs_->contains(pair_of(tree.features[0], feature));
    }
    return std::ranges::any_of(*pairs_, [&](const auto& pair) {
      return pair.first.first == feature || pair.first.second == feature;
    });
  }

  Tree grow() {
    std::vector<Example*> sample;
    for (auto& article : examples_) {
      if (uniform() >= bag) continue;
      for (Example& example : article) {
        example.leaf = 0;
        sample.push_back(&example);
      }
    }
    Tree tree;
    double gain = 0;
    for (std::size_t depth = 0; depth < Tree::depth; ++depth) {
      Question best;
      best.feature = tree.features[0];
      for (std::uint8_t feature = 0; feature < feature_count; ++feature) {
        if (!allowed(feature, depth, tree)) continue;
        const Question question = best_question(sample, feature, std::size_t{1} << depth);
        if (question.gain > best.gain) best = question;
      }
      gain += best.gain;
      tree.features[depth] = best.feature;
      tree.values[depth] = best.values;
      for (Example* example : sample) {
        const std::uint32_t answer = best.values >> (*example->features)[best.feature] & 1;
        example->leaf |= static_cast<std::size_t>(answer) << depth;
      }
    }
    gains_[pair_of(tree.features[0], tree.features[1])] += gain;
    std::array<Sums, std::size_t{1} << Tree::depth> sums;
    for (const Example* example : sample) sums[example->leaf].add(*example);
    for (std::size_t leaf = 0; leaf < sums.size(); ++leaf) {
      tree.leaves[leaf] = -rate * sums[leaf].gradient / (sums[leaf].curvature + ridge);
    }
    return tree;
  }

  const std::vector<const Article*>& articles_;
  const Pairs* pairs_;
  Pairs gains_;
  std::vector<std::vector<Example>> examples_;
  std::mt19937 random_;
};

// --- The model
// -------------------------------------------------------------------------------------

// The pairs of features whose trees win most.
Pairs best_pairs(const std::vector<const Article*>& articles, unsigned seed) {
  Pairs gains;
  for (unsigned i = 0; i < bags; ++i) {
    Booster booster(articles, seed + i);
    booster.train();
    for (const auto& [pair, gain] : booster.gains()) {
      if (pair.first != pair.second) gains[pair] += gain;
    }
  }
  std::vector<std::pair<double, Pair>> ranked;
  for (const auto& [pair, gain] : gains) ranked.emplace_back(gain, pair);
  std::ranges::sort(ranked, std::greater<>());
  ranked.resize(std::min(ranked.size(), most_pairs));
  Pairs best;
  for (const auto& [gain, pair] : ranked) best[pair] = gain;
  return best;
}

// The bytes of a SummaryModel.
std::string train_model(const std::vector<const Article*>& articles, unsigned seed) {
  const Pairs pairs = best_pairs(articles, seed);
  std::vector<std::int16_t> numbers{static_cast<std::int16_t>(pairs.size())};
  std::array<std::size_t, feature_count> sizes;
  for (std::size_t feature = 0; feature < feature_count; ++feature) {
    std::uint8_t most = 0;
    for (const Article* article : articles) {
      for (const FeatureVector& values : article->features) most = std::max(most, values[feature]);
    }
    sizes[feature] = most + std::size_t{1};
    numbers.push_back(static_cast<std::int16_t>(sizes[feature]));
  }
  std::map<Pair, std::vector<double>> tables;
  for (const auto& [pair, gain] : pairs) {
    numbers.push_back(pair.first);
    numbers.push_back(pair.second);
    tables[pair].assign(sizes[pair.first] * sizes[pair.second], 0);
  }
  for (unsigned i = 0; i < bags; ++i) {
    for (const Tree& tree : Booster(articles, seed + bags + i, &pairs).train()) {
      const auto has = [&](const auto& table) {
        const Pair pair = pair_of(tree.features[0], tree.features[1]);
        return pair.first == pair.second
                   ? table.first.first == pair.first || table.first.second == pair.first
                   : table.first == pair;
      };
      const auto at = std::ranges::find_if(tables, has);
      if (at == tables.end()) continue;  // it found no question, and says the same of all
      auto& [pair, table] = *at;
      FeatureVector values{};
      for (std::size_t cell = 0; cell < table.size(); ++cell) {
        values[pair.first] = static_cast<std::uint8_t>(cell / sizes[pair.second]);
        values[pair.second] = static_cast<std::uint8_t>(cell % sizes[pair.second]);
        table[cell] += tree.leaves[tree.leaf(values)] / bags;
      }
    }
  }
  for (const auto& [pair, table] : tables) {
    for (const double value : table) {
      numbers.push_back(static_cast<std::int16_t>(std::lround(value * SummaryModel::unit)));
    }
  }
  return {reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(std::int16_t)};
}

// --- Measuring
// -------------------------------------------------------------------------------------

class Figures {
 public:
  void add(const SummaryModel& model, const Article& article) {
    std::vector<std::int32_t> scores;
    model.score(article.features, scores);
    std::vector<double> sorted = article.gold_value;
    std::ranges::sort(sorted, std::greater<>());
    double most = 0;
    for (std::size_t i = 0; i < sorted.size() && i < chosen_sentences; ++i) most += sorted[i];
    std::set<int> counted;
    double got = 0;
    for (const std::uint32_t i : choose(article.body, scores, chosen_sentences)) {
      ++chosen_;
      const int gold = article.gold[i];
      if (gold < 0) continue;
      keys_ += article.gold_key[static_cast<std::size_t>(gold)] ? 1 : 0;
      if (counted.insert(gold).second) got += article.gold_value[static_cast<std::size_t>(gold)];
    }
    pyramid_ += got / most;
    ++articles_;
  }
  void print(const char* name) const {
    std::cout << name << ": pyramid " << pyramid_ / articles_ << ", key " << keys_ / chosen_
              << '\n';
  }

 private:
  double pyramid_ = 0;
  double keys_ = 0;
  double chosen_ = 0;
  double articles_ = 0;
};

std::vector<const Article*> pointers_to(const std::vector<Article>& articles) {
  std::vector<const Article*> pointers;
  for (const Article& article : articles) pointers.push_back(&article);
  return pointers;
}

void cross_validate(const std::vector<Article>& articles, const std::vector<Article>& dev) {
  Figures held_out;
  Figures on_dev;
  std::vector<const Article*> order = pointers_to(articles);
  for (unsigned split = 0; split < splits; ++split) {
    std::shuffle(order.begin(), order.end(), std::mt19937(split));
    for (std::size_t fold = 0; fold < folds; ++fold) {
      std::vector<const Article*> part;
      for (std::size_t i = 0; i < order.size(); ++i) {
        if (i % folds != fold) part.push_back(order[i]);
      }
      const std::string bytes =
          train_model(part, 100 * (split * folds + static_cast<unsigned>(fold)));
      const SummaryModel model(bytes);
      for (std::size_t i = fold; i < order.size(); i += folds) held_out.add(model, *order[i]);
      for (const Article& article : dev) on_dev.add(model, article);
    }
  }
  held_out.print("train, cross-validation");
  on_dev.print("dev, the models of cross-validation");
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 4) {
    std::cerr << "usage: summary_trainer TRAIN.jsonl DEV.jsonl MODEL\n";
    return 2;
  }
  Reader reader;
  const std::vector<Article> articles = load(argv[1], reader);
  const std::vector<Article> dev = load(argv[2], reader);
  cross_validate(articles, dev);
  const std::string bytes = train_model(pointers_to(articles), 10000);
  const SummaryModel model(bytes);
  Figures on_train;
  Figures on_dev;
  for (const Article& article : articles) on_train.add(model, article);
  for (const Article& article : dev) on_dev.add(model, article);
  on_train.print("train");
  on_dev.print("dev");
  std::ofstream out(argv[3], std::ios::binary);
  out << bytes;
  if (!out.flush()) throw std::runtime_error(std::string(argv[3]) + ": cannot be written");
  return EXIT_SUCCESS;
} catch (const std::exception& error) {
  std::cerr << "summary_trainer: " << error.what() << '\n';
  return EXIT_FAILURE;
}
