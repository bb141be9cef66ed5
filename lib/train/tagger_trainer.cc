// Trains the tagger:
//
//     tagger_trainer --out tagger.model --train FILE… [--dev FILE…] [--words FILE…] [--silver
//     FILE…]
//
// FILE of --train and --dev: articles with names (tagger_articles.h); an article whose text is in
// two training files counts once, as the first has it. FILE of --words: clusters
// (make_clusters.py: word and three numbers) or gazetteers (make_gazetteers.py: list, tab, phrase).
// FILE of --silver: articles without names. The same input gives the same bytes, whatever
// --threads is.
//
// Each article counts as it is and with its capitals changed. A model of the first round tells the
// names of the silver articles, from which text without capitals is learned as well; one of the
// second chooses the features; the model itself is the mean of some that differ in the order of the
// sequences and in what is dropped, which for a linear model is a model again.
#include <fmt/format.h>

#include <atomic>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <thread>

#include "crf.h"
#include "entities/tagger.h"
#include "tagger_articles.h"
#include "tagger_examples.h"
#include "tagger_model_writer.h"

namespace newscut::train {
namespace {

struct Options {
  std::string out;
  std::vector<std::string> train, dev, words, silver;
  unsigned epochs = 8;
  unsigned average = 3;  // the weights are the mean of those after so many epochs, the last
  unsigned seeds = 6;
  unsigned folds = 4;
  unsigned threads = 2;
  unsigned min_count = 2;
  double rate = 0.05;
  double dropout = 0.5;
  double decay = 1e-6;
  double bias = 0.4;  // against `outside` in text whose capitals tell nothing
  std::size_t rows = 325000;
  std::size_t most_words = 150000;
  unsigned every = 1;  // article of training: 2 takes half of them, for quick trials
  unsigned silver_every = 2;
};

// --- Word lists ---------------------------------------------------------------------------------

std::uint16_t list_named(std::string_view name) {
  static constexpr std::string_view names[] = {"given_name", "surname", "country",      "region",
                                               "city",       "people",  "organisation", "facility"};
  for (std::size_t i = 0; i < list_count; ++i) {
    if (names[i] == name) return static_cast<std::uint16_t>(1U << i);
  }
  throw std::runtime_error("no such list: " + std::string(name));
}

void read_words(const std::string& path, std::size_t most, std::map<FeatureKey, WordInfo>& words,
                std::map<FeatureKey, std::uint16_t>& phrases) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error(path + ": cannot be read");
  Vocabulary vocabulary;
  std::size_t clustered = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    if (const std::size_t tab = line.find('\t'); tab != std::string::npos) {
      const std::uint16_t list = list_named(line.substr(0, tab));
      // In a sentence, so that it is not taken for the furniture of a page.
      const std::string text = line.substr(tab + 1);
      Vocabulary own;
      Document document;
      document.text = text;
      document.vocabulary = &own;
      document.structure.blocks.push_back({{0, static_cast<std::uint32_t>(text.size())}});
      tokenize(document);
      std::vector<FeatureKey> keys;
      for (TokenIndex i = 0; i < document.tokens.size(); ++i)
        keys.push_back(word_key(document.word(i)));
      if (keys.empty() || keys.size() > longest_phrase) continue;
      if (keys.size() == 1) {
        words[keys[0]].lists |= list;
        continue;
      }
      words[keys[0]].lists |= phrase_begin;
      FeatureKey key = keys[0];
      for (std::size_t i = 1; i < keys.size(); ++i) key = extend_phrase(key, keys[i]);
      phrases[key] |= list;
    } else if (++clustered <= most) {
      std::istringstream fields(line);
      std::string word;
      unsigned coarse = 0, medium = 0, fine = 0;
      fields >> word >> coarse >> medium >> fine;
      WordInfo& info = words[word_key(vocabulary[vocabulary.add(word)])];
      if (info.fine != 0) continue;
      info.fine = static_cast<std::uint16_t>(fine + 1);
      info.medium = static_cast<std::uint8_t>(medium);
      info.coarse = static_cast<std::uint8_t>(coarse);
    }
  }
}

