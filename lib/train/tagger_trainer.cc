// Trains the tagger:
//
//     tagger_trainer --out tagger.model --train FILE… [--dev FILE…] [--words FILE…]
//
// FILE of --train and --dev: articles with names (tagger_articles.h); an article whose text is in
// two training files counts once, as the first has it. FILE of --words: clusters
// (make_clusters.py: word and three numbers) or gazetteers (make_gazetteers.py: list, tab, phrase).
// The same input gives the same bytes.
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <unordered_map>

#include "crf.h"
#include "document.h"
#include "entities/tagger.h"
#include "entities/tagger_segments.h"
#include "structure/structure.h"
#include "tagger_articles.h"
#include "tagger_model_writer.h"
#include "tokens/tokens.h"
#include "workspace.h"

namespace newscut::train {
namespace {

struct Options {
  std::string out;
  std::vector<std::string> train, dev, words;
  unsigned epochs = 8;
  unsigned folds = 4;
  unsigned min_count = 2;
  double rate = 0.1;
  double dropout = 0.4;
  double prune = 0.08;
  double decay = 1e-6;
  std::size_t most_words = 150000;
  unsigned every = 1;  // article of training: 2 takes half of them, for quick trials
};

// --- Word lists ---------------------------------------------------------------------------------

// Splits text as an article is split.
struct Tokenized {
  explicit Tokenized(std::string_view text) {
    document.text = text;
    document.vocabulary = &vocabulary;
    document.structure = find_structure(text);
    tokenize(document);
  }
  Tokenized(const Tokenized&) = delete;
  Tokenized& operator=(const Tokenized&) = delete;
  Vocabulary vocabulary;
  Document document;
};

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

// --- Articles as sequences of features ----------------------------------------------------------

using Tokens = std::vector<std::vector<FeatureId>>;

struct Sequence {
  Tokens features;  // hashed features and phrases
  Tokens votes;     // those of the second pass
  std::vector<Label> gold;
  std::vector<VoteId> words;
  std::vector<char> capital;
  bool begins_sentence = false;
};

struct Example {
  std::vector<Sequence> sequences;
  unsigned fold = 0;
  std::size_t words = 0;
};

std::uint64_t place_key(FeatureKey key, std::size_t place) { return mix(key, place + 100); }

// Numbers the features, the dense ones first.
class Interner {
 public:
  struct Known {
    FeatureKey key;
    std::uint8_t place;
    std::uint32_t count;
  };
  FeatureId id(FeatureKey key, std::size_t place) {
    const auto [at, fresh] =
        ids_.emplace(place_key(key, place), static_cast<FeatureId>(known_.size()));
    if (fresh) known_.push_back({key, static_cast<std::uint8_t>(place), 0});
    ++known_[at->second].count;
    return at->second + static_cast<FeatureId>(dense_features);
  }
  const std::vector<Known>& known() const { return known_; }

 private:
  std::unordered_map<std::uint64_t, FeatureId> ids_;
  std::vector<Known> known_;
};

class Extractor {
 public:
  explicit Extractor(const Model& lists) : lists_(lists) {}

  Example extract(const GoldArticle& article) {
    Tokenized article_tokens(article.text);
    const Document& document = article_tokens.document;
    const std::vector<Label> gold = project(document, article.names);
    Example example;
    std::unordered_map<std::string, VoteId> words;
    std::vector<TokenRange> segments;
    WordCases known(word_case);
    std::vector<WordCase> cases;
    read_cases(document, known, cases);
    visit_pieces(document, cases, [&](TokenRange piece, CaseStyle style) {
      find_segments(cases, piece, style, segments);
      for (const TokenRange segment : segments) {
        Sequence sequence;
        sequence.begins_sentence = segment.begin == piece.begin;
        for (TokenIndex i = segment.begin; i < segment.end; ++i) {
          sequence.gold.push_back(gold[i]);
          const auto at = words.emplace(document.lower(i), static_cast<VoteId>(words.size())).first;
          sequence.words.push_back(at->second);
          sequence.capital.push_back(document.word(i).capital);
        }
        add_features(document, segment, piece, style, sequence);
        repair(sequence.gold);
        example.sequences.push_back(std::move(sequence));
      }
    });
    example.words = words.size();
    return example;
  }

