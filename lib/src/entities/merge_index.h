// From a word to what is known by it.
#pragma once

#include <cstdint>
#include <vector>

namespace newscut {

// Lists of values by a number. A list is walked from its newest value on, and never further than
// `most` values, so that an article in which everybody is called Smith costs no more than another.
class BoundedIndex {
 public:
  static constexpr int most = 16;

  void add(std::uint32_t key, std::uint32_t value) {
    if (key >= heads_.size()) heads_.resize(key + key / 2 + 16, 0);
    entries_.push_back({value, heads_[key]});
    heads_[key] = static_cast<std::uint32_t>(entries_.size());
  }

  // Calls `visit(value)` until it returns false.
  template <class Visit>
  void each(std::uint32_t key, Visit visit) const {
    if (key >= heads_.size()) return;
    std::uint32_t at = heads_[key];
    for (int i = 0; i < most && at != 0; ++i) {
      const Entry entry = entries_[at - 1];
      if (!visit(entry.value)) return;
      at = entry.next;
    }
  }

 private:
  struct Entry {
    std::uint32_t value;
    std::uint32_t next;  // place in entries_ + 1, 0 at the end
  };
  std::vector<std::uint32_t> heads_;
  std::vector<Entry> entries_;
};

}  // namespace newscut
