// Trains lib/data/quotes.model.
//
//     quotes_trainer TRAIN.jsonl OUTPUT.model
//
// TRAIN is PolNeAR in the format of polnear.h. The whole pipeline runs on each article, so that the
// model learns from what it will see. The same input gives the same bytes. Nine rounds: eight, each
// of which leaves out an eighth of the articles, show how often a confidence is right; the last
// learns from all.
#include <array>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <exception>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "entities/merge.h"
#include "entities/tagger.h"
#include "log_linear.h"
#include "polnear.h"
#include "quotes/attribution.h"
#include "quotes/decoder.h"
#include "quotes/extent.h"
#include "quotes/model.h"
#include "quotes/speakers.h"
#include "structure/structure.h"
#include "tokens/tokens.h"
#include "workspace.h"

namespace newscut::train {
namespace {

struct Article {
  GoldArticle gold;
  Document document;
  Entities entities;
  std::unique_ptr<Scene> scene;
  std::vector<std::uint32_t> gold_of;  // of each token: the quotation whose content holds it
};

bool has_word(const QuoteWord& word) { return word.letter || word.digit; }

// What the gold standard says of one article, in terms of its scene.
class Reading {
 public:
  explicit Reading(const Article& article) : article_(article), scene_(*article.scene) {}

  // The quotation that holds more than half of the words; `none` where there is none.
  std::uint32_t quotation_of(TokenRange tokens) const {
    std::vector<std::uint32_t> counts(article_.gold.quotations.size(), 0);
    std::uint32_t words = 0;
    for (TokenIndex i = tokens.begin; i < tokens.end; ++i) {
      if (!has_word(scene_.word(i))) continue;
      ++words;
      if (article_.gold_of[i] != none) ++counts[article_.gold_of[i]];
    }
    for (std::uint32_t i = 0; i < counts.size(); ++i) {
      if (2 * counts[i] > words) return i;
    }
    return none;
  }
  bool is_cue(std::uint32_t cue, const GoldQuotation& gold) const {
    return gold.cue && gold.cue->overlaps(scene_.document.tokens[scene_.cues[cue].token].span);
  }
  bool is_source(std::uint32_t source, const GoldQuotation& gold) const {
    if (source == none) return !gold.source;
    const Span span = scene_.document.span(scene_.sources[source].tokens);
    for (const Span head : gold.heads) {
      if (span.overlaps(head)) return true;
    }
    return false;
  }
  // Share of words in common, as the larger of the two sides sees it.
  double overlap(const std::vector<TokenRange>& tokens, std::uint32_t quotation) const {
    std::uint32_t common = 0;
    std::uint32_t words = 0;
    TokenIndex seen = 0;
    for (const TokenRange range : tokens) {
      for (TokenIndex i = std::max(range.begin, seen); i < range.end; ++i) {
        if (!has_word(scene_.word(i))) continue;
        ++words;
        common += static_cast<std::uint32_t>(article_.gold_of[i] == quotation);
      }
      seen = std::max(seen, range.end);
    }
    const std::uint32_t gold = words_of(quotation);
    return common == 0 ? 0 : static_cast<double>(common) / std::max(words, gold);
  }
  std::uint32_t words_of(std::uint32_t quotation) const {
    std::uint32_t words = 0;
    for (TokenIndex i = 0; i < scene_.size(); ++i) {
      words +=
          static_cast<std::uint32_t>(article_.gold_of[i] == quotation && has_word(scene_.word(i)));
    }
    return words;
  }
  std::vector<TokenRange> tokens_of(const Decoded& decoded) const {
    std::vector<TokenRange> ranges;
    if (decoded.extent.kind != Extent::Kind::marks_only) ranges.push_back(decoded.extent.tokens);
    for (const std::uint32_t region : decoded.regions)
      ranges.push_back(scene_.regions[region].tokens);
    std::ranges::sort(ranges, {}, &TokenRange::begin);
    return ranges;
  }
  bool same_name(const std::string& name, const std::string& canonical) const {
    return name.size() == canonical.size() &&
           std::equal(name.begin(), name.end(), canonical.begin(), [](char a, char b) {
             const auto lower = [](char c) {
               return 'A' <= c && c <= 'Z' ? static_cast<char>(c + 32) : c;
             };
             return lower(a) == lower(b);
           });
  }