// --- Training -----------------------------------------------------------------------------------

constexpr unsigned no_fold = ~0U;
constexpr unsigned silver_fold = ~1U;

struct Course {
  unsigned epochs = 8;
  unsigned left_out = no_fold;
  bool votes = true;
  bool silver = false;
  unsigned seed = 0;
};

// The mean of the weights after the last epochs.
Weights run_epochs(std::size_t features, const std::vector<Example>& examples,
                   const Options& options, const Course& course) {
  Crf crf(features, {static_cast<float>(options.rate), static_cast<float>(options.dropout),
                     static_cast<float>(options.decay)});
  std::vector<const Sequence*> order;
  for (const Example& example : examples) {
    if (example.fold == course.left_out) continue;
    if (example.fold == silver_fold && !course.silver) continue;
    for (const Sequence& sequence : example.sequences) order.push_back(&sequence);
  }
  Random random(17 + course.seed);
  Tokens both;
  Weights mean(features);
  const unsigned average = std::min(options.average, course.epochs);
  for (unsigned epoch = 0; epoch < course.epochs; ++epoch) {
    crf.set_rate(static_cast<float>(options.rate * (epoch + 1 == course.epochs   ? 0.3
                                                    : epoch + 2 == course.epochs ? 0.6
                                                                                 : 1)));
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
    for (const Sequence* sequence : order) {
      if (course.votes && random.chance(0.6)) {
        both = sequence->features;
        for (std::size_t i = 0; i < both.size(); ++i) {
          both[i].insert(both[i].end(), sequence->votes[i].begin(), sequence->votes[i].end());
        }
        crf.learn(both, sequence->gold, sequence->kind, random);
      } else {
        crf.learn(sequence->features, sequence->gold, sequence->kind, random);
      }
    }
    if (epoch + average >= course.epochs) {
      mean.add(crf.weights(), 1.0F / static_cast<float>(average));
    }
    fmt::print(stderr, "{}", course.left_out == no_fold ? '.' : ',');
  }
  return mean;
}

// The weights of each of `courses`, some of them at a time. What comes out does not depend on how
// many those are.
std::vector<Weights> run_all(std::size_t features, const std::vector<Example>& examples,
                             const Options& options, const std::vector<Course>& courses) {
  std::vector<Weights> weights(courses.size(), Weights(0));
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < courses.size(); i = next++) {
      weights[i] = run_epochs(features, examples, options, courses[i]);
    }
  };
  std::vector<std::jthread> threads;
  for (unsigned i = 1; i < options.threads; ++i) threads.emplace_back(work);
  work();
  threads.clear();
  return weights;
}

// What one pass says.
void decode(const Weights& weights, const Example& example, bool votes,
            std::vector<std::vector<Label>>& labels) {
  labels.resize(example.sequences.size());
  Tokens both;
  for (std::size_t s = 0; s < labels.size(); ++s) {
    const Sequence& sequence = example.sequences[s];
    both = sequence.features;
    for (std::size_t i = 0; votes && i < both.size(); ++i) {
      both[i].insert(both[i].end(), sequence.votes[i].begin(), sequence.votes[i].end());
    }
    decode(weights, sequence.kind, both, labels[s]);
  }
}

// What both say; fills the features of the second.
void decode(const Weights& weights, Example& example, std::vector<std::vector<Label>>& labels) {
  decode(weights, example, false, labels);
  add_votes(example, labels);
  decode(weights, example, true, labels);
}

// The labels of `from` for `to`, which is the same article with other capitals. False where the
// tokens are not the same.
bool copy_labels(const Example& from, const std::vector<std::vector<Label>>& labels, Example& to) {
  if (from.spans.size() != to.spans.size()) return false;
  std::vector<Label> all(from.spans.size(), outside);
  for (std::size_t s = 0; s < labels.size(); ++s) {
    std::ranges::copy(labels[s], all.begin() + from.sequences[s].begin);
  }
  for (Sequence& sequence : to.sequences) {
    for (std::size_t i = 0; i < sequence.gold.size(); ++i) {
      sequence.gold[i] = all[sequence.begin + i];
    }
    Extractor::repair(sequence.gold);
  }
  return true;
}

