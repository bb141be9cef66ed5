// Articles as the trainer of the tagger sees them: sequences of numbered features.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "crf.h"
#include "document.h"
#include "entities/tagger_features.h"
#include "entities/tagger_segments.h"
#include "entities/tagger_votes.h"
#include "structure/structure.h"
#include "tagger_articles.h"
#include "tokens/tokens.h"

namespace newscut::train {

using namespace tagger;

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

using Tokens = std::vector<std::vector<FeatureId>>;

// A stretch of tokens that is tagged together.
struct Sequence {
  Tokens features;  // hashed features and phrases
  Tokens votes;     // those of the second pass
  std::vector<Label> gold;
  std::vector<Vote> cast;  // what is said of the tokens, but for the labels
  std::size_t kind = 0;
  TokenIndex begin = 0;  // in the article
};

struct Example {
  std::vector<Sequence> sequences;
  std::vector<Span> spans;  // of the tokens
  unsigned fold = 0;
};

inline std::uint64_t place_key(FeatureKey key, std::size_t place) { return mix(key, place + 100); }

// Numbers the features, the dense ones of each kind first.
class Interner {
 public:
  static constexpr FeatureId none = ~0U;
  static constexpr std::size_t dense = kinds * dense_features;
  struct Known {
    FeatureKey key;
    std::uint8_t place;
    std::uint32_t count;
  };
  // `none` for a feature that is new once they are frozen.
  FeatureId id(FeatureKey key, std::size_t place) {
    if (frozen_) {
      const auto at = ids_.find(place_key(key, place));
      return at == ids_.end() ? none : at->second;
    }
    const auto [at, fresh] =
        ids_.emplace(place_key(key, place), static_cast<FeatureId>(dense + known_.size()));
    if (fresh) known_.push_back({key, static_cast<std::uint8_t>(place), 0});
    ++known_[at->second - dense].count;
    return at->second;
  }
  void freeze() { frozen_ = true; }
  const std::vector<Known>& known() const { return known_; }

 private:
  std::unordered_map<std::uint64_t, FeatureId> ids_;
  std::vector<Known> known_;
  bool frozen_ = false;
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
        sequence.kind = kind_of(style);
        sequence.begin = segment.begin;
        for (TokenIndex i = segment.begin; i < segment.end; ++i) {
          sequence.gold.push_back(gold[i]);
          const auto at = words.emplace(document.lower(i), static_cast<VoteId>(words.size())).first;
          sequence.cast.emplace_back(document.word(i), at->second, outside, i == piece.begin);
        }
        add_features(document, segment, piece, style, sequence);
        lost_ += repair(sequence.gold);
        example.sequences.push_back(std::move(sequence));
      }
    });
    for (const DocToken& token : document.tokens) example.spans.push_back(token.span);
    return example;
  }

  Interner& features() { return interner_; }
  // Unmakes the names that the sequence cuts off, and tells how many.
  static std::size_t repair(std::vector<Label>& labels) {
    std::size_t lost = 0;
    for (std::size_t i = 0; i < labels.size(); ++i) {
      if (labels[i] < beginning || labels[i] >= inside) {
        if (labels[i] >= inside || (labels[i] >= last && labels[i] < beginning)) {
          labels[i] = outside;  // without a beginning
          ++lost;
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
      ++lost;
      i = end - 1;
    }
    return lost;
  }
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
                    sequence.features[token].push_back(
                        static_cast<FeatureId>(sequence.kind * dense_features + feature));
                  });
  }

  const Model& lists_;
  Interner interner_;
  std::vector<WordFeature> found_;
  std::size_t lost_ = 0;
};

// Fills the features of the second pass, where `labels` are what the first says of each sequence.
inline void add_votes(Example& example, const std::vector<std::vector<Label>>& labels) {
  Votes votes;
  votes.start(example.spans.size());
  for (std::size_t s = 0; s < labels.size(); ++s) {
    std::vector<Vote>& cast = example.sequences[s].cast;
    for (std::size_t i = 0; i < cast.size(); ++i) cast[i].label = labels[s][i];
    votes.add(cast);
  }
  votes.sum_up();
  std::size_t first = 0;
  for (Sequence& sequence : example.sequences) {
    const std::size_t count = sequence.cast.size();
    sequence.votes.assign(count, {});
    for (std::size_t i = 0; i < count; ++i) {
      votes.visit(sequence.cast, first, i, [&](std::size_t feature) {
        sequence.votes[i].push_back(
            static_cast<FeatureId>(sequence.kind * dense_features + feature));
      });
    }
    first += count;
  }
}

}  // namespace newscut::train