 private:
  const Article& article_;
  const Scene& scene_;
};

struct Counts {
  std::size_t regions = 0;
  std::size_t unreachable = 0;  // a gold quotation whose source is not among the choices
  std::size_t cues = 0;
  std::size_t extents = 0;
  std::size_t anaphors = 0;
};

// Makes the examples of one article.
class Teacher {
 public:
  Teacher(const Article& article, LogLinear& model, Counts& counts)
      : article_(article),
        scene_(*article.scene),
        reading_(article),
        model_(model),
        counts_(counts) {}

  void run() {
    teach_regions();
    teach_cues();
    // Once more without the lemmas, so that verbs never met in training are not left out.
    const std::vector<CueCandidate> cues = scene_.cues;
    for (CueCandidate& cue : article_.scene->cues) cue.lemma = 0;
    teach_regions();
    teach_cues();
    article_.scene->cues = cues;
    teach_extents();
    teach_reports();
    teach_anaphors();
  }

 private:
  const GoldQuotation& gold(std::uint32_t quotation) const {
    return article_.gold.quotations[quotation];
  }

  void teach_regions() {
    Attribution before;
    std::uint32_t quotation_before = none;
    std::vector<Choice> choices;
    last_of_.assign(article_.gold.quotations.size(), {});
    for (std::uint32_t region = 0; region < scene_.regions.size(); ++region) {
      if (scene_.regions[region].tokens.empty()) continue;
      const std::uint32_t quotation = reading_.quotation_of(scene_.regions[region].tokens);
      if (const Label label = scene_.labels[region]; label.cue != none) {
        before = {region, label.cue, label.source};
        quotation_before = quotation;
        continue;
      }
      choices_of_region(scene_, region, before, choices);
      Attribution decided{region, none, none};
      bool with_cue = false;
      for (const Choice& choice : choices)
        with_cue |= is_right(choice, quotation, quotation_before, true);
      model_.begin_example();
      for (const Choice& choice : choices) {
        const bool right = is_right(choice, quotation, quotation_before, with_cue);
        model_.add_choice(right);
        FeatureList features;
        add_region(scene_, region, before, choice, features);
        model_.add_features(features);
        if (choice.kind == Choice::Kind::cued) {
          FeatureList pair;
          add_cue_source(scene_, CueView(scene_, choice.cue), choice.source, pair);
          model_.add_features(pair);
        }
        if (right && (decided.source == none || (decided.cue == none && choice.cue != none))) {
          decided.cue = choice.cue;
          decided.source = choice.source;
        }
      }
      ++counts_.regions;
      if (!model_.end_example()) ++counts_.unreachable;
      if (quotation == none) continue;
      before = decided;
      quotation_before = quotation;
      Decoded& found = last_of_[quotation];
      found.regions.push_back(region);
      for (const std::uint32_t last = chain_end(scene_, region); region < last;) {
        found.regions.push_back(++region);
        before.region = region;
      }
      if (found.cue == none) found.cue = decided.cue;
      if (found.source == none) found.source = decided.source;
    }
  }
  bool is_right(const Choice& choice, std::uint32_t quotation, std::uint32_t before,
                bool with_cue) const {
    if (quotation == none) return choice.kind == Choice::Kind::no_quotation;
    const GoldQuotation& wanted = gold(quotation);
    switch (choice.kind) {
      case Choice::Kind::no_quotation:
        return false;
      case Choice::Kind::unknown:
        return !wanted.source && !wanted.cue;
      case Choice::Kind::continued:
        return before == quotation && reading_.is_source(choice.source, wanted);
      case Choice::Kind::cued:
        return reading_.is_source(choice.source, wanted) &&
               (!with_cue || reading_.is_cue(choice.cue, wanted));
      case Choice::Kind::bare:
        return !with_cue && reading_.is_source(choice.source, wanted);
    }
    return false;
  }

  // Which source goes with a cue, whether or not marks stand beside it.
  void teach_cues() {
    std::vector<std::uint32_t> sources;
    for (std::uint32_t quotation = 0; quotation < article_.gold.quotations.size(); ++quotation) {
      if (!gold(quotation).indirect || !gold(quotation).cue) continue;
      const std::uint32_t cue = cue_of(quotation);
      if (cue == none) continue;
      sources_of_cue(scene_, cue, sources);
      model_.begin_example();
      for (const std::uint32_t source : sources) {
        model_.add_choice(reading_.is_source(source, gold(quotation)));
        FeatureList features;
        add_cue_source(scene_, CueView(scene_, cue), source, features);
        model_.add_features(features);
      }
      counts_.cues += static_cast<std::size_t>(model_.end_example());
    }
  }
  std::uint32_t cue_of(std::uint32_t quotation) const {
    for (std::uint32_t i = 0; i < scene_.cues.size(); ++i) {
      if (reading_.is_cue(i, gold(quotation))) return i;
    }
    return none;
  }

