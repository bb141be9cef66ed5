#include "entities/merge_persons.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include "entities/merge_index.h"

namespace newscut {
namespace {

using Words = std::span<const std::uint32_t>;

constexpr std::uint32_t nobody = NameWords::none;

class PersonMerger {
 public:
  PersonMerger(NameForms& forms, const std::vector<Gender>& titles)
      : forms_(forms), titles_(titles) {}

  void run() {
    for (std::uint32_t i = 0; i < forms_.nodes.size(); ++i) {
      const NameNode& node = forms_.nodes[i];
      if (node.type == EntityType::per) (core(node).size() > 1 ? full_ : short_).push_back(i);
    }
    // Longer names first, so that a shorter one finds all that it may be short for.
    std::ranges::stable_sort(full_, std::ranges::greater(),
                             [&](std::uint32_t i) { return core(forms_.nodes[i]).size(); });
    for (const std::uint32_t node : full_) add_full(node);
    genders_.assign(forms_.nodes.size(), Gender::unknown);
    for (const std::uint32_t node : full_) learn_gender(node);
    learn_genders_from_titles();
    shared_.resize(forms_.nodes.size());
    for (const std::uint32_t node : short_) add_short(node);
    if (any_shared_) settle_shared();
  }

 private:
  // How a short name stands in a full one; better ones are greater.
  enum Place { nowhere, inside, first, last };

  struct Bearers {
    std::array<std::uint32_t, BoundedIndex::most> nodes{};
    std::uint32_t size = 0;
  };

  // The words without what follows a name ("Jr.").
  Words core(const NameNode& node) const {
    Words words = forms_.words(node);
    while (words.size() > 1 && kind(words.back()) == NameClass::suffix) {
      words = words.first(words.size() - 1);
    }
    return words;
  }
  NameClass kind(std::uint32_t word) const { return forms_.facts(word).kind; }

  // Of two given names.
  bool given_agree(std::uint32_t a, std::uint32_t b) const {
    if (a == b) return true;
    const std::string_view x = forms_.text(a);
    const std::string_view y = forms_.text(b);
    if (forms_.facts(a).initial || forms_.facts(b).initial) return x.front() == y.front();
    return is_nickname(x, y) || is_nickname(y, x);
  }

  bool spelt_alike(std::uint32_t a, std::uint32_t b) const {
    const std::string_view x = forms_.text(a);
    const std::string_view y = forms_.text(b);
    return x.size() >= 5 && y.size() >= 5 && one_letter_apart(x, y);
  }

  // Given names a letter apart are often two ("Maria", "Marta"), unless it is a vowel or is
  // doubled.
  bool given_spelt_alike(std::uint32_t a, std::uint32_t b) {
    return spelt_alike(a, b) && forms_.skeleton(a) == forms_.skeleton(b);
  }

  static bool contains(Words longer, Words shorter) {
    // Not std::ranges::search: clang 14 does not take the subrange of libstdc++ 12.
    return std::search(longer.begin(), longer.end(), shorter.begin(), shorter.end()) !=
           longer.end();
  }

  // Whether two full names are one person's. `a` has no more words than `b`.
  bool agree(const NameNode& node_a, const NameNode& node_b) {
    const Words a = core(node_a);
    const Words b = core(node_b);
    if (!suffixes_agree(forms_.words(node_a).subspan(a.size()),
                        forms_.words(node_b).subspan(b.size()), std::ranges::equal(a, b))) {
      return false;
    }
    if (contains(b, a)) return true;
    if (a.back() == b.back()) {
      return given_agree(a.front(), b.front()) || given_spelt_alike(a.front(), b.front());
    }
    return a.front() == b.front() && spelt_alike(a.back(), b.back());
  }

  // A father and his son bear the same name but for the suffix.
  static bool suffixes_agree(Words a, Words b, bool same_core) {
    if (a.empty() && b.empty()) return true;
    if (a.empty() || b.empty()) return !same_core;
    return std::ranges::equal(a, b);
  }

  void add_full(std::uint32_t node) {
    const Words words = core(forms_.nodes[node]);
    std::uint32_t found = nobody;
    const auto look = [&](std::uint32_t word) {
      if (found != nobody || word == NameWords::none) return;
      by_word_.each(word, [&](std::uint32_t other) {
        if (agree(forms_.nodes[node], forms_.nodes[other])) found = other;
        return found == nobody;
      });
    };
    look(words.back());
    look(words.front());
    if (found != nobody) forms_.join(found, node);
    for (const std::uint32_t word : words) {
      if (!forms_.facts(word).initial) by_word_.add(word, node);
    }
    const std::uint32_t bones = forms_.skeleton(words.back());
    if (bones != NameWords::none) by_word_.add(bones, node);
  }

  Place place(std::uint32_t word, const NameNode& full) const {
    const Words words = core(full);
    if (words.back() == word) return last;
    if (words.front() == word) return first;
    return std::ranges::find(words, word) == words.end() ? nowhere : inside;
  }

  void add_short(std::uint32_t node) {
    const Words words = core(forms_.nodes[node]);
    Bearers bearers;
    find_bearers(words.back(), bearers);
    if (bearers.size == 0) find_misspelt(words.back(), bearers);
    if (bearers.size == 0) find_nicknamed(words.back(), bearers);
    if (bearers.size == 0) find_owner(words.back(), bearers);
    if (bearers.size == 1) forms_.join(bearers.nodes[0], node);
    if (bearers.size > 1) {
      shared_[node] = bearers;
      any_shared_ = true;
    }
  }

