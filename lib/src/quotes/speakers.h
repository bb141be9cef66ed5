// Who it is that a source names: the entity behind a surname, a pronoun or "the minister".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "quotes/model.h"
#include "quotes/scene.h"

namespace newscut {

// What a pronoun or a noun phrase is resolved against.
struct Anaphor {
  std::uint32_t source = none;
  std::uint32_t region = none;        // of the quotation: who is named only there is no speaker
  std::uint32_t last_speaker = none;  // entity of the quotation before
};

// An entity that the anaphor may stand for, by its mention nearest to it.
struct Antecedent {
  std::uint32_t entity = none;
  std::uint32_t mention = none;  // index into Entities::mentions
  std::uint32_t rank = 0;        // how many other entities are nearer
};

struct Resolved {
  Speaker speaker;
  double probability = 1;
};

// Where a source ends as it is written: past "of …" and the name of an apposition.
TokenIndex end_of_source(const Scene& scene, std::uint32_t source);

class Speakers {
 public:
  Speakers(const Scene& scene, const QuoteModel& model);

  // None where a reader could not tell.
  std::optional<Resolved> resolve(const Anaphor& anaphor) const;

 private:
  std::optional<Resolved> by_name(const SourceCandidate& source) const;
  std::optional<Resolved> by_relative(const Anaphor& anaphor) const;
  std::optional<Resolved> by_anaphor(const Anaphor& anaphor) const;
  std::optional<Resolved> by_description(std::uint32_t source) const;
  std::uint32_t described(const SourceCandidate& source,
                          const std::vector<Antecedent>& antecedents) const;

  const Scene& scene_;
  const QuoteModel& model_;
  std::uint32_t protagonist_ = none;  // the one person, entity, whom the article is about
};

// Nearest first; those whose gender or kind forbids it are left out.
void antecedents_of(const Scene& scene, const Anaphor& anaphor,
                    std::vector<Antecedent>& antecedents);
template <FeatureSink Features>
void add_antecedent(const Scene& scene, const Anaphor& anaphor, const Antecedent& antecedent,
                    Features& features);
// Of the choice that nobody is meant who is named in the article.
template <FeatureSink Features>
void add_nobody(const Scene& scene, const Anaphor& anaphor, Features& features);

}  // namespace newscut
