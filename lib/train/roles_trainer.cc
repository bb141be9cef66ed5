// Trains lib/data/roles.model: which words around a person's name are a title or role, and whom
// descriptions away from names mean.
//
//     roles_trainer ARTICLES.jsonl SILVER.jsonl MODEL
//     roles_trainer --cross-validate ARTICLES.jsonl SILVER.jsonl [HELD_OUT.jsonl]
//
// The roles of the articles are strings: where one stands beside a mention of its bearer, it is a
// segment of the window (role_features.h). A description (role_descriptions.h) is its bearer's
// where it is, as a string, one of his roles. SILVER are other articles with their names, as the
// tagger finds them, and without roles: weights learned from ARTICLES alone find those, and then
// both are learned from. Cross-validation is over five folds; HELD_OUT is scored
// with a model of all ARTICLES.
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <iostream>
#include <numeric>
#include <random>
#include <span>

#include "entities/role_model.h"
#include "entities/roles.h"
#include "entities/written.h"
#include "gold_mentions.h"
#include "role_crf.h"
#include "role_score.h"

namespace {

using newscut::RoleLabel;
using newscut::RoleModel;
using newscut::RoleText;
using newscut::RoleWindow;
using newscut::TokenIndex;
using newscut::train::GoldArticle;
using Example = newscut::train::RoleExample;

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
  RoleText text(article.document, article.mentions, workspace.merging.roles);
  for (const newscut::Mention& mention : article.mentions) {
    if (mention.type != newscut::EntityType::per) continue;
    std::vector<std::string> roles = article.entities[mention.entity].roles;
    std::ranges::stable_sort(roles, std::ranges::greater(), &std::string::size);
    for (const RoleWindow& window : {text.before(mention.tokens), text.after(mention.tokens)}) {
      if (!window.worth_reading) continue;
      text.read(window);
      Example example;
      example.after = window.after;
      example.tokens.resize(window.tokens.size());
      text.features(window, ~std::uint32_t{0}, [&](std::size_t place, std::uint32_t feature) {
        example.tokens[place].push_back(feature % RoleModel::buckets);
      });
      const std::vector<RoleLabel> labels = gold_labels(article, window, roles);
      std::vector<newscut::RoleSegment> gold;
      for (std::size_t i = 0; i < labels.size(); ++i) {
        if (labels[i] == RoleLabel::begin) gold.push_back({static_cast<std::uint8_t>(i), 0});
        if (labels[i] != RoleLabel::outside) gold.back().end = static_cast<std::uint8_t>(i + 1);
      }
      text.segments(window, [&](newscut::RoleSegment segment) {
        auto& candidate = example.candidates.emplace_back();
        candidate.segment = segment;
        text.segment_features(window, segment, [&](std::uint32_t feature) {
          candidate.features.push_back(feature % RoleModel::buckets);
        });
        candidate.gold = std::ranges::find(gold, segment) != gold.end();
      });
      examples.push_back(std::move(example));
    }
  }
}

template <class T>
void shuffle(std::vector<T>& items, std::mt19937& random) {
  for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[random() % i]);
}

std::string quantised(const std::vector<double>& weights) {
  double most = 0;
  for (const double weight : weights) most = std::max(most, std::abs(weight));
  if (most == 0) most = 1;
  std::string bytes;
  for (const double weight : weights) {
    bytes += static_cast<char>(static_cast<signed char>(std::lround(weight * 127 / most)));
  }
  return bytes;
}

// Of each person and extent, the features and whether the choice of both is right. The first
// features, the same for all, are those of the description.
struct Choice : std::vector<std::pair<std::vector<std::uint32_t>, bool>> {
  std::size_t shared = 0;
  std::vector<double> chances;  // of each to be right, where nobody has told what is
};

struct Article {
  std::unique_ptr<GoldArticle> gold;
  std::vector<Example> examples;
  std::vector<Choice> choices;
};

// Marks the roles that a model finds as those of the examples; `articles` are those the examples
// are of, in the same order.
void label(std::vector<Article>& articles, const RoleModel& model, newscut::Workspace& workspace) {
  std::vector<newscut::RoleSegment> found;
  for (Article& article : articles) {
    RoleText text(article.gold->document, article.gold->mentions, workspace.merging.roles);
    auto example = article.examples.begin();
    for (const newscut::Mention& mention : article.gold->mentions) {
      if (mention.type != newscut::EntityType::per) continue;
      for (const RoleWindow& window : {text.before(mention.tokens), text.after(mention.tokens)}) {
        if (!window.worth_reading) continue;
        model.find(text, window, found);
        for (auto& candidate : example->candidates) {
          candidate.gold = std::ranges::find(found, candidate.segment) != found.end();
        }
        ++example;
      }
    }
  }
}