  void teach_extents() {
    for (std::uint32_t quotation = 0; quotation < last_of_.size(); ++quotation) {
      const Decoded& found = last_of_[quotation];
      if (found.cue == none || found.regions.empty()) continue;
      const TokenRange marked = marked_beside(scene_, found);
      if (marked.empty()) continue;
      teach_extent({found.cue, found.source, marked}, quotation, found, 0.3);
    }
  }

  bool teach_extent(const Reporting& reporting, std::uint32_t quotation, const Decoded& found,
                    double least) {
    std::vector<Extent> extents;
    extents_of(scene_, reporting, extents);
    std::vector<double> overlaps;
    for (const Extent& extent : extents) {
      Decoded tried = found;
      tried.extent = extent;
      overlaps.push_back(reading_.overlap(reading_.tokens_of(tried), quotation));
    }
    const double best = *std::ranges::max_element(overlaps);
    if (best < least) return false;
    const ExtentView view(scene_, reporting);
    model_.begin_example();
    for (std::size_t i = 0; i < extents.size(); ++i) {
      model_.add_choice(overlaps[i] > best - 0.03);
      add_features(view, extents[i]);
    }
    if (!model_.end_example()) return false;
    ++counts_.extents;
    return true;
  }

  void add_features(const ExtentView& view, const Extent& extent) {
    FeatureList features;
    view.add_kind(extent.kind, features);
    if (extent.kind != Extent::Kind::marks_only) {
      view.add_start(extent, features);
      view.add_end(extent, features);
      view.add_both(extent, features);
    }
    model_.add_features(features);
  }

  void teach_reports() {
    std::vector<std::uint32_t> sources;
    for (std::uint32_t cue = 0; cue < scene_.cues.size(); ++cue) {
      if (!can_report(scene_, cue)) continue;
      std::uint32_t quotation = none;
      for (std::uint32_t i = 0; i < article_.gold.quotations.size(); ++i) {
        if (reading_.is_cue(cue, gold(i))) quotation = i;
      }
      // Beliefs and the like count neither as reported nor as not.
      if (quotation != none && (!gold(quotation).indirect || !gold(quotation).speech)) continue;
      sources_of_cue(scene_, cue, sources);
      Reporting reporting{cue, none, {}};
      if (quotation != none) {
        for (const std::uint32_t source : sources) {
          if (source != none && reading_.is_source(source, gold(quotation)))
            reporting.source = source;
        }
        teach_extent(reporting, quotation, {}, 0.75);
      } else {
        teach_silence(reporting, sources);
      }
    }
  }
  void teach_silence(Reporting reporting, const std::vector<std::uint32_t>& sources) {
    // The likeliest source is not known here: the nearest stands for it.
    reporting.source = sources.front();
    std::vector<Extent> extents;
    extents_of(scene_, reporting, extents);
    const ExtentView view(scene_, reporting);
    model_.begin_example();
    for (const Extent& extent : extents) {
      model_.add_choice(extent.kind == Extent::Kind::marks_only);
      add_features(view, extent);
    }
    counts_.extents += static_cast<std::size_t>(model_.end_example());
  }

  void teach_anaphors() {
    std::uint32_t last_speaker = none;
    std::vector<Antecedent> antecedents;
    for (std::uint32_t quotation = 0; quotation < article_.gold.quotations.size(); ++quotation) {
      const GoldQuotation& wanted = gold(quotation);
      if (!wanted.source) continue;
      std::uint32_t source = none;
      for (std::uint32_t i = 0; i < scene_.sources.size(); ++i) {
        if (reading_.is_source(i, wanted)) source = i;
      }
      if (source == none) continue;
      const SourceCandidate& candidate = scene_.sources[source];
      const bool pronoun = candidate.type == SourceCandidate::Type::pronoun;
      std::uint32_t speaker = none;
      for (std::uint32_t i = 0; i < article_.entities.entities.size(); ++i) {
        if (reading_.same_name(article_.entities.entities[i].name, wanted.canonical)) speaker = i;
      }
      const bool anaphor = pronoun ? scene_.word(candidate.head).person != WordClass::open
                                   : candidate.kind() == SourceKind::nominal;
      if (anaphor && (!pronoun || speaker != none) &&
          (speaker != none || wanted.canonical.empty())) {
        const Anaphor at{source, none, last_speaker};
        antecedents_of(scene_, at, antecedents);
        model_.begin_example();
        model_.add_choice(speaker == none);
        FeatureList nobody;
        add_nobody(scene_, at, nobody);
        model_.add_features(nobody);
        for (const Antecedent& antecedent : antecedents) {
          model_.add_choice(antecedent.entity == speaker);
          FeatureList features;
          add_antecedent(scene_, at, antecedent, features);
          model_.add_features(features);
        }
        counts_.anaphors += static_cast<std::size_t>(model_.end_example());
      }
      if (speaker != none) last_speaker = speaker;
    }
  }