// --- The model ----------------------------------------------------------------------------------

Row quantise(const Floats& weights, float unit) {
  Row row{};
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    if (!is_used(lane)) continue;
    row[lane] =
        static_cast<std::int8_t>(std::clamp(std::round(weights[lane] / unit), -127.0F, 127.0F));
  }
  return row;
}

// `known` are the features from Interner::dense on.
void take_weights(const Weights& weights, const std::vector<Interner::Known>& known,
                  ModelParts& parts) {
  std::map<FeatureKey, std::map<std::uint8_t, Row>> rows;
  std::map<FeatureKey, std::size_t> counts;
  for (std::size_t i = 0; i < known.size(); ++i) {
    std::size_t& count = counts[known[i].key];
    count = std::max<std::size_t>(count, known[i].count);
    rows[known[i].key][known[i].place] = quantise(weights.of[Interner::dense + i], parts.unit);
  }
  for (const auto& [key, by_place] : rows) {
    ModelParts::Feature feature{.key = key, .places = 0, .rows = {}, .count = counts[key]};
    for (const auto& [place, row] : by_place) {
      feature.places = static_cast<std::uint8_t>(feature.places | 1U << place);
      feature.rows.push_back(row);
    }
    parts.features.push_back(std::move(feature));
  }
  for (std::size_t i = 0; i < parts.dense.size(); ++i) {
    parts.dense[i] = quantise(weights.of[i], parts.unit);
  }
  for (std::size_t kind = 0; kind < kinds; ++kind) {
    for (std::size_t from = 0; from < lanes; ++from) {
      for (std::size_t to = 0; to < lanes; ++to) {
        parts.transitions[(kind * lanes + from) * lanes + to] =
            static_cast<std::int16_t>(std::round(weights.transitions[kind][from][to] / parts.unit));
      }
    }
  }
}

// --- Scores -------------------------------------------------------------------------------------

// Four types: a FAC counts as a LOC, NORP and PRODUCT as MISC.
int merged_type(EntityType type) {
  switch (type) {
    case EntityType::per:
      return 0;
    case EntityType::org:
      return 1;
    case EntityType::loc:
    case EntityType::fac:
      return 2;
    default:
      return 3;
  }
}

using Names = std::set<std::array<std::uint32_t, 3>>;

struct Counts {
  struct Count {
    double right = 0, gold = 0, found = 0;
    double f1() const { return gold + found > 0 ? 200 * right / (gold + found) : 0; }
  };
  void add(const Names& gold, const Names& found) {
    for (const auto& name : gold) {
      for (const std::size_t c : {std::size_t{name[2]}, std::size_t{4}}) {
        ++counts[c].gold;
        counts[c].right += static_cast<double>(found.contains(name));
      }
    }
    for (const auto& name : found) {
      ++counts[name[2]].found;
      ++counts[4].found;
    }
  }
  void print(std::string_view what, const std::string& path, CaseStyle style) const {
    static constexpr const char* style_names[] = {"", "Headline", "UPPER", "lower"};
    fmt::print(
        "{:10} {:20} {:9} F1 {:.2f}  PER {:.2f} ORG {:.2f} LOC {:.2f} MISC {:.2f}  P {:.2f} R "
        "{:.2f}\n",
        what, path.substr(path.rfind('/') + 1), style_names[static_cast<int>(style)],
        counts[4].f1(), counts[0].f1(), counts[1].f1(), counts[2].f1(), counts[3].f1(),
        100 * counts[4].right / counts[4].found, 100 * counts[4].right / counts[4].gold);
    std::fflush(stdout);
  }
  std::array<Count, 5> counts;
};

Names gold_names(const GoldArticle& article) {
  Names gold;
  for (const GoldName& name : article.names)
    gold.insert({name.begin, name.end, static_cast<std::uint32_t>(merged_type(name.type))});
  return gold;
}

