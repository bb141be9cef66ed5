// The distinct names of an article, before it is known which of them mean one thing.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "document.h"
#include "entities/entities.h"
#include "entities/name_words.h"

namespace newscut {

constexpr std::size_t name_types = 7;  // per to misc

// Numbers sequences of words: equal sequences get equal numbers, from 0 on.
class SequenceIndex {
 public:
  // Makes room for so many sequences at once.
  void reserve(std::size_t count);
  std::uint32_t add(std::span<const std::uint32_t> sequence);
  std::span<const std::uint32_t> operator[](std::uint32_t number) const {
    return {words_.data() + begins_[number], begins_[number + 1] - begins_[number]};
  }
  std::uint32_t size() const { return static_cast<std::uint32_t>(begins_.size() - 1); }

 private:
  void grow(std::size_t slots);

  std::vector<std::uint32_t> words_;
  std::vector<std::uint32_t> begins_{0};
  std::vector<std::uint32_t> hashes_;
  std::vector<std::uint32_t> slots_ = std::vector<std::uint32_t>(64);  // number + 1
};

// All mentions of one form (the folded words) that are taken to be of one type.
struct NameNode {
  std::uint32_t form = 0;
  EntityType type = EntityType::misc;
  std::uint32_t first = 0;     // its first mention
  std::uint32_t mentions = 0;  // how many
  std::uint32_t cluster = 0;   // a node that stands for all nodes of one thing; see NameForms::root
};

// Words are numbered within the article: `local` numbers, from 0 on.
class NameForms {
 public:
  // `mentions` are trimmed. Their types are made consistent: of a form with several types, the
  // mentions of a rare type take the common one.
  NameForms(const Document& document, const std::vector<Mention>& mentions, NameWords& words);

  std::vector<NameNode> nodes;
  std::vector<std::uint32_t> node_of;     // of each mention
  std::vector<std::uint32_t> surface_of;  // of each mention: equal where the words as written are

  std::span<const std::uint32_t> words(const NameNode& node) const { return forms_[node.form]; }
  // Whether the node's form has nodes of other types too.
  bool several_types(const NameNode& node) const { return nodes_of_form_[node.form] > 1; }
  std::uint32_t locals() const { return static_cast<std::uint32_t>(folded_.size()); }
  std::string_view text(std::uint32_t local) const { return vocabulary_[folded_[local]].text; }
  const NameFacts& facts(std::uint32_t local) const {
    return names_.facts(folded_[local], vocabulary_);
  }
  // The local number of a folded word; numbers it if need be.
  std::uint32_t local(WordId folded);
  // The local number of the word's skeleton, or NameWords::none.
  std::uint32_t skeleton(std::uint32_t local);

  std::uint32_t root(std::uint32_t node);
  // Makes one thing of two. The root is the older of the two roots.
  void join(std::uint32_t a, std::uint32_t b);

 private:
  void number_forms(const Document& document, const std::vector<Mention>& mentions);
  void make_nodes(const std::vector<Mention>& mentions);

  Vocabulary& vocabulary_;
  NameWords& names_;
  SequenceIndex surfaces_;
  SequenceIndex forms_;
  std::vector<std::uint32_t> form_of_surface_;
  std::vector<std::uint8_t> nodes_of_form_;
  std::vector<WordId> folded_;  // of each local number
  SequenceIndex local_;         // of folded words
};

}  // namespace newscut
