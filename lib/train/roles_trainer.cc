// Trains lib/data/roles.model: which words around a person's name are a title or role.
//
//     roles_trainer ARTICLES.jsonl MODEL
//
// An averaged structured perceptron (Collins 2002) over the windows of role_features.h. The roles
// of the articles are strings: where one stands beside a mention of its bearer, its tokens are B
// and I.
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>
#include <numeric>
#include <random>

#include "entities/role_model.h"
#include "gold_mentions.h"

namespace {

using newscut::RoleLabel;
using newscut::RoleModel;
using newscut::RoleText;
using newscut::RoleWindow;
using newscut::TokenIndex;
using newscut::train::GoldArticle;

constexpr int rounds = 8;
constexpr unsigned seeds =
    8;  // as many perceptrons, each with its own order of the windows, are summed
constexpr double margin = 5;  // that a wrong label must be beaten by

struct Example {
  bool after = false;
  std::vector<std::vector<std::uint32_t>> features;  // buckets, of each token
  std::vector<RoleLabel> labels;
};

std::string lower(std::string_view text) {
  std::string result;
  for (const char c : text)
    result += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

// Labels the tokens of each role that stands in the window, longer roles first.
std::vector<RoleLabel> gold_labels(const GoldArticle& article, const RoleWindow& window,
                                   const std::vector<std::string>& roles) {
  const newscut::Document& document = article.document;
  std::vector<RoleLabel> labels(window.tokens.size(), RoleLabel::outside);
  for (const std::string& role : roles) {
    const std::string wanted = lower(role);
    for (TokenIndex first = window.tokens.begin; first < window.tokens.end; ++first) {
      const std::uint32_t begin = document.tokens[first].span.begin;
      const std::string_view rest = document.text.substr(begin, wanted.size());
      if (lower(rest) != wanted) continue;
      TokenIndex last = first;
      while (last < window.tokens.end && document.tokens[last].span.end < begin + wanted.size())
        ++last;
      if (last == window.tokens.end) continue;
      // A full stop that the role lacks may end its last token.
      if (document.tokens[last].span.end > begin + wanted.size() + 1) continue;
      const auto at = labels.begin() + (first - window.tokens.begin);
      const auto end = labels.begin() + (last + 1 - window.tokens.begin);
      if (std::any_of(at, end, [](RoleLabel l) { return l != RoleLabel::outside; })) continue;
      std::fill(at, end, RoleLabel::inside);
      *at = RoleLabel::begin;
    }
  }
  return labels;
}

void add_examples(const GoldArticle& article, newscut::Workspace& workspace,
                  std::vector<Example>& examples) {
  const RoleText text(article.document, article.mentions, workspace.merging.roles);
  for (const newscut::Mention& mention : article.mentions) {
    if (mention.type != newscut::EntityType::per) continue;
    std::vector<std::string> roles = article.entities[mention.entity].roles;
    std::ranges::stable_sort(roles, std::ranges::greater(), &std::string::size);
    for (const RoleWindow& window : {text.before(mention.tokens), text.after(mention.tokens)}) {
      if (!window.worth_reading) continue;
      Example example{window.after, {}, gold_labels(article, window, roles)};
      example.features.resize(window.tokens.size());
      text.features(window, [&](std::size_t place, std::uint32_t feature) {
        example.features[place].push_back(feature % RoleModel::buckets);
      });
      examples.push_back(std::move(example));
    }
  }
}

// Weights as in the model, and their sums over time.
class Perceptron {
 public:
  Perceptron() : weights_(RoleModel::bytes), sums_(RoleModel::bytes) {}

  // Whether the window was labelled rightly.
  bool learn(const Example& example) {
    scores_.assign(example.labels.size(), {});
    for (std::size_t i = 0; i < example.labels.size(); ++i) {
      for (const std::uint32_t feature : example.features[i]) {
        for (std::size_t label = 0; label < newscut::role_labels; ++label) {
          scores_[i][label] += weights_[place(feature, label)];
        }
      }
    }
    for (std::size_t i = 0; i < example.labels.size(); ++i) {
      for (std::size_t label = 0; label < newscut::role_labels; ++label) {
        if (label != static_cast<std::size_t>(example.labels[i])) scores_[i][label] += margin;
      }
    }
    newscut::best_labels<double>(
        std::span<const std::array<double, newscut::role_labels>>(scores_),
        [&](std::size_t former, std::size_t label) {
          return weights_[RoleModel::pair(example.after, former, label)];
        },
        guess_);
    ++time_;
    if (guess_ == example.labels) return true;
    change(example, example.labels, 1);
    change(example, guess_, -1);
    return false;
  }

  // Adds the averages of the weights over time.
  void add_to(std::vector<double>& weights) const {
    for (std::size_t i = 0; i < weights_.size(); ++i) weights[i] += weights_[i] - sums_[i] / time_;
  }

 private:
  static std::size_t place(std::uint32_t feature, std::size_t label) {
    return RoleModel::pairs + feature * RoleModel::row + label;
  }
  void change(const Example& example, const std::vector<RoleLabel>& labels, double by) {
    std::size_t former = newscut::role_labels;
    for (std::size_t i = 0; i < labels.size(); ++i) {
      const auto label = static_cast<std::size_t>(labels[i]);
      add(RoleModel::pair(example.after, former, label), by);
      for (const std::uint32_t feature : example.features[i]) add(place(feature, label), by);
      former = label;
    }
  }
  void add(std::size_t at, double by) {
    weights_[at] += by;
    sums_[at] += time_ * by;
  }

  std::vector<double> weights_;
  std::vector<double> sums_;
  std::vector<std::array<double, newscut::role_labels>> scores_;
  std::vector<RoleLabel> guess_;
  double time_ = 0;
};

void train(const std::vector<Example>& examples, unsigned seed, std::vector<double>& weights) {
  Perceptron perceptron;
  std::mt19937 random(seed);
  std::vector<std::size_t> order(examples.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::size_t right = 0;
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
    right = 0;
    for (const std::size_t i : order) {
      right += static_cast<std::size_t>(perceptron.learn(examples[i]));
    }
  }
  std::cerr << "seed " << seed << ": " << right << " of " << examples.size() << " windows right\n";
  perceptron.add_to(weights);
}

std::string quantised(const std::vector<double>& weights) {
  double most = 0;
  for (const double weight : weights) most = std::max(most, std::abs(weight));
  std::string bytes;
  for (const double weight : weights) {
    bytes += static_cast<char>(static_cast<signed char>(std::lround(weight * 127 / most)));
  }
  return bytes;
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 3) {
    std::cerr << "usage: roles_trainer ARTICLES.jsonl MODEL\n";
    return 2;
  }
  std::vector<Example> examples;
  newscut::train::each_article(argv[1],
                               [&](const GoldArticle& article, newscut::Workspace& workspace) {
                                 add_examples(article, workspace, examples);
                               });
  std::vector<double> weights(RoleModel::bytes);
  for (unsigned seed = 1; seed <= seeds; ++seed) train(examples, seed, weights);
  std::ofstream out(argv[2], std::ios::binary);
  out << quantised(weights);
  out.close();
  if (!out) throw std::runtime_error(std::string(argv[2]) + ": cannot be written");
  return EXIT_SUCCESS;
} catch (const std::exception& error) {
  std::cerr << "roles_trainer: " << error.what() << '\n';
  return EXIT_FAILURE;
}
