// Cues, and those who may be speaking: names with what stands before them, pronouns, noun phrases.
#include <algorithm>

#include "entities/role_words.h"
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
    scene_.labels.resize(scene_.regions.size());
    for (std::uint32_t i = 0; i < document_.sentences.size(); ++i) {
      if (!scene_.is_live(i)) continue;
      const Sentence& sentence = document_.sentences[i];
      const Block& block = document_.structure.blocks[sentence.block];
      if (block.kind != Block::Kind::byline) {
        run_sentence(sentence.tokens, block.kind == Block::Kind::title);
      }
    }
  }

 private:
  static constexpr TokenIndex longest_phrase = 8;

  void run_sentence(TokenRange sentence, bool title) {
    sentence_ = sentence;
    TokenIndex inverted = none;  // where the subject of a cue may stand that follows it
    for (TokenIndex i = sentence.begin; i < sentence.end;) {
      skip_mentions(i);
      if (i != sentence.begin && i != inverted) {
        const bool more = mention_ < scene_.entities.mentions.size();
        const TokenIndex name =
            more ? scene_.entities.mentions[mention_].tokens.begin : sentence.end;
        const TokenIndex subject = i < inverted ? inverted : sentence.end;
        i = scene_.skip_plain(i, std::min({name, subject, sentence.end}));
        if (i == sentence.end) break;
      }
      if (const Mention* mention = mention_at(i); mention != nullptr && outside(i)) {
        const TokenIndex end = mention->tokens.end;
        const Type type = type_of(mention->type);
        add_name(mention->tokens, type, mention_);
        i = add_possessed(end);
        if (i == end) i = add_described(end, type);
        continue;
      }
      if (const std::uint32_t region = scene_.region_of(i); region != none) {
        i = i == scene_.regions[region].tokens.begin ? add_label(region) : i + 1;
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
        inverted = word.cue == CueClass::accord ? i + 2 : i + 1;  // "according to officials"
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
    if (!is_open(token)) return false;
    const QuoteWord& word = scene_.word(token);
    return !word.adverb_like && (word.cue == CueClass::none || word.cue == CueClass::noun);
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

  // The name before a colon at the beginning of a region, in capitals or known to be a person's.
  // Gives where to go on.
  TokenIndex add_label(std::uint32_t index) {
    constexpr TokenIndex longest = 4;
    const TokenIndex region_begin = scene_.regions[index].tokens.begin;
    const TokenIndex begin = region_begin + 1;
    const TokenIndex end = std::min(sentence_.end, scene_.regions[index].tokens.end);
    TokenIndex colon = begin;
    while (colon < end && colon - begin < longest && document_.word(colon).upper) ++colon;
    skip_mentions(begin);
    std::uint32_t mention = none;
    if (const Mention* name = mention_at(begin);
        name != nullptr && name->type == EntityType::per && name->tokens.end < end) {
      mention = mention_;
      colon = std::max(colon, name->tokens.end);
    }
    if (colon == begin || colon + 1 >= end || scene_.word(colon).word_class != WordClass::colon) {
      return region_begin + 1;
    }
    scene_.labels[index] = {static_cast<std::uint32_t>(scene_.cues.size()),
                            static_cast<std::uint32_t>(scene_.sources.size())};
    add({begin, colon}, colon - 1, mention == none ? Type::capitals : Type::person, mention);
    scene_.cues.push_back({colon, CueClass::colon, scene_.word(colon).hash});
    return colon + 1;
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
      // "treating Mrs Carr"
      if (begin == name.begin && word.ongoing_like) break;
      --begin;
    }
    if (type == Type::person && is_adverbial(begin, name.begin)) begin = name.begin;
    // What it takes in is part of this one: "Stein spokeswoman Melezia Figueroa".
    while (!scene_.sources.empty() && scene_.sources.back().tokens.begin >= begin)
      scene_.sources.pop_back();
    if (!scene_.sources.empty()) begin = std::max(begin, scene_.sources.back().tokens.end);
    add({std::min(begin, name.begin), name.end}, name.end - 1, type, mention);
  }

  // [begin, end) hangs on a preposition and has no noun for a person right before the name: "In
  // this meeting Rasoul referred to …".
  bool is_adverbial(TokenIndex begin, TokenIndex end) const {
    if (begin == end || begin == sentence_.begin) return false;
    if (scene_.word(begin - 1).word_class != WordClass::preposition) return false;
    const QuoteWord& last = scene_.word(end - 1);
    return last.word_class == WordClass::open && !last.capital && !scene_.is_person_noun(end - 1);
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
    return add_possessed(end);
  }

  // What belongs to the name before: "Iran's foreign ministry". Gives where to go on.
  TokenIndex add_possessed(TokenIndex name_end) {
    if (name_end >= sentence_.end || !outside(name_end) ||
        scene_.word(name_end).word_class != WordClass::possessive_s) {
      return name_end;
    }
    TokenIndex end = name_end + 1;
    bool reports = false;
    while (end < sentence_.end && end - name_end <= longest_phrase && is_noun(end) &&
           !begins_mention(end) && !(end > name_end + 1 && scene_.word(end).past_like)) {
      reports |= scene_.word(end).cue != CueClass::none;
      ++end;
    }
    // "Iran's president Ana Reis" is hers, "Iran's claim" is Iran's.
    if (end == name_end + 1 || reports || (end < sentence_.end && begins_mention(end))) {
      return name_end;
    }
    add({scene_.sources.back().tokens.begin, end}, end - 1, Type::nominal);
    return end;
  }
  // What a name describes: "Russian officials", "UN experts". Gives where to go on.
  TokenIndex add_described(TokenIndex name_end, Type type) {
    constexpr TokenIndex longest = 4;
    const TokenIndex begin = scene_.sources.back().tokens.begin;
    if (type == Type::person || type == Type::other_name) return name_end;
    if (!scene_.word(begin).capital || document_.lower(begin) == "the") return name_end;
    TokenIndex end = name_end;
    while (end < name_end + longest && is_noun(end) && !begins_mention(end) &&
           !scene_.word(end).capital && scene_.word(end).form == VerbForm::base &&
           !scene_.word(end).past_like) {
      ++end;
    }
    if (end == name_end || begins_mention(end)) return name_end;
    // "Israelis want peace", "Iran wants peace"
    const std::string_view name = document_.lower(name_end - 1);
    const bool adjective = type == Type::people && !(name.ends_with('s') && !name.ends_with("ss"));
    if (!adjective && !names_person(document_.word(end - 1)) &&
        !scene_.is_organisation_noun(end - 1)) {
      return name_end;
    }
    scene_.sources.pop_back();
    add({begin, end}, end - 1, Type::bare_nominal);
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
      // What a hyphen joins on is part of the noun, whatever it is: "the 27-year-old".
      const bool joined = scene_.word(end - 1).word_class == WordClass::hyphen && end - begin > 1 &&
                          (word.letter || word.digit) && !document_.space_before(end);
      const bool noun = joined || is_noun(end) ||
                        (head == none && is_open(end) && word.form != VerbForm::ed &&
                         word.form != VerbForm::ing) ||
                        (is_open(end) && word.form == VerbForm::base && !cue_follows_subject(end));
      // "the first lady", though "first" may be an adverb
      const bool ordinal =
          end == begin + 1 && word.word_class == WordClass::adverb && is_noun(end + 1);
      if (!noun && !ordinal && word.word_class != WordClass::hyphen &&
          word.word_class != WordClass::determiner) {
        break;
      }
      if (noun && head != none && scene_.word(end).past_like) break;
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
            (is_noun(token) && !word.past_like));
  }
  bool cue_follows_subject(TokenIndex token) const {
    return token + 1 >= sentence_.end || !is_open(token + 1);
  }
  Scene& scene_;
  const Document& document_;
  TokenRange sentence_;
  std::uint32_t mention_ = 0;
};

}  // namespace

void find_candidates(Scene& scene) { CandidateFinder(scene).run(); }

}  // namespace newscut
