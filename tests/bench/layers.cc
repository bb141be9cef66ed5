// How fast each layer is, in MB of article a second (1 MB is 10^6 bytes).
//
// The articles are the records of the NDJSON file NEWSCUT_BENCH_CORPUS ("text" holds the article),
// or the samples, which are few and say less. A layer is timed alone, on what the layers before it
// made of each article; `analyze` is all of them, decoding to report; `json` is the command's
// writer.
#include <benchmark/benchmark.h>
#include <rapidjson/document.h>

#include <cstdlib>
#include <deque>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "document.h"
#include "entities/merge.h"
#include "entities/tagger.h"
#include "json_writer.h"
#include "newscut/analyzer.h"
#include "numbers/numbers.h"
#include "quotes/quotes.h"
#include "structure/structure.h"
#include "summary/summary.h"
#include "support/inputs.h"
#include "text/decode.h"
#include "tokens/tokens.h"
#include "workspace.h"

namespace newscut {
namespace {

std::vector<std::string> read_corpus(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error(path + ": cannot be read");
  std::vector<std::string> articles;
  for (std::string line; std::getline(in, line);) {
    rapidjson::Document record;
    record.Parse(line.data(), line.size());
    if (!record.IsObject() || !record.HasMember("text") || !record["text"].IsString()) {
      throw std::runtime_error(path + ": a line without \"text\"");
    }
    articles.emplace_back(record["text"].GetString(), record["text"].GetStringLength());
  }
  return articles;
}

const std::vector<std::string>& articles() {
  static const std::vector<std::string> all = [] {
    const char* corpus = std::getenv("NEWSCUT_BENCH_CORPUS");
    if (corpus != nullptr && *corpus != '\0') return read_corpus(corpus);
    std::vector<std::string> texts;
    for (const test::Sample& sample : test::samples()) texts.push_back(sample.text);
    return texts;
  }();
  return all;
}

std::size_t bytes() {
  static const std::size_t sum = [] {
    std::size_t n = 0;
    for (const std::string& article : articles()) n += article.size();
    return n;
  }();
  return sum;
}

void report_rate(benchmark::State& state) {
  state.counters["MB"] = benchmark::Counter(
      static_cast<double>(bytes()) / 1e6 * static_cast<double>(state.iterations()),
      benchmark::Counter::kIsRate);
}

// Every article after every layer, made once.
struct Analyzed {
  DecodedText decoded;
  Document document;
  Numbers numbers;
  std::vector<Mention> mentions;
  Entities entities;
  std::vector<Quotation> quotes;
};

struct Pipeline {
  Workspace workspace;
  NumberFinder numbers;
  Tagger tagger;
  QuoteFinder quotes;
  KeySentenceFinder key_sentences;
  std::deque<Analyzed> articles;  // whose `Document` points at its own text

  Pipeline() {
    for (const std::string& input : newscut::articles()) {
      Analyzed& a = articles.emplace_back();
      a.decoded = decode(input);
      a.document.text = a.decoded.text;
      a.document.vocabulary = &workspace.vocabulary;
      a.document.structure = find_structure(a.document.text);
      tokenize(a.document);
      a.numbers = numbers.find(a.document, workspace.number_facts);
      a.mentions = tagger.tag(a.document, workspace.tagger);
      a.entities = merge(a.document, a.mentions, workspace.merging);
      a.quotes = quotes.find(a.document, a.entities, workspace.quoting);
    }
  }
};

Pipeline& pipeline() {
  static Pipeline made;
  return made;
}

// Times `layer` on every article.
template <typename Layer>
void time_layer(benchmark::State& state, Layer layer) {
  Pipeline& made = pipeline();
  for (auto _ : state) {
    for (Analyzed& article : made.articles) benchmark::DoNotOptimize(layer(made, article));
  }
  report_rate(state);
}

void text(benchmark::State& state) {
  for (auto _ : state) {
    for (const std::string& input : articles()) benchmark::DoNotOptimize(decode(input));
  }
  report_rate(state);
}

void structure(benchmark::State& state) {
  time_layer(state, [](Pipeline&, Analyzed& a) { return find_structure(a.document.text); });
}

void tokens(benchmark::State& state) {
  Pipeline& made = pipeline();
  Document document;
  for (auto _ : state) {
    for (Analyzed& article : made.articles) {
      document.text = article.document.text;
      document.vocabulary = &made.workspace.vocabulary;
      document.structure.blocks = article.document.structure.blocks;
      document.tokens.clear();
      document.sentences.clear();
      document.sentence_of.clear();
      tokenize(document);
      benchmark::DoNotOptimize(document.tokens.data());
    }
  }
  report_rate(state);
}

void numbers(benchmark::State& state) {
  time_layer(state, [](Pipeline& made, Analyzed& a) {
    return made.numbers.find(a.document, made.workspace.number_facts);
  });
}

void tagger(benchmark::State& state) {
  time_layer(state, [](Pipeline& made, Analyzed& a) {
    return made.tagger.tag(a.document, made.workspace.tagger);
  });
}

void merging(benchmark::State& state) {
  time_layer(state, [](Pipeline& made, Analyzed& a) {
    return merge(a.document, a.mentions, made.workspace.merging);
  });
}

void quotes(benchmark::State& state) {
  time_layer(state, [](Pipeline& made, Analyzed& a) {
    return made.quotes.find(a.document, a.entities, made.workspace.quoting);
  });
}

void summary(benchmark::State& state) {
  time_layer(state, [](Pipeline& made, Analyzed& a) {
    return made.key_sentences.find(a.document, a.entities, a.quotes, a.numbers,
                                   made.workspace.summary, 3);
  });
}

void analyze(benchmark::State& state) {
  const Analyzer analyzer;
  for (auto _ : state) {
    for (const std::string& input : articles()) benchmark::DoNotOptimize(analyzer.analyze(input));
  }
  report_rate(state);
}

void json(benchmark::State& state) {
  const Analyzer analyzer;
  std::vector<Report> reports;
  for (const std::string& input : articles()) reports.push_back(analyzer.analyze(input));
  const cli::Settings settings{.format = cli::Format::ndjson};
  cli::JsonWriter writer(settings);
  for (auto _ : state) {
    for (const Report& report : reports) {
      benchmark::DoNotOptimize(writer.report(report, "\"id\"", ""));
    }
  }
  report_rate(state);
}

BENCHMARK(text)->Unit(benchmark::kMillisecond);
BENCHMARK(structure)->Unit(benchmark::kMillisecond);
BENCHMARK(tokens)->Unit(benchmark::kMillisecond);
BENCHMARK(numbers)->Unit(benchmark::kMillisecond);
BENCHMARK(tagger)->Unit(benchmark::kMillisecond);
BENCHMARK(merging)->Unit(benchmark::kMillisecond);
BENCHMARK(quotes)->Unit(benchmark::kMillisecond);
BENCHMARK(summary)->Unit(benchmark::kMillisecond);
BENCHMARK(analyze)->Unit(benchmark::kMillisecond);
BENCHMARK(json)->Unit(benchmark::kMillisecond);

// What an Analyzer costs before its first article.
void construction(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(Analyzer());
}
BENCHMARK(construction)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace newscut

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  try {
    std::cerr << newscut::articles().size() << " articles, " << newscut::bytes() << " bytes\n";
    benchmark::RunSpecifiedBenchmarks();
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
  return 0;
}
