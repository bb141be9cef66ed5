#include "entities/merge_forms.h"

#include <algorithm>
#include <bit>

namespace newscut {
namespace {

std::uint32_t hash_of(std::span<const std::uint32_t> sequence) {
  std::uint64_t hash = 14695981039346656037U;
  for (const std::uint32_t word : sequence) hash = (hash ^ word) * 1099511628211U;
  return static_cast<std::uint32_t>(hash >> 32 ^ hash >> 17);
}

std::size_t index(EntityType type) { return static_cast<std::size_t>(type); }

// A form of two types means two things ("Boston" the city and the team) only where both types are
// well attested; buildings and the bodies that sit in them are not told apart. A person and a place
// are taken for each other least of all.
bool stands_alone(std::uint32_t count, std::uint32_t most, EntityType type, EntityType common) {
  const auto is = [&](EntityType a, EntityType b) { return type == a && common == b; };
  if (is(EntityType::per, EntityType::loc) || is(EntityType::loc, EntityType::per)) {
    return 4 * count >= most;
  }
  if (type == EntityType::per || common == EntityType::per) return count >= 2 && 4 * count >= most;
  return count >= 3 && 3 * count >= most && type != EntityType::fac && common != EntityType::fac;
}

}  // namespace

std::uint32_t SequenceIndex::add(std::span<const std::uint32_t> sequence) {
  const std::uint32_t hash = hash_of(sequence);
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  for (; slots_[at] != 0; at = (at + 1) & mask) {
    const std::uint32_t number = slots_[at] - 1;
    if (hashes_[number] == hash && std::ranges::equal((*this)[number], sequence)) return number;
  }
  const std::uint32_t number = size();
  words_.insert(words_.end(), sequence.begin(), sequence.end());
  begins_.push_back(static_cast<std::uint32_t>(words_.size()));
  hashes_.push_back(hash);
  slots_[at] = number + 1;
  if (2 * hashes_.size() > slots_.size()) grow(slots_.size() * 4);
  return number;
}

void SequenceIndex::reserve(std::size_t count) {
  words_.reserve(2 * count);
  begins_.reserve(count + 1);
  hashes_.reserve(count);
  if (2 * count > slots_.size()) grow(std::bit_ceil(2 * count));
}

void SequenceIndex::grow(std::size_t slots) {
  slots_.assign(slots, 0);
  const std::size_t mask = slots_.size() - 1;
  for (std::uint32_t number = 0; number < hashes_.size(); ++number) {
    std::size_t at = hashes_[number] & mask;
    while (slots_[at] != 0) at = (at + 1) & mask;
    slots_[at] = number + 1;
  }
}

NameForms::NameForms(const Document& document, const std::vector<Mention>& mentions,
                     NameWords& words)
    : vocabulary_(*document.vocabulary), names_(words) {
  number_forms(document, mentions);
  make_nodes(mentions);
}

void NameForms::number_forms(const Document& document, const std::vector<Mention>& mentions) {
  std::vector<std::uint32_t> sequence;
  std::vector<std::uint32_t> folded;
  surface_of.reserve(mentions.size());
  surfaces_.reserve(mentions.size());
  forms_.reserve(mentions.size());
  local_.reserve(mentions.size());
  for (const Mention& mention : mentions) {
    sequence.clear();
    for (TokenIndex i = mention.tokens.begin; i < mention.tokens.end; ++i) {
      sequence.push_back(document.tokens[i].word);
    }
    const std::uint32_t surface = surfaces_.add(sequence);
    surface_of.push_back(surface);
    if (surface < form_of_surface_.size()) continue;
    folded.clear();
    for (const WordId word : sequence) {
      const WordId fold = names_.fold(word, vocabulary_);
      if (fold != NameWords::none) folded.push_back(local(fold));
    }
    // A leading article is no part of a form.
    if (folded.size() > 1 && text(folded.front()) == "the") folded.erase(folded.begin());
    if (folded.empty()) folded.push_back(local(sequence.front()));
    form_of_surface_.push_back(forms_.add(folded));
  }
}

void NameForms::make_nodes(const std::vector<Mention>& mentions) {
  std::vector<std::array<std::uint32_t, name_types>> counts(forms_.size());
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    ++counts[form_of_surface_[surface_of[i]]][index(mentions[i].type)];
  }
  constexpr std::uint32_t no_node = NameWords::none;
  std::vector<std::array<std::uint32_t, name_types>> nodes_of(forms_.size());
  for (auto& of_form : nodes_of) of_form.fill(no_node);
  nodes_of_form_.resize(forms_.size());
  node_of.reserve(mentions.size());
  for (std::uint32_t i = 0; i < mentions.size(); ++i) {
    const std::uint32_t form = form_of_surface_[surface_of[i]];
    const auto& count = counts[form];
    const auto common = static_cast<std::size_t>(std::ranges::max_element(count) - count.begin());
    std::size_t type = index(mentions[i].type);
    if (type != common && !stands_alone(count[type], count[common], static_cast<EntityType>(type),
                                        static_cast<EntityType>(common))) {
      type = common;
    }
    std::uint32_t& node = nodes_of[form][type];
    if (node == no_node) {
      node = static_cast<std::uint32_t>(nodes.size());
      ++nodes_of_form_[form];
      nodes.push_back({form, static_cast<EntityType>(type), i, 0, node});
    }
    ++nodes[node].mentions;
    node_of.push_back(node);
  }
}

std::uint32_t NameForms::local(WordId folded) {
  const std::uint32_t number = local_.add({&folded, 1});
  if (number == folded_.size()) folded_.push_back(folded);
  return number;
}

std::uint32_t NameForms::skeleton(std::uint32_t word) {
  const WordId bones = names_.skeleton(folded_[word], vocabulary_);
  return bones == NameWords::none ? NameWords::none : local(bones);
}

std::uint32_t NameForms::root(std::uint32_t node) {
  while (nodes[node].cluster != node) {
    nodes[node].cluster = nodes[nodes[node].cluster].cluster;
    node = nodes[node].cluster;
  }
  return node;
}

void NameForms::join(std::uint32_t a, std::uint32_t b) {
  a = root(a);
  b = root(b);
  nodes[std::max(a, b)].cluster = std::min(a, b);
}

}  // namespace newscut