void score(const std::string& path, const Tagger& tagger, CaseStyle style) {
  Counts counts;
  for (GoldArticle article : read_articles(path)) {
    if (style != CaseStyle::normal) article.text = recase(article.text, style);
    to_bytes(article);
    Names found;
    const Tokenized tokens(article.text);
    Cache cache;
    for (const Mention& mention : tagger.tag(tokens.document, cache)) {
      const Span span = tokens.document.span(mention.tokens);
      found.insert({span.begin, span.end, static_cast<std::uint32_t>(merged_type(mention.type))});
    }
    counts.add(gold_names(article), found);
  }
  counts.print("model", path, style);
}

struct DevArticle {
  Example example;
  Names gold;
};
struct DevSet {
  std::string path;
  CaseStyle style;
  std::vector<DevArticle> articles;
};

// Of the weights as they are.
void score(DevSet& set, const Weights& weights, std::string_view what) {
  Counts counts;
  std::vector<std::vector<Label>> labels;
  for (DevArticle& article : set.articles) {
    const Example& example = article.example;
    decode(weights, article.example, labels);
    Names found;
    for (std::size_t s = 0; s < labels.size(); ++s) {
      std::uint32_t begin = 0;
      for (std::size_t i = 0; i < labels[s].size(); ++i) {
        const Span span = example.spans[example.sequences[s].begin + i];
        const Label label = labels[s][i];
        if (begins(label)) begin = span.begin;
        if (ends(label)) {
          found.insert({begin, span.end,
                        static_cast<std::uint32_t>(merged_type(entity_type(type_of(label))))});
        }
      }
    }
    counts.add(article.gold, found);
  }
  counts.print(what, set.path, set.style);
}

// --- All of it ----------------------------------------------------------------------------------

class Trainer {
 public:
  explicit Trainer(const Options& options)
      : options_(options), lists_bytes_(read_lists()), lists_(lists_bytes_), extractor_(lists_) {}

  void train() {
    read_train();
    read_silver();
    read_dev();
    keep([&](FeatureId id) {
      return extractor_.features().known()[id].count >= options_.min_count;
    });
    vote_across_folds();
    const bool silver = examples_.size() > gold_;
    if (silver) {
      const Weights teacher = run_epochs(features_, examples_, options_, {options_.epochs});
      print(teacher, "teacher");
      label_silver(teacher);
    }
    choose_rows(run_epochs(features_, examples_, options_,
                           {.epochs = options_.epochs, .silver = silver, .seed = 1}));
    Weights mean(features_);
    std::vector<Course> courses;
    for (unsigned seed = 0; seed < options_.seeds; ++seed) {
      courses.push_back({.epochs = options_.epochs, .silver = silver, .seed = 2 + seed});
    }
    for (const Weights& weights : run_all(features_, examples_, options_, courses)) {
      mean.add(weights, 1.0F / static_cast<float>(options_.seeds));
    }
    for (Floats& row : mean.transitions[1]) row[outside] -= static_cast<float>(options_.bias);
    print(mean, "mean");
    write(mean);
  }

 private:
  std::string read_lists() {
    std::map<FeatureKey, WordInfo> words;
    std::map<FeatureKey, std::uint16_t> phrases;
    for (const std::string& path : options_.words) {
      read_words(path, options_.most_words, words, phrases);
    }
    parts_.words.assign(words.begin(), words.end());
    parts_.phrases.assign(phrases.begin(), phrases.end());
    return write_model(parts_);
  }

  void add(const GoldArticle& article, CaseStyle style, unsigned fold) {
    GoldArticle copy = article;
    if (style != CaseStyle::normal) copy.text = recase(copy.text, style);
    to_bytes(copy);
    examples_.push_back(extractor_.extract(copy));
    examples_.back().fold = fold;
  }
  static CaseStyle changed(std::size_t number) { return static_cast<CaseStyle>(1 + number % 3); }

  void read_train() {
    std::size_t number = 0;
    for (const std::string& path : options_.train) {
      for (const GoldArticle& article : read_articles(path)) {
        if (!seen_.insert(article.text).second) continue;
        if (++number % options_.every != 0) continue;
        const auto fold = static_cast<unsigned>(number % std::max(1U, options_.folds));
        add(article, CaseStyle::normal, fold);
        add(article, changed(number), fold);
      }
    }
    gold_ = examples_.size();
  }

