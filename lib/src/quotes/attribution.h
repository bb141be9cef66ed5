// Who says what stands between two marks: the choices for a region, and what each looks like.
//
// A choice is a cue with its source, a source alone, the quotation before, or no quotation at all.
// The model ranks all choices of a region at once (softmax). A cue and its source, and a region and
// its cue, have features of their own that are summed, so that each is worked out once.
#pragma once

#include <cstdint>
#include <vector>

#include "quotes/model.h"
#include "quotes/scene.h"

namespace newscut {

// Who said the region before, as the decoder has decided.
struct Attribution {
  std::uint32_t region = none;
  std::uint32_t cue = none;     // index into Scene::cues
  std::uint32_t source = none;  // index into Scene::sources
};

struct Choice {
  enum class Kind : std::uint8_t {
    no_quotation,  // scare quotes, a title, a nickname
    cued,          // `cue`, and `source` or none
    bare,          // `source` without a cue
    unknown,       // said by somebody who is not to be found
    continued,     // `cue` and `source` of the quotation before
  };
  Kind kind = Kind::no_quotation;
  std::uint32_t cue = none;
  std::uint32_t source = none;
};

// Speech that is left open at a paragraph's end and opened again in the next is one, said by one:
// the last region of it, which is `region` itself for most.
std::uint32_t chain_end(const Scene& scene, std::uint32_t region);

// Speech that fills a paragraph from its opening mark on and is closed by nothing.
bool is_open_paragraph(const Scene& scene, std::uint32_t region);

// Who has signed a paragraph of speech: “…” – Ada Whitcombe, joiner
Label signature_of(const Scene& scene, std::uint32_t region);

// The sources that a cue can have, nearest first; `none` is always among them.
void sources_of_cue(const Scene& scene, std::uint32_t cue, std::vector<std::uint32_t>& sources);

// The choices that a region has. At most a few dozen.
void choices_of_region(const Scene& scene, std::uint32_t region, const Attribution& before,
                       std::vector<Choice>& choices);

// What a cue shows, whatever its source.
struct CueView {
  CueView(const Scene& scene, std::uint32_t cue);

  std::uint32_t cue = none;
  TokenRange sentence;
  std::uint32_t previous = 0;  // classes of the tokens beside it
  std::uint32_t next = 0;
  std::uint32_t regions = 0;  // whether regions stand beside it
};
// How well a cue and its source (or `none`) go together.
template <FeatureSink Features>
void add_cue_source(const Scene& scene, const CueView& view, std::uint32_t source,
                    Features& features);
// How well a region goes with a choice, but for what `add_cue_source` says.
template <FeatureSink Features>
void add_region(const Scene& scene, std::uint32_t region, const Attribution& before,
                const Choice& choice, Features& features);

}  // namespace newscut