// Adds to the log-odds of each role.
void favour_roles(std::vector<double>& weights, double odds) {
  for (const bool after : {false, true}) {
    for (std::size_t former = 0; former <= RoleModel::start; ++former) {
      weights[RoleModel::pair(after, former, 1)] += odds;
    }
  }
}

// Weights of the windows: the mean of several fields, each with its own order of the examples.
std::vector<double> train(const std::vector<const Example*>& examples) {
  constexpr unsigned seeds = 5;
  constexpr int rounds = 10;
  constexpr double rate = 0.02;
  constexpr double dropout = 0.3;
  // What a role found rightly is worth against one found wrongly, in log-odds.
  constexpr double bias = 0.5;
  std::vector<double> weights(RoleModel::descriptions);
  for (unsigned seed = 1; seed <= seeds; ++seed) {
    newscut::train::RoleCrf crf(dropout);
    std::mt19937 random(seed);
    const auto chance = [&](double p) { return static_cast<double>(random()) < p * 4294967296.0; };
    std::vector<const Example*> order = examples;
    for (int round = 0; round < rounds; ++round) {
      shuffle(order, random);
      crf.set_rate(rate * (1 - 0.9 * round / rounds));
      for (const Example* example : order) crf.learn(*example, chance);
    }
    for (std::size_t i = 0; i < weights.size(); ++i) weights[i] += crf.weights()[i] / seeds;
  }
  favour_roles(weights, bias);
  return weights;
}

newscut::Entities entities_of(const GoldArticle& gold) {
  newscut::Entities entities;
  entities.mentions = gold.mentions;
  entities.entities.resize(gold.entities.size());
  return entities;
}

// The descriptions of an article, once `model` has found the roles beside names.
void add_choices(Article& article, const RoleModel& model, newscut::Workspace& workspace) {
  article.choices.clear();
  const GoldArticle& gold = *article.gold;
  const newscut::Entities entities = entities_of(gold);
  const auto roles =
      newscut::roles_beside_names(gold.document, entities, workspace.merging.roles, model);
  newscut::RoleDescriptions(gold.document, entities, workspace.merging.roles)
      .each(
          roles, [](const auto&) { return true; },
          [&](const newscut::RoleDescriptions::Choice& description) {
            Choice choice;
            choice.shared = description.features.count;
            for (const auto& extent : description.extents) {
              const std::string role =
                  newscut::train::plain_role(newscut::written(gold.document, extent.tokens));
              for (const auto& person : description.persons) {
                std::vector<std::uint32_t> features;
                for (const auto part :
                     {description.features.all(), person.features.all(), extent.features.all()}) {
                  for (const std::uint32_t feature : part) {
                    features.push_back(feature % RoleModel::description_buckets);
                  }
                }
                const bool right = std::ranges::any_of(
                    gold.entities[person.entity].roles,
                    [&](const auto& r) { return newscut::train::plain_role(r) == role; });
                choice.emplace_back(std::move(features), right);
              }
            }
            article.choices.push_back(std::move(choice));
          });
}

// Weights of the features of descriptions: a log-linear choice of a person and an extent, or of
// nobody, by AdaGrad with dropout.
std::vector<double> train_choices(const std::vector<const Choice*>& choices, unsigned seed) {
  constexpr int rounds = 5;
  constexpr double rate = 0.1;
  constexpr double dropout = 0.3;
  std::vector<double> weights(RoleModel::description_buckets);
  std::vector<double> squares(RoleModel::description_buckets, 1e-2);
  std::mt19937 random(seed);
  std::vector<const Choice*> order = choices;
  std::vector<std::vector<std::uint32_t>> kept;
  std::vector<double> odds;
  for (int round = 0; round < rounds; ++round) {
    shuffle(order, random);
    const double step = rate * (1 - 0.9 * round / rounds);
    for (const Choice* choice : order) {
      kept.assign(choice->size(), {});
      odds.assign(choice->size(), 0);
      double all = 1;  // nobody's
      double right = 0;
      for (std::size_t i = 0; i < choice->size(); ++i) {
        for (const std::uint32_t feature : (*choice)[i].first) {
          if (static_cast<double>(random()) < dropout * 4294967296.0) continue;
          kept[i].push_back(feature);
          odds[i] += weights[feature] / (1 - dropout);
        }
        odds[i] = std::exp(std::min(odds[i], 50.0));
        all += odds[i];
        if ((*choice)[i].second) right += odds[i];
      }
      for (std::size_t i = 0; i < choice->size(); ++i) {
        const double wanted = !choice->chances.empty() ? choice->chances[i]
                              : (*choice)[i].second    ? odds[i] / right
                                                       : 0;
        const double gradient = (wanted - odds[i] / all) / (1 - dropout);
        for (const std::uint32_t feature : kept[i]) {
          squares[feature] += gradient * gradient;
          weights[feature] += step * gradient / std::sqrt(squares[feature]);
        }
      }
    }
  }
  return weights;
}