  const Article& article_;
  const Scene& scene_;
  Reading reading_;
  LogLinear& model_;
  Counts& counts_;
  std::vector<Decoded> last_of_;  // of each gold quotation: its regions, cue and source
};

// --- The model file
// -------------------------------------------------------------------------------

// Aligned as the linked-in model is.
struct ModelFile {
  std::vector<std::uint64_t> words;

  std::string_view bytes() const {
    const void* const data = words.data();
    return {static_cast<const char*>(data), QuoteModel::bytes};
  }
};

ModelFile make_model(const std::vector<float>& weights, Calibration marked, Calibration reported) {
  ModelFile file;
  file.words.assign((QuoteModel::bytes + 7) / 8, 0);
  float largest = 0;
  for (const float weight : weights) largest = std::max(largest, std::fabs(weight));
  QuoteModel::Header header{};
  std::memcpy(header.magic.data(), QuoteModel::magic.data(), QuoteModel::magic.size());
  header.scale = largest / 32767;
  header.marked = marked;
  header.reported = reported;
  std::vector<std::int16_t> rounded;
  for (const float weight : weights) {
    rounded.push_back(static_cast<std::int16_t>(std::lround(weight / header.scale)));
  }
  auto* const out = static_cast<char*>(static_cast<void*>(file.words.data()));
  std::memcpy(out, &header, sizeof header);
  std::memcpy(out + sizeof header, rounded.data(), rounded.size() * sizeof(std::int16_t));
  return file;
}

// --- Calibration
// ----------------------------------------------------------------------------------

struct Judged {
  double probability = 0;
  bool right = false;
};

void judge(const Article& article, const QuoteModel& model, std::vector<Judged>& marked,
           std::vector<Judged>& reported) {
  const Scene& scene = *article.scene;
  const Reading reading(article);
  const Speakers speakers(scene, model);
  std::uint32_t last_speaker = none;
  for (const Decoded& decoded : Decoder(scene, model).run()) {
    const std::vector<TokenRange> tokens = reading.tokens_of(decoded);
    Judged judged{decoded.probability, false};
    if (decoded.source != none) {
      const std::uint32_t region = decoded.regions.empty() ? none : decoded.regions.front();
      const std::optional<Resolved> who = speakers.resolve({decoded.source, region, last_speaker});
      if (who) {
        judged.probability *= who->probability;
        if (who->speaker.entity) last_speaker = *who->speaker.entity;
      }
    }
    for (const TokenRange range : tokens) {
      const std::uint32_t quotation = reading.quotation_of(range);
      if (quotation == none) continue;
      const GoldQuotation& gold = article.gold.quotations[quotation];
      judged.right |=
          reading.overlap(tokens, quotation) >= 0.8 && reading.is_source(decoded.source, gold);
    }
    (decoded.regions.empty() ? reported : marked).push_back(judged);
  }
}

// The logarithm of the likelihood of what was judged.
double likelihood(const std::vector<Judged>& judged, const Calibration& calibration) {
  double sum = 0;
  for (const Judged& one : judged) {
    const double p = std::min(std::max(calibration(one.probability), 1e-9), 1 - 1e-9);
    sum += std::log(one.right ? p : 1 - p);
  }
  return sum;
}

// Platt (1999), with a ceiling: logistic regression on the logit of the probability, by gradient
// ascent of the likelihood.
Calibration calibrate(const std::vector<Judged>& judged, double ceiling) {
  double slope = 1;
  double offset = 0;
  for (int step = 0; step < 600 && !judged.empty(); ++step) {
    double slope_gradient = 0;
    double offset_gradient = 0;
    for (const Judged& one : judged) {
      const double p = std::min(std::max(one.probability, 1e-6), 1 - 1e-6);
      const double x = std::log(p / (1 - p));
      const double sigmoid = 1 / (1 + std::exp(-(slope * x + offset)));
      const double likely = std::min(ceiling * sigmoid, 1 - 1e-9);
      const double error = one.right ? 1 - sigmoid : -likely * (1 - sigmoid) / (1 - likely);
      slope_gradient += error * x;
      offset_gradient += error;
    }
    const auto n = static_cast<double>(judged.size());
    slope += 0.2 * slope_gradient / n;
    offset += 0.6 * offset_gradient / n;
  }
  return {static_cast<float>(slope), static_cast<float>(offset), static_cast<float>(ceiling)};
}
Calibration calibrate(const std::vector<Judged>& judged) {
  Calibration best;
  for (int percent = 70; percent <= 100; percent += 2) {
    const Calibration tried = calibrate(judged, percent / 100.0);
    if (percent == 70 || likelihood(judged, tried) > likelihood(judged, best)) best = tried;
  }
  std::fprintf(stderr, "%zu judged: slope %.2f offset %.2f ceiling %.2f\n", judged.size(),
               static_cast<double>(best.slope), static_cast<double>(best.offset),
               static_cast<double>(best.ceiling));
  return best;
}

// --- All of it
// ------------------------------------------------------------------------------------

class Trainer {
 public:
  explicit Trainer(const std::string& path) {
    for (GoldArticle& gold : GoldReader::read(path)) articles_.push_back(prepare(std::move(gold)));
    // Scenes point at the facts of all words, which stay where they are once all words are known.
    for (const std::unique_ptr<Article>& article : articles_) {
      article->scene =
          std::make_unique<Scene>(article->document, article->entities, workspace_.quoting);
    }
  }

