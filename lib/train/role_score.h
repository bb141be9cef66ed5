// How well the roles of the persons of annotated articles are found.
#pragma once

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace newscut::train {

// Roles are compared without case, white space differences and what may stand before them.
inline std::string plain_role(std::string_view role) {
  std::string plain;
  for (std::size_t i = 0; i < role.size(); ++i) {
    if (role.substr(i, 3) == "\u2019") {
      plain += '\'';
      i += 2;
    } else if (std::isspace(static_cast<unsigned char>(role[i])) == 0) {
      plain += static_cast<char>(std::tolower(static_cast<unsigned char>(role[i])));
    } else if (!plain.empty() && plain.back() != ' ') {
      plain += ' ';
    }
  }
  while (!plain.empty() && (plain.back() == ' ' || plain.back() == '.' || plain.back() == ',')) {
    plain.pop_back();
  }
  for (const std::string_view word : {"the ", "a ", "an ", "his ", "her ", "their ", "its "}) {
    if (plain.starts_with(word)) return plain.substr(word.size());
  }
  return plain;
}

class RoleScore {
 public:
  void add(const std::vector<std::string>& gold, const std::vector<std::string>& found) {
    const std::vector<std::string> wanted = distinct(gold);
    std::vector<std::string> given = distinct(found);
    wanted_ += wanted.size();
    given_ += given.size();
    exact_ += pair(wanted, given, [](const auto& a, const auto& b) { return a == b; });
    near_ += pair(wanted, given, near);
  }
  void add(const RoleScore& other) {
    wanted_ += other.wanted_;
    given_ += other.given_;
    exact_ += other.exact_;
    near_ += other.near_;
  }
  void print(std::ostream& out, std::string_view what) const {
    out << what << ": gold " << wanted_ << " found " << given_;
    print(out, " exact", exact_);
    print(out, " head", near_);
    out << '\n';
  }

 private:
  static std::vector<std::string> distinct(const std::vector<std::string>& roles) {
    std::vector<std::string> result;
    for (const std::string& role : roles) result.push_back(plain_role(role));
    std::ranges::sort(result);
    result.erase(std::unique(result.begin(), result.end()), result.end());
    return result;
  }
  // One begins or ends with the other, at a word's edge.
  static bool near(const std::string& a, const std::string& b) {
    const std::string& small = a.size() < b.size() ? a : b;
    const std::string& large = a.size() < b.size() ? b : a;
    return !small.empty() &&
           (small == large || large.starts_with(small + ' ') || large.ends_with(' ' + small));
  }
  template <class Same>
  static std::size_t pair(const std::vector<std::string>& wanted, std::vector<std::string> given,
                          Same same) {
    std::size_t right = 0;
    for (const std::string& role : wanted) {
      auto at = std::ranges::find(given, role);
      if (at == given.end()) {
        at = std::ranges::find_if(given, [&](const std::string& g) { return same(role, g); });
      }
      if (at == given.end()) continue;
      given.erase(at);
      ++right;
    }
    return right;
  }
  void print(std::ostream& out, std::string_view name, std::size_t right) const {
    const auto part = [](std::size_t a, std::size_t b) {
      return b == 0 ? 0.0 : static_cast<double>(a) / static_cast<double>(b);
    };
    out << name << " P " << part(right, given_) << " R " << part(right, wanted_) << " F1 "
        << part(2 * right, given_ + wanted_);
  }

  std::size_t wanted_ = 0;
  std::size_t given_ = 0;
  std::size_t exact_ = 0;
  std::size_t near_ = 0;
};

}  // namespace newscut::train
