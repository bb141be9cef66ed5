// How far what is said reaches beyond the marks, or, without marks, from where to where it reaches.
//
// Choices are built from where a clause can begin and end, seen from its cue; the model ranks them.
#pragma once

#include <cstdint>
#include <vector>

#include "quotes/model.h"
#include "quotes/scene.h"

namespace newscut {

struct Extent {
  enum class Kind : std::uint8_t {
    marks_only,  // what stands between marks; without marks: nothing is reported
    after,       // the clause after the cue: "said (that) …"
    before,      // the clause before it: "…, she said"
  };
  enum class Start : std::uint8_t { nowhere, cue, that, source, comma, sentence, clause, marks };
  enum class End : std::uint8_t { nowhere, sentence, clause, marks, subject };
  Kind kind = Kind::marks_only;
  TokenRange tokens;
  Start start = Start::nowhere;
  End end = End::nowhere;
};

// What an extent is looked for of.
struct Reporting {
  std::uint32_t cue = none;
  std::uint32_t source = none;
  TokenRange marked;  // from the first to the last region beside the cue; empty without marks
};

// At most a few dozen; `marks_only` is the first.
void extents_of(const Scene& scene, const Reporting& reporting, std::vector<Extent>& extents);

// What extents look like: what one shares with all of its kind, what depends on where it starts, on
// where it ends, and on both. Only what it shares is there for `marks_only`.
class ExtentView {
 public:
  ExtentView(const Scene& scene, const Reporting& reporting);

  template <FeatureSink Features>
  void add_kind(Extent::Kind kind, Features& features) const;
  template <FeatureSink Features>
  void add_start(const Extent& extent, Features& features) const;
  template <FeatureSink Features>
  void add_end(const Extent& extent, Features& features) const;
  template <FeatureSink Features>
  void add_both(const Extent& extent, Features& features) const;

 private:
  std::uint32_t class_of(TokenIndex token) const;
  std::uint32_t hash_of(TokenIndex token) const;
  std::uint32_t packed(Extent::Kind kind) const;

  const Scene& scene_;
  Reporting reporting_;
  TokenRange home_;
};

// Whether the cue may report without marks: it is a word of speech and stands as a verb may.
bool can_report(const Scene& scene, std::uint32_t cue);

}  // namespace newscut
