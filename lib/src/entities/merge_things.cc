#include "entities/merge_things.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>

#include "entities/merge_index.h"
#include "lexicons.h"

namespace newscut {
namespace {

using Words = std::span<const std::uint32_t>;

constexpr std::uint32_t nothing = NameWords::none;
// Longer names are compared as a whole only.
constexpr std::size_t most_words = 16;
constexpr std::size_t most_letters = 8;  // of an acronym

class ThingMerger {
 public:
  explicit ThingMerger(NameForms& forms) : forms_(forms) {}

  void run() {
    for (std::uint32_t i = 0; i < forms_.nodes.size(); ++i) {
      if (forms_.nodes[i].type != EntityType::per) things_.push_back(i);
    }
    by_key_.reserve(things_.size());
    for (const std::uint32_t node : things_) join_by_key(node);
    for (const std::uint32_t node : things_) index_full(node);
    for (const std::uint32_t node : things_) join_acronym(node);
    for (const std::uint32_t node : things_) join_short(node);
  }

 private:
  NameClass kind(std::uint32_t word) const { return forms_.facts(word).kind; }
  static bool people(const NameNode& node) { return node.type == EntityType::norp; }

  // Aliases, and forms that differ by what is no part of a name.
  void join_by_key(std::uint32_t node) {
    const NameNode& thing = forms_.nodes[node];
    // A form of two types is two things.
    key_.assign(1, forms_.several_types(thing)
                       ? static_cast<char>('0' + static_cast<int>(thing.type))
                   : people(thing) ? 'n'
                                   : 't');
    append_form(forms_.words(thing));
    const std::string_view form = std::string_view(key_).substr(1);
    if (const Alias alias = find_alias(form, thing.type); !alias.name.empty()) {
      key_.replace(1, std::string::npos, alias.name);
    } else if (people(thing) || thing.type == EntityType::product) {
      drop_plural();
    }
    const auto [at, fresh] = by_key_.try_emplace(key_, node);
    if (!fresh) forms_.join(at->second, node);
  }

  void append_form(Words words) {
    if (words.size() > most_words) {  // no alias is so long; the form's number names it
      for (const std::uint32_t word : words) key_ += std::to_string(word) + ' ';
      return;
    }
    const std::size_t start = key_.size();
    for (const std::uint32_t word : words) {
      if (key_.size() > start) key_ += ' ';
      key_ += forms_.text(word);
    }
  }

  void drop_plural() {
    if (key_.size() > 4 && key_.ends_with('s') && !key_.ends_with("ss") && !key_.ends_with("us")) {
      key_.pop_back();
    }
  }

  // Names of two words or more: by their first and last word, and by the letters that an acronym of
  // theirs may begin with.
  void index_full(std::uint32_t node) {
    const Words words = forms_.words(forms_.nodes[node]);
    if (words.size() < 2 || words.size() > most_words || people(forms_.nodes[node])) return;
    by_first_.add(words[0], node);
    by_last_.add(words.back(), node);
    by_letter_.add(first_letter(words[0]), node);
    if (first_letter(words[1]) != first_letter(words[0])) {
      by_letter_.add(first_letter(words[1]), node);
    }
  }

  unsigned char first_letter(std::uint32_t word) const {
    return static_cast<unsigned char>(forms_.text(word).front());
  }

  void join_acronym(std::uint32_t node) {
    const NameNode& thing = forms_.nodes[node];
    if (people(thing) || !read_acronym(forms_.words(thing))) return;
    std::uint32_t found = nothing;
    by_letter_.each(static_cast<unsigned char>(acronym_.front()), [&](std::uint32_t other) {
      if (other != node && spells(forms_.words(forms_.nodes[other]))) found = other;
      return found == nothing;
    });
    if (found != nothing) forms_.join(found, node);
  }

  // A short word, or letters parted by "and": "H&M".
  bool read_acronym(Words words) {
    acronym_.clear();
    for (const std::uint32_t word : words) {
      const std::string_view text = forms_.text(word);
      if (words.size() > 1 && text.size() > 1 && text != "and") return false;
      acronym_ += words.size() > 1 ? text.substr(0, 1) : text;
      if (acronym_.size() > most_letters) return false;
    }
    std::ranges::replace(acronym_, '&', 'a');  // as in "and"
    return acronym_.size() >= 2;
  }