  // Each as it is, and after it with its capitals changed.
  void read_silver() {
    for (const std::string& path : options_.dev) {
      for (const GoldArticle& article : read_articles(path)) seen_.insert(article.text);
    }
    std::size_t number = 0;
    for (const std::string& path : options_.silver) {
      for (const GoldArticle& article : read_articles(path)) {
        if (!seen_.insert(article.text).second) continue;
        if (++number % (options_.silver_every * options_.every) != 0) continue;
        add(article, CaseStyle::normal, silver_fold);
        add(article, changed(number), silver_fold);
      }
    }
  }

  void read_dev() {
    extractor_.features().freeze();
    for (const std::string& path : options_.dev) {
      for (std::size_t style = 0; style < styles; ++style) {
        DevSet& set = dev_.emplace_back(DevSet{path, static_cast<CaseStyle>(style), {}});
        for (GoldArticle& article : read_articles(path)) {
          if (style != 0) article.text = recase(article.text, set.style);
          to_bytes(article);
          set.articles.push_back({extractor_.extract(article), gold_names(article)});
        }
      }
    }
    for (std::size_t i = 0; i < extractor_.features().known().size(); ++i) {
      kept_.push_back(static_cast<FeatureId>(i));
    }
  }

  // Numbers the features anew, and drops those that are not `wanted`. The argument of `wanted` is
  // an index into Interner::known().
  template <class Wanted>
  void keep(Wanted wanted) {
    std::vector<FeatureId> fresh(Interner::dense + kept_.size(), Interner::none);
    std::vector<FeatureId> kept;
    for (std::size_t i = 0; i < Interner::dense; ++i) fresh[i] = static_cast<FeatureId>(i);
    for (std::size_t i = 0; i < kept_.size(); ++i) {
      if (!wanted(kept_[i])) continue;
      fresh[Interner::dense + i] = static_cast<FeatureId>(Interner::dense + kept.size());
      kept.push_back(kept_[i]);
    }
    const auto renumber = [&](Example& example) {
      for (Sequence& sequence : example.sequences) {
        for (auto& token : sequence.features) {
          for (FeatureId& id : token) {
            if (id != Interner::none) id = fresh[id];
          }
          std::erase(token, Interner::none);
        }
      }
    };
    for (Example& example : examples_) renumber(example);
    for (DevSet& set : dev_) {
      for (DevArticle& article : set.articles) renumber(article.example);
    }
    kept_ = std::move(kept);
    features_ = Interner::dense + kept_.size();
    fmt::print(stderr, "{} articles, {} features, {} names lost\n", examples_.size() / 2,
               kept_.size(), extractor_.lost());
  }

  // The second pass learns from what a first pass says of articles that it has not seen.
  void vote_across_folds() {
    std::vector<std::vector<Label>> labels;
    std::vector<Course> courses;
    for (unsigned fold = 0; fold < options_.folds; ++fold) {
      courses.push_back(
          {.epochs = std::max(2U, options_.epochs / 2), .left_out = fold, .votes = false});
    }
    const std::vector<Weights> weights = run_all(features_, examples_, options_, courses);
    for (Example& example : examples_) {
      if (example.fold >= options_.folds) continue;
      decode(weights[example.fold], example, false, labels);
      add_votes(example, labels);
    }
  }

  // Of a silver article only the copy whose capitals tell nothing is learned: with its capitals it
  // has nothing to say that is not in the teacher.
  void label_silver(const Weights& teacher) {
    std::vector<std::vector<Label>> labels;
    for (std::size_t i = gold_; i + 1 < examples_.size(); i += 2) {
      decode(teacher, examples_[i], labels);
      if (!copy_labels(examples_[i], labels, examples_[i + 1])) examples_[i + 1].sequences.clear();
      examples_[i].sequences.clear();
      decode(teacher, examples_[i + 1], false, labels);
      add_votes(examples_[i + 1], labels);
    }
  }