  const Interner& features() const { return interner_; }
  std::size_t lost() const { return lost_; }

 private:
  // The labels of the tokens; a token counts for a name that covers any of it.
  std::vector<Label> project(const Document& document, std::vector<GoldName> names) {
    std::ranges::sort(names, [](const GoldName& a, const GoldName& b) {
      return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
    std::vector<Label> labels(document.tokens.size(), outside);
    TokenIndex at = 0;
    for (const GoldName& name : names) {
      while (at < document.tokens.size() && document.tokens[at].span.end <= name.begin) ++at;
      TokenIndex end = at;
      while (end < document.tokens.size() && document.tokens[end].span.begin < name.end) ++end;
      if (end == at || labels[at] != outside) continue;  // boilerplate, or within another name
      const int type = static_cast<int>(name.type);
      if (document.sentence_of[at] != document.sentence_of[end - 1]) {
        ++lost_;
        continue;
      }
      for (TokenIndex i = at; i < end; ++i) labels[i] = label_of(inside, type);
      labels[at] = label_of(beginning, type);
      labels[end - 1] = end - at == 1 ? label_of(unit, type) : label_of(last, type);
    }
    return labels;
  }

  // A name that the segment cuts off is none.
  void repair(std::vector<Label>& labels) {
    for (std::size_t i = 0; i < labels.size(); ++i) {
      if (labels[i] < beginning || labels[i] >= inside) {
        if (labels[i] >= inside || (labels[i] >= last && labels[i] < beginning)) {
          labels[i] = outside;  // without a beginning
          ++lost_;
        }
        continue;
      }
      std::size_t end = i + 1;
      while (end < labels.size() && labels[end] >= inside) ++end;
      if (end < labels.size() && labels[end] >= last && labels[end] < beginning) {
        i = end;
        continue;
      }
      std::fill(labels.begin() + static_cast<std::ptrdiff_t>(i),
                labels.begin() + static_cast<std::ptrdiff_t>(end), outside);
      ++lost_;
      i = end - 1;
    }
  }

  void add_features(const Document& document, TokenRange segment, TokenRange piece, CaseStyle style,
                    Sequence& sequence) {
    const std::size_t count = segment.size();
    sequence.features.resize(count);
    std::vector<WordView> views(count + 2 * window);
    for (std::size_t k = 0; k < views.size(); ++k) {
      const std::size_t shifted = segment.begin + k;
      if (shifted < piece.begin + window) {
        views[k] = describe_edge(false, style, found_);
      } else if (shifted - window >= piece.end) {
        views[k] = describe_edge(true, style, found_);
      } else {
        views[k] = describe(document.word(static_cast<TokenIndex>(shifted - window)), style, lists_,
                            found_);
      }
      for (const WordFeature& feature : found_) {
        for (std::size_t place = 0; place < places; ++place) {
          const std::size_t token = k + place - 2 * window;
          if ((feature.places >> place & 1) == 0 || token >= count) continue;
          sequence.features[token].push_back(interner_.id(feature.key, place));
        }
      }
    }
    for (std::size_t k = 0; k + 1 < views.size(); ++k) {
      for (std::size_t place = 0; place < pair_places; ++place) {
        const std::size_t token = k + place - 1 - window;
        if (token >= count) continue;
        sequence.features[token].push_back(
            interner_.id(word_pair(style, views[k], views[k + 1]), place));
        sequence.features[token].push_back(
            interner_.id(cluster_pair(style, views[k], views[k + 1]), place));
      }
    }
    for (std::size_t i = 0; i < count; ++i) {
      sequence.features[i].push_back(
          interner_.id(shape_triple(style, views[i + 1], views[i + 2], views[i + 3]), 0));
    }
    visit_phrases(std::span<const WordView>(views).subspan(window, count), lists_,
                  [&](std::size_t token, std::size_t feature) {
                    sequence.features[token].push_back(static_cast<FeatureId>(feature));
                  });
  }

  const Model& lists_;
  Interner interner_;
  std::vector<WordFeature> found_;
  std::size_t lost_ = 0;
};

// --- Training -----------------------------------------------------------------------------------

void add_votes(Example& example, const std::vector<std::vector<Label>>& labels) {
  Votes counts;
  counts.reserve(example.words);
  std::vector<std::vector<Vote>> cast(example.sequences.size());
  for (std::size_t s = 0; s < example.sequences.size(); ++s) {
    const Sequence& sequence = example.sequences[s];
    for (std::size_t i = 0; i < sequence.gold.size(); ++i) {
      cast[s].push_back({sequence.words[i], labels[s][i], sequence.capital[i] != 0,
                         i == 0 && sequence.begins_sentence});
      counts.add(cast[s].back());
    }
  }
  counts.sum_up();
  for (std::size_t s = 0; s < example.sequences.size(); ++s) {
    Sequence& sequence = example.sequences[s];
    const std::size_t n = sequence.gold.size();
    sequence.votes.assign(n, {});
    for (std::size_t i = 0; i < n; ++i) {
      counts.visit(i == 0 ? nullptr : &cast[s][i - 1], cast[s][i],
                   i + 1 == n ? nullptr : &cast[s][i + 1], [&](std::size_t feature) {
                     sequence.votes[i].push_back(static_cast<FeatureId>(feature));
                   });
    }
  }
}

constexpr unsigned no_fold = ~0U;

// Trains on all but one fold.
void run_epochs(Crf& crf, const std::vector<Example>& examples, unsigned fold,
                const Options& options, bool with_votes, unsigned epochs) {
  std::vector<const Sequence*> order;
  for (const Example& example : examples) {
    if (example.fold == fold) continue;
    for (const Sequence& sequence : example.sequences) order.push_back(&sequence);
  }
  Random random(17 + fold % 1000);
  Tokens both;
  for (unsigned epoch = 0; epoch < epochs; ++epoch) {
    crf.set_rate(static_cast<float>(options.rate * (epoch + 1 == epochs   ? 0.3
                                                    : epoch + 2 == epochs ? 0.6
                                                                          : 1)));
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
    for (const Sequence* sequence : order) {
      if (with_votes && random.chance(0.6)) {
        both = sequence->features;
        for (std::size_t i = 0; i < both.size(); ++i) {
          both[i].insert(both[i].end(), sequence->votes[i].begin(), sequence->votes[i].end());
        }
        crf.learn(both, sequence->gold, random);
      } else {
        crf.learn(sequence->features, sequence->gold, random);
      }
    }
    fmt::print(stderr, "{}", fold == no_fold ? '.' : ',');
  }
}

Row quantise(const Floats& weights, float unit) {
  Row row{};
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    if (!is_used(lane)) continue;
    row[lane] =
        static_cast<std::int8_t>(std::clamp(std::round(weights[lane] / unit), -127.0F, 127.0F));
  }
  return row;
}

void take_weights(const Crf& crf, const std::vector<Interner::Known>& known,
                  const std::vector<FeatureId>& renumbered, const Options& options,
                  ModelParts& parts) {
  std::map<FeatureKey, std::map<std::uint8_t, Row>> rows;
  for (std::size_t i = 0; i < known.size(); ++i) {
    const FeatureId id = renumbered[i + dense_features];
    if (id == ~0U) continue;
    const Floats& weights = crf.weights(id);
    float most = 0;
    for (const float weight : weights) most = std::max(most, std::abs(weight));
    if (most < static_cast<float>(options.prune)) continue;
    rows[known[i].key][known[i].place] = quantise(weights, parts.unit);
  }
  for (const auto& [key, by_place] : rows) {
    ModelParts::Feature feature{key, 0, {}};
    for (const auto& [place, row] : by_place) {
      feature.places = static_cast<std::uint8_t>(feature.places | 1U << place);
      feature.rows.push_back(row);
    }
    parts.features.push_back(std::move(feature));
  }
  for (std::size_t i = 0; i < dense_features; ++i) {
    parts.dense[i] = quantise(crf.weights(static_cast<FeatureId>(i)), parts.unit);
  }
  for (std::size_t from = 0; from < lanes; ++from) {
    for (std::size_t to = 0; to < lanes; ++to) {
      parts.transitions[from * lanes + to] =
          static_cast<std::int16_t>(std::round(crf.transitions()[from][to] / parts.unit));
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

void score(const std::string& path, const Tagger& tagger, CaseStyle style) {
  static constexpr const char* style_names[] = {"", "Headline", "UPPER", "lower"};
  struct Count {
    double right = 0, gold = 0, found = 0;
    double f1() const { return gold + found > 0 ? 200 * right / (gold + found) : 0; }
  };
  std::array<Count, 5> counts;
  for (GoldArticle article : read_articles(path)) {
    if (style != CaseStyle::normal) article.text = recase(article.text, style);
    to_bytes(article);
    std::set<std::array<std::uint32_t, 3>> gold;
    std::set<std::array<std::uint32_t, 3>> found;
    for (const GoldName& name : article.names) {
      gold.insert({name.begin, name.end, static_cast<std::uint32_t>(merged_type(name.type))});
    }
    const Tokenized tokens(article.text);
    Cache cache;
    for (const Mention& mention : tagger.tag(tokens.document, cache)) {
      const Span span = tokens.document.span(mention.tokens);
      found.insert({span.begin, span.end, static_cast<std::uint32_t>(merged_type(mention.type))});
    }
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
  fmt::print(
      "{:24} {:9} F1 {:.2f}  PER {:.2f} ORG {:.2f} LOC {:.2f} MISC {:.2f}  P {:.2f} R {:.2f}\n",
      path.substr(path.rfind('/') + 1), style_names[static_cast<int>(style)], counts[4].f1(),
      counts[0].f1(), counts[1].f1(), counts[2].f1(), counts[3].f1(),
      100 * counts[4].right / counts[4].found, 100 * counts[4].right / counts[4].gold);
}

// --- All of it ----------------------------------------------------------------------------------

void train(const Options& options) {
  ModelParts parts;
  {
    std::map<FeatureKey, WordInfo> words;
    std::map<FeatureKey, std::uint16_t> phrases;
    for (const std::string& path : options.words)
      read_words(path, options.most_words, words, phrases);
    parts.words.assign(words.begin(), words.end());
    parts.phrases.assign(phrases.begin(), phrases.end());
  }
  const std::string lists_bytes = write_model(parts);
  const Model lists(lists_bytes);

  std::vector<Example> examples;
  Extractor extractor(lists);
  std::set<std::string> seen;
  std::size_t number = 0;
  for (const std::string& path : options.train) {
    for (const GoldArticle& article : read_articles(path)) {
      if (!seen.insert(article.text).second) continue;
      ++number;
      if (number % options.every != 0) continue;
      const auto damaged = static_cast<CaseStyle>(1 + number % 3);
      for (const CaseStyle style : {CaseStyle::normal, damaged}) {
        GoldArticle copy = article;
        if (style != CaseStyle::normal) copy.text = recase(copy.text, style);
        to_bytes(copy);
        examples.push_back(extractor.extract(copy));
        examples.back().fold = static_cast<unsigned>(number % std::max(1U, options.folds));
      }
    }
  }

  // Rare features out.
  const std::vector<Interner::Known>& known = extractor.features().known();
  std::vector<FeatureId> renumbered(known.size() + dense_features, ~0U);
  FeatureId features = 0;
  for (; features < dense_features; ++features) renumbered[features] = features;
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (known[i].count >= options.min_count) renumbered[i + dense_features] = features++;
  }
  std::size_t tokens = 0;
  for (Example& example : examples) {
    for (Sequence& sequence : example.sequences) {
      for (auto& token : sequence.features) {
        ++tokens;
        for (FeatureId& id : token) id = renumbered[id];
        std::erase(token, ~0U);
      }
    }
  }
  fmt::print(stderr, "{} articles, {} tokens, {} features of {}, {} names lost\n", number, tokens,
             features, known.size(), extractor.lost());

  const Crf::Settings settings{static_cast<float>(options.rate),
                               static_cast<float>(options.dropout),
                               static_cast<float>(options.decay)};
  const bool with_votes = options.folds > 1;
  for (unsigned fold = 0; with_votes && fold < options.folds; ++fold) {
    Crf crf(features, settings);
    run_epochs(crf, examples, fold, options, false, std::max(2U, options.epochs / 2));
    for (Example& example : examples) {
      if (example.fold != fold) continue;
      std::vector<std::vector<Label>> labels(example.sequences.size());
      for (std::size_t s = 0; s < labels.size(); ++s)
        crf.decode(example.sequences[s].features, labels[s]);
      add_votes(example, labels);
    }
  }
  Crf crf(features, settings);
  run_epochs(crf, examples, no_fold, options, with_votes, options.epochs);
  take_weights(crf, known, renumbered, options, parts);

  const std::string model = write_model(parts);
  std::ofstream(options.out, std::ios::binary) << model;
  std::size_t rows = 0;
  for (const auto& feature : parts.features) rows += feature.rows.size();
  fmt::print(stderr, "\n{} features, {} rows, {} bytes\n", parts.features.size(), rows,
             model.size());

  std::string aligned(model.size() + 64, '\0');
  char* const start = aligned.data() + (64 - reinterpret_cast<std::uintptr_t>(aligned.data()) % 64);
  std::memcpy(start, model.data(), model.size());
  const Tagger tagger(std::string_view(start, model.size()));
  for (const std::string& path : options.dev) {
    for (std::size_t style = 0; style < styles; ++style)
      score(path, tagger, static_cast<CaseStyle>(style));
  }
}

Options parse(int argc, char** argv) {
  Options options;
  std::string option;
  for (int i = 1; i < argc; ++i) {
    const std::string value = argv[i];
    if (value.starts_with("--")) {
      option = value;
    } else if (option == "--train") {
      options.train.push_back(value);
    } else if (option == "--dev") {
      options.dev.push_back(value);
    } else if (option == "--words") {
      options.words.push_back(value);
    } else if (option == "--out") {
      options.out = value;
    } else if (option == "--epochs") {
      options.epochs = static_cast<unsigned>(std::stoul(value));
    } else if (option == "--folds") {
      options.folds = static_cast<unsigned>(std::stoul(value));
    } else if (option == "--min-count") {
      options.min_count = static_cast<unsigned>(std::stoul(value));
    } else if (option == "--every") {
      options.every = static_cast<unsigned>(std::stoul(value));
    } else if (option == "--rate") {
      options.rate = std::stod(value);
    } else if (option == "--dropout") {
      options.dropout = std::stod(value);
    } else if (option == "--decay") {
      options.decay = std::stod(value);
    } else if (option == "--prune") {
      options.prune = std::stod(value);
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
    newscut::train::train(newscut::train::parse(argc, argv));
  } catch (const std::exception& error) {
    std::cerr << "tagger_trainer: " << error.what() << '\n';
    return 1;
  }
  return 0;
}
