// Cues, and those who may be speaking: names with what stands before them, pronouns, noun phrases.
#include <algorithm>

#include "quotes/scene.h"

namespace newscut {
namespace {

using Type = SourceCandidate::Type;

Type type_of(EntityType type) {
  switch (type) {
    case EntityType::per:
      return Type::person;
    case EntityType::org:
      return Type::organisation;
    case EntityType::loc:
      return Type::place;
    case EntityType::norp:
      return Type::people;
    default:
      return Type::other_name;
  }
}

class CandidateFinder {
 public:
  explicit CandidateFinder(Scene& scene) : scene_(scene), document_(scene.document) {}

  void run() {
    for (const Sentence& sentence : document_.sentences) {
      const Block& block = document_.structure.blocks[sentence.block];
      if (block.kind == Block::Kind::byline) {
        skip_mentions(sentence.tokens.end);
      } else {
        run_sentence(sentence.tokens, block.kind == Block::Kind::title);
      }
    }
  }

 private:
  static constexpr TokenIndex longest_phrase = 8;

  void run_sentence(TokenRange sentence, bool title) {
    sentence_ = sentence;
    TokenIndex inverted = none;  // the token after a cue, where a subject may follow it
    for (TokenIndex i = sentence.begin; i < sentence.end;) {
      skip_mentions(i);
      if (const Mention* mention = mention_at(i); mention != nullptr && outside(i)) {
        add_name(mention->tokens, type_of(mention->type), mention_);
        i = mention->tokens.end;
        continue;
      }
      if (!outside(i)) {
        ++i;
        continue;
      }
      const QuoteWord& word = scene_.word(i);
      TokenIndex next = i + 1;
      if (word.is_pronoun() || (word.person != WordClass::open && follows_according_to(i))) {
        add({i, i + 1}, i, Type::pronoun);
      } else if (word.word_class == WordClass::somebody) {
        add({i, i + 1}, i, Type::bare_nominal);
      } else if (word.word_class == WordClass::determiner ||
                 word.word_class == WordClass::possessive ||
                 (word.word_class == WordClass::that && is_noun(i + 1))) {
        next = add_noun_phrase(i);
      } else if (word.word_class == WordClass::colon) {
        if (title || i + 1 == sentence.end || !outside(i + 1)) {
          scene_.cues.push_back({i, CueClass::colon, word.hash});
        }
      } else if (word.word_class == WordClass::dash || word.word_class == WordClass::hyphen) {
        // A name signs what stands before it: “…” – Ada Whitcombe, joiner
        if (i > 0 && !outside(i - 1) && i + 1 < sentence.end && scene_.word(i + 1).capital) {
          scene_.cues.push_back({i, CueClass::dash, static_cast<std::uint32_t>(CueClass::dash)});
        }
      } else if (word.cue != CueClass::none && !(word.capital && i != sentence.begin && !title)) {
        add_cue(i, word);
        inverted = i + 1;
      } else if (word.capital && word.word_class == WordClass::open && word.letter) {
        next = i == sentence.begin && !capital_follows(i) ? add_bare_phrase(i) : add_capitals(i);
      } else if (word.word_class == WordClass::open && word.letter &&
                 (i == inverted || i == sentence.begin)) {
        next = add_bare_phrase(i);
      }
      i = next;
    }
  }

  void skip_mentions(TokenIndex token) {
    while (mention_ < scene_.entities.mentions.size() &&
           scene_.entities.mentions[mention_].tokens.begin < token)
      ++mention_;
  }
  const Mention* mention_at(TokenIndex token) const {
    if (mention_ == scene_.entities.mentions.size()) return nullptr;
    const Mention& mention = scene_.entities.mentions[mention_];
    return mention.tokens.begin == token ? &mention : nullptr;
  }
  bool outside(TokenIndex token) const { return scene_.region_of(token) == none; }
  bool is_open(TokenIndex token) const {
    if (token >= sentence_.end || !outside(token)) return false;
    const QuoteWord& word = scene_.word(token);
    return word.word_class == WordClass::open && (word.letter || word.digit);
  }
  // May stand within a noun phrase: open-class, and no verb as far as the lexicon of cues tells.
  bool is_noun(TokenIndex token) const {
    return is_open(token) &&
           (scene_.word(token).cue == CueClass::none || scene_.word(token).cue == CueClass::noun);
  }
  bool capital_follows(TokenIndex token) const {
    return is_open(token + 1) && scene_.word(token + 1).capital;
  }

  void add(TokenRange tokens, TokenIndex head, Type type, std::uint32_t mention = none) {
    scene_.sources.push_back({tokens, head, type, mention});
  }

  void add_cue(TokenIndex token, const QuoteWord& word) {
    if (word.cue == CueClass::accord &&
        (token + 1 >= sentence_.end || document_.lower(token + 1) != "to")) {
      return;
    }
    scene_.cues.push_back({token, word.cue, word.lemma});
    add_bare_subject(token);
  }

  bool follows_according_to(TokenIndex token) const {
    return token >= sentence_.begin + 2 && scene_.word(token - 2).cue == CueClass::accord;
  }

  // "sources", "White House officials": a subject without determiner right before the verb.
  void add_bare_subject(TokenIndex verb) {
    TokenIndex end = verb;
    while (end > sentence_.begin && outside(end - 1) && scene_.word(end - 1).is_skipped()) --end;
    TokenIndex begin = end;
    const TokenIndex covered = scene_.sources.empty() ? 0 : scene_.sources.back().tokens.end;
    while (begin > sentence_.begin && begin > covered && end - begin < 4 && is_noun(begin - 1))
      --begin;
    if (begin < end) add({begin, end}, end - 1, Type::bare_nominal);
  }

