// What one thread of work keeps from article to article. Nothing in a report depends on what it
// holds.
#pragma once

#include <cstddef>

#include "document.h"
#include "entities/merge_words.h"
#include "entities/tagger_cache.h"
#include "numbers/facts.h"
#include "quotes/words.h"
#include "summary/summary.h"
#include "tokens/vocabulary.h"

namespace newscut {

struct Workspace {
  Vocabulary vocabulary;
  Document document;  // the one at hand
  // A layer that looks words up keeps its WordFacts here, so that a word costs one look-up a batch.
  MergeWords merging;
  WordFacts<numbers::WordFact> number_facts{numbers::make_fact};
  QuoteWords quoting{make_quote_word};
  tagger::Cache tagger;
  SummaryMemory summary;

  // Bounds what a stream of articles can make it hold; called between articles.
  void trim() {
    constexpr std::size_t most_words = 7 << 13;
    constexpr std::size_t most_bytes = 4 << 20;
    constexpr std::size_t most_tokens = 1 << 16;  // of an article whose memory is kept for the next
    if (document.tokens.capacity() > most_tokens) document = Document();
    summary.trim();
    if (vocabulary.size() <= most_words && vocabulary.bytes() <= most_bytes) return;
    vocabulary = Vocabulary();
    tagger.clear();
    merging.reset();
    number_facts.reset();
    quoting.reset();
    summary = SummaryMemory();
  }
};

}  // namespace newscut