  // Roots of the persons in whose full names the word has the best place.
  void find_bearers(std::uint32_t word, Bearers& bearers) {
    Place best = inside;
    by_word_.each(word, [&](std::uint32_t other) {
      const Place at = place(word, forms_.nodes[other]);
      if (at < best) return true;
      if (at > best) bearers.size = 0;
      best = at;
      add_bearer(other, bearers);
      return true;
    });
  }

  void find_misspelt(std::uint32_t word, Bearers& bearers) {
    const std::uint32_t bones = forms_.skeleton(word);
    if (bones == NameWords::none) return;
    by_word_.each(bones, [&](std::uint32_t other) {
      if (spelt_alike(word, core(forms_.nodes[other]).back())) add_bearer(other, bearers);
      return true;
    });
  }

  // "Bernie" where the article has "Bernard Sanders": only few persons are looked at.
  void find_nicknamed(std::uint32_t word, Bearers& bearers) {
    const std::size_t most = std::min<std::size_t>(full_.size(), 32);
    if (forms_.text(word).size() < 3 || !forms_.facts(word).given) return;
    for (std::size_t i = 0; i < most; ++i) {
      if (is_nickname(forms_.text(word), forms_.text(core(forms_.nodes[full_[i]]).front()))) {
        add_bearer(full_[i], bearers);
      }
    }
  }

  // "@marcorubio" where the article has "Marco Rubio": the first name or its initial, and the
  // surname.
  void find_owner(std::uint32_t handle, Bearers& bearers) {
    const std::size_t most = std::min<std::size_t>(full_.size(), 32);
    const std::string_view text = forms_.text(handle);
    if (text.size() < 6) return;
    for (std::size_t i = 0; i < most; ++i) {
      const Words words = core(forms_.nodes[full_[i]]);
      const std::string_view given = forms_.text(words.front());
      const std::string_view surname = forms_.text(words.back());
      if (surname.size() < 3) continue;
      const std::size_t at = text.find(surname);
      if (at == text.npos || at == 0) continue;
      if ((at >= given.size() && text.substr(at - given.size(), given.size()) == given) ||
          (at == 1 && text.front() == given.front() && at + surname.size() == text.size())) {
        add_bearer(full_[i], bearers);
      }
    }
  }

  void add_bearer(std::uint32_t node, Bearers& bearers) {
    const std::uint32_t root = forms_.root(node);
    const auto end = bearers.nodes.begin() + bearers.size;
    if (std::find(bearers.nodes.begin(), end, root) == end && bearers.size < bearers.nodes.size()) {
      bearers.nodes[bearers.size++] = root;
    }
  }

  void learn_gender(std::uint32_t node) {
    Gender& known = genders_[forms_.root(node)];
    if (known == Gender::unknown) {
      known = forms_.facts(core(forms_.nodes[node]).front()).given_gender;
    }
  }

  // A title before a full name says more than the first name.
  void learn_genders_from_titles() {
    for (std::uint32_t i = 0; i < forms_.node_of.size(); ++i) {
      const NameNode& node = forms_.nodes[forms_.node_of[i]];
      if (titles_[i] != Gender::unknown && node.type == EntityType::per && core(node).size() > 1) {
        genders_[forms_.root(forms_.node_of[i])] = titles_[i];
      }
    }
  }

  // Goes through the article: a shared name means the bearer named last, unless a title forbids.
  void settle_shared() {
    std::vector<std::uint32_t> named_at(forms_.nodes.size(), 0);  // mention + 1, of roots
    for (std::uint32_t i = 0; i < forms_.node_of.size(); ++i) {
      std::uint32_t& node = forms_.node_of[i];
      const Bearers& bearers = shared_[node];
      if (bearers.size > 1) node = choose(bearers, titles_[i], named_at);
      named_at[forms_.root(node)] = i + 1;
    }
  }

  std::uint32_t choose(const Bearers& bearers, Gender title,
                       const std::vector<std::uint32_t>& named_at) const {
    std::uint32_t chosen = bearers.nodes[0];
    const auto rank = [&](std::uint32_t node) {
      const bool fits =
          title == Gender::unknown || genders_[node] == Gender::unknown || genders_[node] == title;
      // Of persons not yet named, the one that is named first.
      return std::tuple(fits, named_at[node], ~forms_.nodes[node].first);
    };
    for (std::uint32_t i = 1; i < bearers.size; ++i) {
      if (rank(bearers.nodes[i]) > rank(chosen)) chosen = bearers.nodes[i];
    }
    return chosen;
  }

  NameForms& forms_;
  const std::vector<Gender>& titles_;
  std::vector<std::uint32_t> full_;
  std::vector<std::uint32_t> short_;
  BoundedIndex by_word_;         // nodes of full names, by word and by skeleton of the surname
  std::vector<Gender> genders_;  // of roots
  std::vector<Bearers> shared_;  // of nodes of short names that several persons bear
  bool any_shared_ = false;
};

}  // namespace

void merge_persons(NameForms& forms, const std::vector<Gender>& titles) {
  PersonMerger(forms, titles).run();
}

}  // namespace newscut