  // A name and the words before it that belong to it: "the bank's chief economist Ana Reis".
  void add_name(TokenRange name, Type type, std::uint32_t mention) {
    TokenIndex begin = name.begin;
    while (begin > sentence_.begin && name.begin - begin < longest_phrase && outside(begin - 1)) {
      const QuoteWord& word = scene_.word(begin - 1);
      if (word.word_class == WordClass::determiner || word.word_class == WordClass::possessive) {
        --begin;
        break;
      }
      const bool hyphen = word.word_class == WordClass::hyphen ||
                          (word.word_class == WordClass::stop && name.begin - begin < 2 &&
                           !document_.space_before(begin - 1));
      if (word.word_class != WordClass::possessive_s && !hyphen && !is_noun(begin - 1)) break;
      if (word.form == VerbForm::ing || word.adverb_like) break;
      --begin;
    }
    // What it takes in is part of this one: "Stein spokeswoman Melezia Figueroa".
    while (!scene_.sources.empty() && scene_.sources.back().tokens.begin >= begin)
      scene_.sources.pop_back();
    if (!scene_.sources.empty()) begin = std::max(begin, scene_.sources.back().tokens.end);
    add({std::min(begin, name.begin), name.end}, name.end - 1, type, mention);
  }

  TokenIndex add_capitals(TokenIndex begin) {
    TokenIndex end = begin + 1;
    while (end < sentence_.end && end - begin < longest_phrase && outside(end) &&
           !begins_mention(end)) {
      const QuoteWord& word = scene_.word(end);
      const bool joins = word.word_class == WordClass::hyphen && !document_.space_before(end) &&
                         end + 1 < sentence_.end && !document_.space_before(end + 1) &&
                         outside(end + 1);
      if (joins) {
        end += 2;
      } else if (word.capital && word.word_class == WordClass::open && word.cue != CueClass::say) {
        ++end;
      } else {
        break;
      }
    }
    end = std::min(end, sentence_.end);
    add_name({begin, end}, Type::capitals, none);
    return end;
  }
  bool begins_mention(TokenIndex token) {
    std::size_t at = mention_;
    while (at < scene_.entities.mentions.size() &&
           scene_.entities.mentions[at].tokens.begin < token)
      ++at;
    return at < scene_.entities.mentions.size() &&
           scene_.entities.mentions[at].tokens.begin == token;
  }

  TokenIndex add_bare_phrase(TokenIndex begin) {
    TokenIndex end = begin;
    while (end - begin < 4 && is_noun(end) && !begins_mention(end) && !scene_.word(end).adverb_like)
      ++end;
    if (end == begin) return begin + 1;
    add({begin, end}, end - 1, Type::bare_nominal);
    return end;
  }

  // A noun phrase from its determiner to its head. Where it ends in a name, the name takes it in.
  TokenIndex add_noun_phrase(TokenIndex begin) {
    TokenIndex end = begin + 1;
    TokenIndex head = none;
    while (end < sentence_.end && end - begin <= longest_phrase && outside(end)) {
      const QuoteWord& word = scene_.word(end);
      if (begins_mention(end)) {
        const TokenIndex after = mention_end(end);
        if (after < sentence_.end && !continues_phrase(after)) return end;
        head = after - 1;
        end = after;
        continue;
      }
      if (word.word_class == WordClass::possessive_s && head != none) {
        ++end;
        continue;
      }
      const bool joined =
          scene_.word(end - 1).word_class == WordClass::hyphen && is_open(end) && end - begin > 1;
      const bool noun = joined || is_noun(end) ||
                        (head == none && is_open(end) && word.form != VerbForm::ed &&
                         word.form != VerbForm::ing) ||
                        (is_open(end) && word.form == VerbForm::base && !cue_follows_subject(end));
      if (!noun && word.word_class != WordClass::hyphen &&
          word.word_class != WordClass::determiner) {
        break;
      }
      if (noun && head != none && looks_past(end)) break;
      if (noun) head = end;
      ++end;
    }
    if (head == none) return begin + 1;
    // A noun that reports is also a cue: "the claim that".
    for (TokenIndex i = begin; i <= head; ++i) {
      const QuoteWord& word = scene_.word(i);
      if (word.cue != CueClass::none && !word.capital) {
        scene_.cues.push_back({i, word.cue, word.lemma});
      }
    }
    add({begin, head + 1}, head, Type::nominal);
    return head + 1;
  }
  TokenIndex mention_end(TokenIndex token) const {
    std::size_t at = mention_;
    while (scene_.entities.mentions[at].tokens.begin < token) ++at;
    return std::min(scene_.entities.mentions[at].tokens.end, sentence_.end);
  }
  bool continues_phrase(TokenIndex token) const {
    const QuoteWord& word = scene_.word(token);
    return outside(token) &&
           (word.word_class == WordClass::possessive_s || word.word_class == WordClass::hyphen ||
            (is_noun(token) && !looks_past(token)));
  }
  bool cue_follows_subject(TokenIndex token) const {
    return token + 1 >= sentence_.end || !is_open(token + 1);
  }
  bool looks_past(TokenIndex token) const {
    const std::string_view word = document_.lower(token);
    return word.size() > 4 && word.ends_with("ed");
  }

  Scene& scene_;
  const Document& document_;
  TokenRange sentence_;
  std::uint32_t mention_ = 0;
};

}  // namespace

void find_candidates(Scene& scene) { CandidateFinder(scene).run(); }

}  // namespace newscut