  // The rows with the greatest weights.
  void choose_rows(const Weights& weights) {
    if (kept_.size() <= options_.rows) return;
    std::vector<float> most(extractor_.features().known().size());
    std::vector<float> sorted;
    for (std::size_t i = 0; i < kept_.size(); ++i) {
      for (const float weight : weights.of[Interner::dense + i]) {
        most[kept_[i]] = std::max(most[kept_[i]], std::abs(weight));
      }
      sorted.push_back(most[kept_[i]]);
    }
    const auto last = sorted.begin() + static_cast<std::ptrdiff_t>(options_.rows);
    std::ranges::nth_element(sorted, last, std::greater<>());
    const float least = *last;
    keep([&](FeatureId id) { return most[id] > least; });
    fmt::print(stderr, "rows below {} dropped\n", least);
  }

  void print(const Weights& weights, std::string_view what) {
    fmt::print("\n");
    for (DevSet& set : dev_) score(set, weights, what);
  }

  void write(const Weights& weights) {
    std::vector<Interner::Known> known;
    for (const FeatureId id : kept_) known.push_back(extractor_.features().known()[id]);
    take_weights(weights, known, parts_);
    const std::string model = write_model(parts_);
    std::ofstream(options_.out, std::ios::binary) << model;
    fmt::print(stderr, "\n{} features, {} bytes\n", parts_.features.size(), model.size());

    std::string aligned(model.size() + 64, '\0');
    char* const start =
        aligned.data() + (64 - reinterpret_cast<std::uintptr_t>(aligned.data()) % 64);
    std::memcpy(start, model.data(), model.size());
    const Tagger tagger(std::string_view(start, model.size()));
    for (const std::string& path : options_.dev) {
      for (std::size_t style = 0; style < styles; ++style)
        score(path, tagger, static_cast<CaseStyle>(style));
    }
  }

  const Options& options_;
  ModelParts parts_;
  std::string lists_bytes_;
  Model lists_;
  Extractor extractor_;
  std::set<std::string> seen_;     // texts
  std::vector<Example> examples_;  // each article and after it its copy; first those with names
  std::size_t gold_ = 0;           // how many of them have names
  std::vector<DevSet> dev_;
  std::vector<FeatureId> kept_;  // indices into Interner::known() of the features from `dense` on
  std::size_t features_ = 0;
};

Options parse(int argc, char** argv) {
  Options options;
  const std::map<std::string, std::vector<std::string>*> files{{"--train", &options.train},
                                                               {"--dev", &options.dev},
                                                               {"--words", &options.words},
                                                               {"--silver", &options.silver}};
  const std::map<std::string, unsigned*> counts{
      {"--epochs", &options.epochs},   {"--average", &options.average},
      {"--seeds", &options.seeds},     {"--folds", &options.folds},
      {"--threads", &options.threads}, {"--min-count", &options.min_count},
      {"--every", &options.every},     {"--silver-every", &options.silver_every}};
  const std::map<std::string, double*> numbers{{"--rate", &options.rate},
                                               {"--dropout", &options.dropout},
                                               {"--decay", &options.decay},
                                               {"--bias", &options.bias}};
  std::string option;
  for (int i = 1; i < argc; ++i) {
    const std::string value = argv[i];
    if (value.starts_with("--")) {
      option = value;
    } else if (const auto file = files.find(option); file != files.end()) {
      file->second->push_back(value);
    } else if (const auto count = counts.find(option); count != counts.end()) {
      *count->second = static_cast<unsigned>(std::stoul(value));
    } else if (const auto number = numbers.find(option); number != numbers.end()) {
      *number->second = std::stod(value);
    } else if (option == "--rows") {
      options.rows = std::stoul(value);
    } else if (option == "--out") {
      options.out = value;
    } else {
      throw std::runtime_error("what is " + value + "?");
    }
  }
  if (options.out.empty() || options.train.empty()) {
    throw std::runtime_error("--out and --train are needed");
  }
  return options;
}

}  // namespace
}  // namespace newscut::train

int main(int argc, char** argv) {
  try {
    const newscut::train::Options options = newscut::train::parse(argc, argv);
    newscut::train::Trainer(options).train();
  } catch (const std::exception& error) {
    std::cerr << "tagger_trainer: " << error.what() << '\n';
    return 1;
  }
  return 0;
}
