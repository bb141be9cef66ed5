#include "newscut/analyzer.h"

#include <algorithm>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "document.h"
#include "entities/merge.h"
#include "entities/tagger.h"
#include "numbers/numbers.h"
#include "quotes/quotes.h"
#include "structure/structure.h"
#include "summary/summary.h"
#include "text/decode.h"
#include "tokens/tokens.h"
#include "workspace.h"

namespace newscut {
namespace {

bool in_body(const Document& document, const Sentence& sentence) {
  return document.structure.blocks[sentence.block].kind != Block::Kind::byline;
}

void report_structure(const Document& document, Report& report) {
  const Structure& structure = document.structure;
  report.title = structure.title;
  report.byline = structure.byline;
  report.dateline = structure.dateline;
  report.published = structure.published;
  report.boilerplate = structure.boilerplate;
  for (const Block& block : structure.blocks) {
    if (block.kind == Block::Kind::paragraph) report.paragraphs.push_back(block.span);
  }
}

void report_tokens(const Document& document, Report& report) {
  report.tokens.reserve(document.tokens.size());
  for (const Sentence& sentence : document.sentences) {
    if (!in_body(document, sentence)) continue;
    report.sentences.push_back(sentence.span);
    for (TokenIndex i = sentence.tokens.begin; i < sentence.tokens.end; ++i) {
      report.tokens.push_back({document.tokens[i].span, document.tokens[i].kind});
      const WordTraits traits = document.traits(i);
      report.counts.words += static_cast<std::uint32_t>(traits.letter || traits.digit);
    }
  }
  report.counts.sentences = static_cast<std::uint32_t>(report.sentences.size());
  report.counts.paragraphs = static_cast<std::uint32_t>(report.paragraphs.size());
}

// A figure belongs to the quotation that holds it.
void link_quotes(Report& report) {
  for (std::uint32_t i = 0; i < report.quotes.size(); ++i) {
    for (const Span content : report.quotes[i].content) {
      const auto first = std::ranges::lower_bound(report.percentages, content.begin, {},
                                                  [](const Percentage& p) { return p.span.begin; });
      for (auto p = first; p != report.percentages.end() && content.contains(p->span); ++p)
        p->quote = i;
    }
  }
}

// Dates and amounts of money join the entities, those written alike as one.
void add_numbers(const Document& document, const Numbers& numbers, std::vector<Entity>& entities) {
  std::unordered_map<std::string_view, std::size_t> known;
  const auto add = [&](EntityType type, Span span) -> Entity* {
    const std::string_view name = span.of(document.text);
    const auto [at, fresh] = known.emplace(name, entities.size());
    if (fresh) entities.push_back({.type = type, .name = std::string(name)});
    entities[at->second].mentions.push_back(span);
    return fresh ? &entities.back() : nullptr;
  };
  for (const DateMention& date : numbers.dates) {
    if (Entity* entity = add(EntityType::date, date.span)) entity->date = date.date;
  }
  known.clear();
  for (const MoneyMention& money : numbers.money) {
    if (Entity* entity = add(EntityType::money, money.span)) entity->money = money.money;
  }
}

}  // namespace

class Analyzer::Impl {
 public:
  explicit Impl(const Options& options) : options_(options) {
    if (!(options.min_confidence >= 0 && options.min_confidence <= 1)) {
      throw Error("min_confidence is a number from 0 to 1");
    }
  }

  Report analyze(std::string_view input) const {
    if (input.size() > max_bytes) {
      throw Error("longer than " + std::to_string(max_bytes >> 20) + " MiB");
    }
    Report report;
    DecodedText decoded = decode(input);
    report.text = std::move(decoded.text);
    report.offsets = std::move(decoded.offsets);
    report.counts.bytes = static_cast<std::uint32_t>(input.size());

    const Lease workspace(*this);
    Document& document = workspace->document;
    document.begin(report.text, workspace->vocabulary);
    document.structure = find_structure(document.text);
    tokenize(document);
    report_structure(document, report);
    report_tokens(document, report);

    const bool need_numbers = options_.percentages || options_.entities || options_.summary;
    const bool need_entities = options_.entities || options_.quotes || options_.summary;
    const bool need_quotes = options_.quotes || options_.percentages || options_.summary;
    Numbers numbers = need_numbers ? numbers_.find(document, workspace->number_facts) : Numbers();
    Entities entities =
        need_entities || need_quotes
            ? merge(document, tagger_.tag(document, workspace->tagger), workspace->merging)
            : Entities();
    if (need_quotes) report.quotes = quotes_.find(document, entities, workspace->quoting);
    if (options_.summary) {
      report.summary = key_sentences_.find(document, entities, report.quotes, numbers,
                                           workspace->summary, options_.key_sentences);
    }
    std::erase_if(report.quotes, [&](const Quotation& quote) {
      return quote.confidence < options_.min_confidence;
    });
    if (options_.percentages) {
      report.percentages = std::move(numbers.percentages);
      link_quotes(report);
    }
    finish(document, numbers, std::move(entities), report);
    return report;
  }

 private:
  // `document.text` is `report.text`, which therefore stays where it is: a short string's bytes
  // move with it.
  void finish(const Document& document, const Numbers& numbers, Entities entities,
              Report& report) const {
    if (options_.entities) {
      report.entities = std::move(entities.entities);
      // After the names, so that `Speaker::entity` stays right.
      add_numbers(document, numbers, report.entities);
    } else {
      for (Quotation& quote : report.quotes) {
        if (quote.speaker) quote.speaker->entity.reset();
      }
    }
    if (!options_.quotes) {
      report.quotes.clear();
      for (Percentage& percentage : report.percentages) percentage.quote.reset();
    }
  }

  // A workspace for one call of `analyze`.
  class Lease {
   public:
    explicit Lease(const Impl& owner) : owner_(owner) {
      const std::lock_guard lock(owner.mutex_);
      if (owner.idle_.empty()) {
        workspace_ = std::make_unique<Workspace>();
      } else {
        workspace_ = std::move(owner.idle_.back());
        owner.idle_.pop_back();
      }
    }
    ~Lease() {
      workspace_->trim();
      const std::lock_guard lock(owner_.mutex_);
      owner_.idle_.push_back(std::move(workspace_));
    }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    Workspace* operator->() const { return workspace_.get(); }

   private:
    const Impl& owner_;
    std::unique_ptr<Workspace> workspace_;
  };

  Options options_;
  NumberFinder numbers_;
  Tagger tagger_;
  QuoteFinder quotes_;
  KeySentenceFinder key_sentences_;
  mutable std::mutex mutex_;
  mutable std::vector<std::unique_ptr<Workspace>> idle_;
};

Analyzer::Analyzer(const Options& options) : impl_(std::make_unique<Impl>(options)) {}
Analyzer::~Analyzer() = default;
Analyzer::Analyzer(Analyzer&&) noexcept = default;
Analyzer& Analyzer::operator=(Analyzer&&) noexcept = default;

Report Analyzer::analyze(std::string_view input) const { return impl_->analyze(input); }

}  // namespace newscut
