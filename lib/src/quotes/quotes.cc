#include "quotes/quotes.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "lexicons.h"
#include "quotes/decoder.h"
#include "quotes/model.h"
#include "quotes/scene.h"
#include "quotes/speakers.h"

namespace newscut {
namespace {

// Precision comes first in speech without marks: below this, two in three are wrong on PolNeAR's
// development set, and most are no speech at all in articles from elsewhere.
constexpr double least_reported = 0.35;

// Turns what the decoder found into what the report says.
class Assembler {
 public:
  Assembler(const Scene& scene, const QuoteModel& model)
      : scene_(scene), model_(model), speakers_(scene, model) {}

  std::vector<Quotation> run(const std::vector<Decoded>& found) {
    std::vector<Quotation> quotations;
    quotations.reserve(found.size());
    for (const Decoded& decoded : found) {
      Quotation quotation = assemble(decoded);
      if (quotation.content.empty()) continue;
      if (quotation.type == QuoteType::indirect && quotation.confidence < least_reported) continue;
      quotations.push_back(std::move(quotation));
    }
    return quotations;
  }

 private:
  Quotation assemble(const Decoded& decoded) {
    Quotation quotation;
    quotation.content = content_of(decoded);
    if (quotation.content.empty()) return quotation;
    quotation.type = type_of(decoded, quotation.content);
    if (decoded.cue != none) quotation.cue = cue_of(decoded.cue);
    double probability = decoded.probability;
    if (decoded.source != none) {
      const SourceCandidate& source = scene_.sources[decoded.source];
      const SourceKind kind =
          scene_.is_member_of_people(source) ? SourceKind::nominal : source.kind();
      quotation.source = Source{source_of(decoded.source, quotation.content), kind};
      const std::uint32_t region = decoded.regions.empty() ? none : decoded.regions.front();
      std::optional<Resolved> resolved = speakers_.resolve({decoded.source, region, last_speaker_});
      if (resolved) {
        if (decoded.cue == none && decoded.source == last_source_) {
          resolved->speaker.by = SpeakerBy::previous;
        }
        if (resolved->speaker.entity) last_speaker_ = *resolved->speaker.entity;
        quotation.speaker = std::move(resolved->speaker);
        probability *= resolved->probability;
      }
      last_source_ = decoded.source;
    }
    const Calibration calibration = decoded.regions.empty() ? model_.reported() : model_.marked();
    quotation.confidence = calibration(probability);
    quotation.sentence = sentence_of(decoded, quotation);
    return quotation;
  }

  // All of the source that is not content.
  Span source_of(std::uint32_t source, const std::vector<Span>& content) const {
    TokenRange tokens = scene_.sources[source].tokens;
    const Span shortest = scene_.document.span(tokens);
    tokens.end = end_of_source(scene_, source);
    const Span whole = scene_.document.span(tokens);
    const bool is_content = std::ranges::any_of(
        content, [&](Span piece) { return piece.begin < whole.end && shortest.end < piece.end; });
    return is_content ? shortest : whole;
  }

  // Regions and the clause around them, in order, without overlap.
  std::vector<Span> content_of(const Decoded& decoded) const {
    std::vector<Span> pieces;
    for (const std::uint32_t region : decoded.regions) {
      Span span = scene_.regions[region].span;
      if (const Label label = scene_.labels[region]; label.cue != none) {
        span.begin = scene_.document.tokens[scene_.cues[label.cue].token + 1].span.begin;
      }
      pieces.push_back(span);
    }
    if (decoded.extent.kind != Extent::Kind::marks_only && !decoded.extent.tokens.empty()) {
      pieces.push_back(scene_.document.span(decoded.extent.tokens));
    }
    std::ranges::sort(pieces, {}, &Span::begin);
    std::vector<Span> joined;
    for (const Span piece : pieces) {
      if (!joined.empty() && piece.begin <= joined.back().end) {
        joined.back().end = std::max(joined.back().end, piece.end);
      } else {
        joined.push_back(piece);
      }
    }
    return joined;
  }

  // Direct: at most one word, or a tenth of the words, stands outside of the marks.
  QuoteType type_of(const Decoded& decoded, const std::vector<Span>& content) const {
    if (decoded.regions.empty()) return QuoteType::indirect;
    std::size_t words = 0;
    std::size_t outside = 0;
    TokenIndex token = 0;
    for (const Span piece : content) {
      token = first_token(piece.begin);
      for (; token < scene_.size() && scene_.document.tokens[token].span.begin < piece.end;
           ++token) {
        const QuoteWord& word = scene_.word(token);
        if (!word.letter && !word.digit) continue;
        ++words;
        outside += static_cast<std::size_t>(scene_.region_of(token) == none);
      }
    }
    return outside <= std::max<std::size_t>(1, words / 10) ? QuoteType::direct : QuoteType::mixed;
  }

  TokenIndex first_token(std::uint32_t offset) const {
    const std::vector<DocToken>& tokens = scene_.document.tokens;
    return static_cast<TokenIndex>(
        std::ranges::lower_bound(tokens, offset, {},
                                 [](const DocToken& t) { return t.span.begin; }) -
        tokens.begin());
  }

  Cue cue_of(std::uint32_t index) const {
    const CueCandidate& candidate = scene_.cues[index];
    TokenRange tokens = {candidate.token, candidate.token + 1};
    if (candidate.cue_class == CueClass::accord) ++tokens.end;
    const int row = scene_.word(candidate.token).cue_row;
    // A colon or a dash is its own lemma.
    const std::string_view lemma =
        row < 0 ? scene_.document.text_of(candidate.token) : lexicons::cues.field(row, 1);
    return {scene_.document.span(tokens), std::string(lemma)};
  }

  Span sentence_of(const Decoded& decoded, const Quotation& quotation) const {
    const TokenIndex token = decoded.cue != none ? scene_.cues[decoded.cue].token
                             : !decoded.regions.empty()
                                 ? scene_.regions[decoded.regions.front()].tokens.begin
                                 : first_token(quotation.content.front().begin);
    return scene_.document.sentence(token).span;
  }

  const Scene& scene_;
  const QuoteModel& model_;
  Speakers speakers_;
  std::uint32_t last_speaker_ = none;  // entity
  std::uint32_t last_source_ = none;
};

}  // namespace

class QuoteFinder::Impl {
 public:
  std::vector<Quotation> find(const Document& document, const Entities& entities,
                              QuoteWords& words) const {
    const Scene scene(document, entities, words);
    std::vector<Decoded> found = Decoder(scene, model_).run();
    const auto begin_of = [&](const Decoded& decoded) {
      TokenIndex begin = decoded.regions.empty()
                             ? decoded.extent.tokens.begin
                             : scene.regions[decoded.regions.front()].tokens.begin;
      if (decoded.extent.kind != Extent::Kind::marks_only) {
        begin = std::min(begin, decoded.extent.tokens.begin);
      }
      return begin;
    };
    std::ranges::stable_sort(found, {}, begin_of);
    return Assembler(scene, model_).run(found);
  }

 private:
  QuoteModel model_ = QuoteModel::embedded();
};

QuoteFinder::QuoteFinder() : impl_(std::make_unique<const Impl>()) {}
QuoteFinder::~QuoteFinder() = default;

std::vector<Quotation> QuoteFinder::find(const Document& document, const Entities& entities,
                                         QuoteWords& words) const {
  return impl_->find(document, entities, words);
}

}  // namespace newscut