  // Whether the acronym's letters are the initials of the words. Small words may be left out, and
  // so may the first word, which is often a country, and the last of a company ("Inc."); a word
  // that is an abbreviation itself may give two letters ("UK Independence Party", UKIP).
  bool spells(Words words) const {
    constexpr unsigned start = 1;
    unsigned reached = start;  // bit n: n letters are spelt
    for (std::size_t i = 0; i < words.size(); ++i) {
      const std::string_view text = forms_.text(words[i]);
      const bool may_skip = i == 0 || kind(words[i]) == NameClass::small ||
                            (i + 1 == words.size() && kind(words[i]) == NameClass::company);
      unsigned next = may_skip ? reached : 0;
      for (std::size_t n = 0; n < acronym_.size(); ++n) {
        if ((reached >> n & 1U) == 0 || acronym_[n] != text[0]) continue;
        next |= start << (n + 1);
        if (text.size() == 2 && n + 1 < acronym_.size() && acronym_[n + 1] == text[1] &&
            kind(words[i]) != NameClass::small) {
          next |= start << (n + 2);
        }
      }
      reached = next;
    }
    return (reached >> acronym_.size() & 1U) != 0;
  }

  // "Liverpool" of "Liverpool FC", "Senate" of "U.S. Senate".
  void join_short(std::uint32_t node) {
    const NameNode& thing = forms_.nodes[node];
    const Words words = forms_.words(thing);
    if (people(thing) || words.size() >= most_words) return;
    std::uint32_t found = nothing;
    bool several = false;
    const auto visit = [&](std::uint32_t other, bool at_end) {
      if (!short_for(thing, forms_.nodes[other], at_end)) return true;
      const std::uint32_t root = forms_.root(other);
      several |= found != nothing && found != root;
      found = root;
      return !several;
    };
    by_first_.each(words.front(), [&](std::uint32_t other) { return visit(other, false); });
    if (found == nothing) {
      by_last_.each(words.back(), [&](std::uint32_t other) { return visit(other, true); });
    }
    if (found != nothing && !several) forms_.join(found, node);
  }

  bool short_for(const NameNode& thing, const NameNode& full, bool at_end) const {
    const Words words = forms_.words(thing);
    const Words whole = forms_.words(full);
    if (whole.size() <= words.size() || thing.type != full.type) return false;
    const Words part = at_end ? whole.last(words.size()) : whole.first(words.size());
    if (!std::ranges::equal(part, words)) return false;
    const Words rest =
        at_end ? whole.first(whole.size() - words.size()) : whole.subspan(words.size());
    return at_end ? ends_suffice(thing, words, rest) : begins_suffice(thing, words, rest);
  }

  bool begins_suffice(const NameNode& thing, Words words, Words rest) const {
    const bool plain_rest = std::ranges::all_of(rest, [&](std::uint32_t word) {
      const NameClass what = kind(word);
      return what == NameClass::company || what == NameClass::place || what == NameClass::small;
    });
    switch (thing.type) {
      case EntityType::loc:
        return plain_rest && forms_.text(rest.back()) != "city";
      case EntityType::product:
        return false;
      case EntityType::org:
        // A broadcaster's channels and a union's courts are not the broadcaster and the union.
        return plain_rest || !(words.size() == 1 && forms_.text(words[0]).size() <= 3);
      default:
        return kind(rest.front()) != NameClass::small;
    }
  }

  bool ends_suffice(const NameNode& thing, Words words, Words rest) const {
    if (thing.type == EntityType::loc) {
      if (rest.size() < 2 || kind(rest.back()) != NameClass::small) return false;
      // "Islands of Honduras" are a part of it; the "City of Lagos" is Lagos.
      const std::uint32_t noun = rest[rest.size() - 2];
      return kind(noun) == NameClass::state ||
             (kind(noun) == NameClass::place && !forms_.text(noun).ends_with('s'));
    }
    // "University of Leeds" is not Leeds, but the "House of Lords" is the Lords.
    if (kind(rest.back()) == NameClass::small) return forms_.text(rest.front()) == "house";
    if (thing.type == EntityType::org && words.size() == 1) {
      const std::string_view first = forms_.text(rest.front());
      return first != "white" && first != "islamic";
    }
    return true;
  }

  NameForms& forms_;
  std::vector<std::uint32_t> things_;
  std::string key_;
  std::string acronym_;
  std::unordered_map<std::string, std::uint32_t> by_key_;
  BoundedIndex by_first_;
  BoundedIndex by_last_;
  BoundedIndex by_letter_;
};

}  // namespace

Alias find_alias(std::string_view form, EntityType type) {
  const Lexicon& table =
      type == EntityType::norp ? lexicons::people_aliases : lexicons::name_aliases;
  const int row = table.find(form);
  if (row == Lexicon::none) return {};
  return {table.field(row, 1), table.columns() > 2 && table.field(row, 2) == "short"};
}

void merge_things(NameForms& forms) { ThingMerger(forms).run(); }

}  // namespace newscut