// The mean of several, each with its own order of the descriptions.
std::vector<double> train_choices(const std::vector<const Choice*>& choices) {
  constexpr unsigned seeds = 4;
  std::vector<double> weights(RoleModel::description_buckets);
  for (unsigned seed = 1; seed <= seeds; ++seed) {
    const std::vector<double> one = train_choices(choices, seed);
    for (std::size_t i = 0; i < weights.size(); ++i) weights[i] += one[i] / seeds;
  }
  return weights;
}

// Sets the chances of the choices by the weights.
void guess(std::vector<Choice>& choices, const std::vector<double>& weights) {
  for (Choice& choice : choices) {
    choice.chances.clear();
    double all = 1;  // nobody's
    for (const auto& [features, right] : choice) {
      double sum = 0;
      for (const std::uint32_t feature : features) sum += weights[feature];
      choice.chances.push_back(std::exp(std::min(sum, 50.0)));
      all += choice.chances.back();
    }
    for (double& chance : choice.chances) chance /= all;
  }
}

// The score of nobody that all but a fiftieth of the descriptions have at most that mean somebody,
// as an int16, little-endian.
std::string limit_of(const std::string& weights, const std::vector<const Choice*>& choices) {
  const auto sum = [&](std::span<const std::uint32_t> features) {
    int all = 0;
    for (const std::uint32_t feature : features) all += static_cast<signed char>(weights[feature]);
    return all;
  };
  std::vector<int> scores;
  for (const Choice* choice : choices) {
    if (std::ranges::none_of(*choice, [&](const auto& person) { return sum(person.first) > 0; })) {
      continue;
    }
    scores.push_back(-sum(std::span(choice->front().first).first(choice->shared)));
  }
  std::ranges::sort(scores);
  const int limit = scores.empty() ? 0 : scores[scores.size() * 49 / 50];
  return {static_cast<char>(limit & 0xFF), static_cast<char>(limit >> 8)};
}

// The bytes of a model that finds roles beside names alone.
std::string without_choices(const std::vector<double>& windows) {
  return quantised(windows) + std::string(RoleModel::bytes - RoleModel::descriptions, '\0');
}
// The bytes of the model.
std::string joined(const std::vector<double>& windows, std::vector<const Choice*> choices,
                   std::vector<Article>& silver, newscut::Workspace& workspace) {
  const std::vector<const Choice*> gold = choices;
  const std::vector<double> teacher = train_choices(gold);
  const std::string beside_names = without_choices(windows);
  for (Article& article : silver) {
    add_choices(article, RoleModel(beside_names), workspace);
    guess(article.choices, teacher);
    for (const Choice& choice : article.choices) choices.push_back(&choice);
  }
  const std::string weights = quantised(train_choices(choices));
  return quantised(windows) + weights + limit_of(weights, gold);
}

newscut::train::RoleScore evaluate(const std::string& bytes, const Article& article,
                                   newscut::Workspace& workspace) {
  const RoleModel model(bytes);
  newscut::Entities entities = entities_of(*article.gold);
  newscut::find_roles(article.gold->document, entities, workspace.merging.roles, model);
  newscut::train::RoleScore score;
  for (std::size_t i = 0; i < entities.entities.size(); ++i) {
    if (article.gold->entities[i].type != newscut::EntityType::per) continue;
    score.add(article.gold->entities[i].roles, entities.entities[i].roles);
  }
  return score;
}

constexpr std::size_t folds = 5;
constexpr std::size_t none = folds;  // no fold