  ModelFile run() {
    std::vector<Judged> marked;
    std::vector<Judged> reported;
    for (std::size_t fold = 0; fold < folds; ++fold) {
      const ModelFile part = make_model(learn(fold), {}, {});
      const QuoteModel model(part.bytes());
      for (std::size_t i = fold; i < articles_.size(); i += folds) {
        judge(*articles_[i], model, marked, reported);
      }
    }
    return make_model(learn(folds), calibrate(marked), calibrate(reported));
  }

 private:
  static constexpr std::size_t folds = 8;

  std::unique_ptr<Article> prepare(GoldArticle gold) {
    auto article = std::make_unique<Article>();
    article->gold = std::move(gold);
    Document& document = article->document;
    document.text = article->gold.text;
    document.vocabulary = &workspace_.vocabulary;
    document.structure = find_structure(document.text);
    tokenize(document);
    article->entities =
        merge(document, tagger_.tag(document, workspace_.tagger), workspace_.merging);
    article->gold_of.assign(document.tokens.size(), none);
    for (std::uint32_t q = 0; q < article->gold.quotations.size(); ++q) {
      for (const Span piece : article->gold.quotations[q].content) {
        auto at = std::ranges::lower_bound(document.tokens, piece.begin, {},
                                           [](const DocToken& t) { return t.span.end - 1; });
        for (; at != document.tokens.end() && at->span.begin < piece.end; ++at) {
          article->gold_of[static_cast<std::size_t>(at - document.tokens.begin())] = q;
        }
      }
    }
    return article;
  }

  // Learns from all articles but those of the fold; `folds` stands for none.
  std::vector<float> learn(std::size_t fold) {
    LogLinear model;
    Counts counts;
    for (std::size_t i = 0; i < articles_.size(); ++i) {
      if (i % folds == fold) continue;
      Teacher(*articles_[i], model, counts).run();
    }
    std::fprintf(
        stderr,
        "%zu examples: %zu regions (%zu unreachable), %zu cues, %zu extents, %zu anaphors\n",
        model.examples(), counts.regions, counts.unreachable, counts.cues, counts.extents,
        counts.anaphors);
    constexpr int runs = 12;
    constexpr int epochs = 10;
    constexpr float rate = 0.08F;
    constexpr float decay = 0.01F;
    return model.train(fold < folds ? 1 : runs, epochs, rate, decay);
  }

  Workspace workspace_;
  Tagger tagger_;
  std::vector<std::unique_ptr<Article>> articles_;
};

}  // namespace
}  // namespace newscut::train

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: quotes_trainer TRAIN.jsonl OUTPUT.model\n", stderr);
    return 2;
  }
  try {
    const newscut::train::ModelFile model = newscut::train::Trainer(argv[1]).run();
    std::ofstream out(argv[2], std::ios::binary);
    out.write(model.bytes().data(), static_cast<std::streamsize>(model.bytes().size()));
    if (!out.flush()) throw std::runtime_error(std::string(argv[2]) + ": cannot be written");
  } catch (const std::exception& error) {
    std::fprintf(stderr, "quotes_trainer: %s\n", error.what());
    return 1;
  }
  return 0;
}