// Of all articles but those of one fold.
std::vector<const Example*> examples_of(const std::vector<Article>& articles, std::size_t but) {
  std::vector<const Example*> examples;
  for (std::size_t i = 0; i < articles.size(); ++i) {
    if (i % folds == but) continue;
    for (const Example& example : articles[i].examples) examples.push_back(&example);
  }
  return examples;
}
std::vector<const Choice*> choices_of(const std::vector<Article>& articles, std::size_t but) {
  std::vector<const Choice*> choices;
  for (std::size_t i = 0; i < articles.size(); ++i) {
    if (i % folds == but) continue;
    for (const Choice& choice : articles[i].choices) choices.push_back(&choice);
  }
  return choices;
}

// Weights of the windows of all articles but those of one fold, and of `silver` with the roles
// that weights without it find.
std::vector<double> train_with(const std::vector<Article>& articles, std::size_t but,
                               std::vector<Article>& silver, newscut::Workspace& workspace) {
  std::vector<const Example*> examples = examples_of(articles, but);
  std::vector<double> windows = train(examples);
  if (silver.empty()) return windows;
  // Annotators leave out more roles than they invent, and what is learned from a doubt is no doubt
  // any more.
  constexpr double lenience = 0.5;
  favour_roles(windows, lenience);
  const std::string teacher = without_choices(windows);
  label(silver, RoleModel(teacher), workspace);
  for (const Article& article : silver) {
    for (const Example& example : article.examples) examples.push_back(&example);
  }
  return train(examples);
}

// Finds the descriptions of each article beside roles as a model finds them that has not seen the
// article. Gives the weights of these models, by the fold that each has not seen.
std::vector<std::vector<double>> find_choices(std::vector<Article>& articles,
                                              std::vector<Article>& silver,
                                              newscut::Workspace& workspace) {
  std::vector<std::vector<double>> windows;
  for (std::size_t fold = 0; fold < folds; ++fold) {
    windows.push_back(train_with(articles, fold, silver, workspace));
    const std::string model = without_choices(windows.back());
    for (std::size_t i = fold; i < articles.size(); i += folds) {
      add_choices(articles[i], RoleModel(model), workspace);
    }
  }
  return windows;
}

}  // namespace

int main(int argc, char** argv) try {
  const bool validate = argc > 1 && std::string(argv[1]) == "--cross-validate";
  if (argc != 4 && !(validate && argc == 5)) {
    std::cerr << "usage: roles_trainer ARTICLES.jsonl SILVER.jsonl MODEL\n"
                 "       roles_trainer --cross-validate ARTICLES.jsonl SILVER.jsonl "
                 "[HELD_OUT.jsonl]\n";
    return 2;
  }
  newscut::Workspace workspace;
  const auto load = [&](const char* path) {
    std::vector<Article> articles;
    newscut::train::load_articles(path, workspace, [&](std::unique_ptr<GoldArticle> gold) {
      articles.push_back({std::move(gold), {}, {}});
      add_examples(*articles.back().gold, workspace, articles.back().examples);
    });
    return articles;
  };
  std::vector<Article> articles = load(argv[validate ? 2 : 1]);
  std::vector<Article> silver = load(argv[validate ? 3 : 2]);
  const std::vector<std::vector<double>> windows = find_choices(articles, silver, workspace);
  const auto train_all = [&] {
    return joined(train_with(articles, none, silver, workspace), choices_of(articles, none), silver,
                  workspace);
  };
  if (validate) {
    newscut::train::RoleScore all;
    for (std::size_t fold = 0; fold < folds; ++fold) {
      const std::string model =
          joined(windows[fold], choices_of(articles, fold), silver, workspace);
      for (std::size_t i = fold; i < articles.size(); i += folds) {
        all.add(evaluate(model, articles[i], workspace));
      }
    }
    all.print(std::cout, "cross-validation");
    if (argc == 5) {
      const std::string model = train_all();
      newscut::train::RoleScore score;
      for (const Article& article : load(argv[4])) score.add(evaluate(model, article, workspace));
      score.print(std::cout, argv[4]);
    }
    return EXIT_SUCCESS;
  }
  std::ofstream out(argv[3], std::ios::binary);
  out << train_all();
  out.close();
  if (!out) throw std::runtime_error(std::string(argv[3]) + ": cannot be written");
  return EXIT_SUCCESS;
} catch (const std::exception& error) {
  std::cerr << "roles_trainer: " << error.what() << '\n';
  return EXIT_FAILURE;
}
