#include "numbers/money.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "lexicons.h"
#include "numbers/quantity.h"

namespace newscut::numbers {
namespace {

// The amount of a sum that says none.
constexpr double open = std::numeric_limits<double>::quiet_NaN();

struct CurrencyName {
  int row = Lexicon::none;
  std::uint32_t first = 0;  // pieces, half-open
  std::uint32_t last = 0;

  std::string_view code() const { return lexicons::currencies.field(row, 1); }
  std::string_view kind() const { return lexicons::currencies.field(row, 2); }
  double parts() const {
    const std::string_view digits = lexicons::currencies.field(row, 3);
    double value = 1;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
  }
};

// The pieces [first, last) in lower case, as they stand in the text.
class Key {
 public:
  std::string_view of(const Reading& reading, std::uint32_t first, std::uint32_t last) {
    const std::string_view text = reading.span(first, last).of(reading.text());
    if (text.size() > bytes_.size()) return {};
    std::ranges::transform(text, bytes_.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    });
    return {bytes_.data(), text.size()};
  }

 private:
  std::array<char, 40> bytes_{};
};

bool is_upper(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

int find_row(std::string_view key, std::string_view kind) {
  if (key.empty()) return Lexicon::none;
  const int row = lexicons::currencies.find(key);
  return row != Lexicon::none && lexicons::currencies.field(row, 2) == kind ? row : Lexicon::none;
}

// Letters that are a currency in capitals only: "Rs", "RM", "USD", but "Le", "Mad", "Try" are
// words.
bool is_written_as_currency(std::string_view text) {
  if (text.empty() || text[0] < 'A' || text[0] > 'Z') {
    return static_cast<unsigned char>(text[0]) >= 0x80 || text.ends_with('$');
  }
  return text.size() != 3 || is_upper(text) || text == "Ksh" || text == "KSh" || text == "Rs." ||
         text == "Tk." || text == "Ush" || text == "Tsh" || text == "Dhs" || text == "Nrs" ||
         text.find('$') != std::string_view::npos;
}

// The currency that ends right before the number at piece `number`.
std::optional<CurrencyName> currency_before(const Reading& reading, std::uint32_t number) {
  constexpr std::uint32_t longest = 5;  // "U.S. $"
  if (number == 0) return std::nullopt;
  const bool may_end = reading[number - 1].kind == Piece::Kind::sign
                           ? !reading.is_dash(number - 1) && !reading.is_sign(number - 1, ',')
                           : reading.has(number - 1, currency);
  if (!may_end) return std::nullopt;
  Key key;
  for (std::uint32_t length = std::min(longest, number); length > 0; --length) {
    const std::uint32_t first = number - length;
    if (first > 0 && reading.joined(first) && reading.is_word(first - 1) &&
        reading.is_word(first)) {
      continue;
    }
    const int row = find_row(key.of(reading, first, number), "prefix");
    if (row == Lexicon::none) continue;
    const std::string_view text = reading.span(first, number).of(reading.text());
    if (!is_written_as_currency(text)) continue;
    return CurrencyName{row, first, number};
  }
  return std::nullopt;
}

// The currency noun that begins at piece `i`: "euros", "Hong Kong dollars".
std::optional<CurrencyName> currency_noun(const Reading& reading, std::uint32_t i) {
  constexpr std::uint32_t longest = 4;
  if (!reading.is_word(i)) return std::nullopt;
  Key key;
  for (std::uint32_t length = longest; length > 0; --length) {
    // The last word of a currency's name is one by itself.
    if (!reading.has(i + length - 1, currency)) continue;
    const int row = find_row(key.of(reading, i, i + length), "noun");
    if (row != Lexicon::none) return CurrencyName{row, i, i + length};
  }
  return std::nullopt;
}

struct Amount {
  double value = 0;
  std::uint32_t last = 0;
  bool scaled = false;
};

double letter_scale(std::string_view text) {
  struct Scale {
    std::string_view letters;
    double value;
  };
  constexpr std::array<Scale, 12> scales = {{{"m", 1e6},
                                             {"M", 1e6},
                                             {"mn", 1e6},
                                             {"mm", 1e6},
                                             {"b", 1e9},
                                             {"B", 1e9},
                                             {"k", 1e3},
                                             {"K", 1e3},
                                             {"t", 1e12},
                                             {"T", 1e12},
                                             {"Bn", 1e9},
                                             {"cr", 1e7}}};
  for (const Scale& scale : scales) {
    if (scale.letters == text) return scale.value;
  }
  return 0;
}

// Digits at piece `i` with what scales them: "2.8 billion", "1.2m", "100 000" after a currency.
std::optional<Amount> read_amount(const Reading& reading, std::uint32_t i, bool after_currency) {
  if (!reading.is_number(i)) return std::nullopt;
  Amount amount{.value = reading[i].value, .last = i + 1};
  if (reading[i].integer && after_currency && reading[i].span.size() <= 3) {
    // Thousands parted by spaces.
    while (reading.is_number(amount.last) && reading[amount.last].integer &&
           reading[amount.last].span.size() == 3 &&
           reading[amount.last].span.begin == reading[amount.last - 1].span.end + 1) {
      amount.value = amount.value * 1000 + reading[amount.last].value;
      ++amount.last;
    }
  }
  constexpr int most_scales = 2;  // "2 lakh crore"
  for (int n = 0; n < most_scales; ++n) {
    const std::uint32_t next = after_hyphen(reading, amount.last);
    if (!reading.is_word(next)) break;
    double scale = 0;
    if (reading.has(next, number_word) && reading[next].fact.number != WordFact::none) {
      const std::string_view kind = lexicons::number_words.field(reading[next].fact.number, 2);
      const std::string_view digits = lexicons::number_words.field(reading[next].fact.number, 1);
      if (kind == "scale" || kind == "abbreviation" || kind == "hundred") {
        std::from_chars(digits.data(), digits.data() + digits.size(), scale);
      }
    }
    if (scale == 0 && reading.joined(next) && next == amount.last) {
      scale = letter_scale(reading[next].span.of(reading.text()));
    }
    if (scale == 0) break;
    amount.value *= scale;
    amount.last = next + 1;
    amount.scaled = true;
  }
  return amount;
}

class MoneyFinder {
 public:
  MoneyFinder(const Reading& reading, std::vector<MoneyMention>& money)
      : reading_(reading), money_(money) {}

  void run() {
    reading_.scan([&](std::uint32_t i) { return find(i); });
  }

 private:
  // Adds the sum whose first number is piece `i`; returns the piece after it, or 0.
  std::uint32_t find(std::uint32_t i) {
    if (reading_.is_number(i)) {
      if (const std::uint32_t last = prefixed(i)) return last;
      if (const std::uint32_t last = glued(i)) return last;
      return postfixed(i);
    }
    if (!reading_.has(i, number_word)) return 0;
    if (const std::uint32_t last = without_amount(i)) return last;
    return postfixed(i);
  }

  std::uint32_t add(std::uint32_t first, std::uint32_t last, double amount, std::string_view code,
                    double parts) {
    const Span span = reading_.span(first, last);
    if (!money_.empty() && span.begin < money_.back().span.end) return 0;
    MoneyMention mention{.tokens = {reading_[first].token, reading_[last - 1].token + 1},
                         .span = span};
    if (std::isfinite(amount)) {
      mention.money = Money{.amount = amount / parts, .currency = std::string(code)};
    }
    money_.push_back(std::move(mention));
    return last;
  }

  // "-$3.81", "–1.4 trillion" after a first amount: its end, or 0.
  std::uint32_t range_end(std::uint32_t last) const {
    if (!reading_.is_dash(last) || !reading_.joined(last)) return 0;
    std::uint32_t number = last + 1;
    while (number < reading_.size() && number < last + 4 && !reading_.is_number(number)) ++number;
    if (!reading_.is_number(number)) return 0;
    if (number > last + 1) {
      const auto currency = currency_before(reading_, number);
      if (!currency || currency->first != last + 1) return 0;
    }
    const auto amount = read_amount(reading_, number, true);
    return amount ? amount->last : 0;
  }

  // "$2.8 billion", "Rs 500 crore", "$3.18-$3.81", "$600 million dollars".
  std::uint32_t prefixed(std::uint32_t i) {
    const auto currency = currency_before(reading_, i);
    if (!currency) return 0;
    const auto amount = read_amount(reading_, i, true);
    if (!amount) return 0;
    std::uint32_t last = amount->last;
    double value = amount->value;
    if (const std::uint32_t end = range_end(last)) {
      last = end;
      value = open;
    }
    if (const auto noun = currency_noun(reading_, last)) last = noun->last;
    return add(currency->first, last, value, currency->code(), 1);
  }

  // "N5bn", "R92 million", "R120 000".
  std::uint32_t glued(std::uint32_t i) {
    if (!reading_.joined(i) || i == 0 || !reading_.is_word(i - 1)) return 0;
    if (i > 1 && reading_.joined(i - 1) && !reading_.is_sign(i - 2, '(')) return 0;
    const std::string_view letters = reading_[i - 1].span.of(reading_.text());
    if (!is_upper(letters)) return 0;
    const int row = find_row(reading_[i - 1].lower, "glued");
    if (row == Lexicon::none) return 0;
    const auto amount = read_amount(reading_, i, true);
    constexpr double least = 100;  // "N95", "K2", "R9" are no sums
    constexpr double least_of_rare = 1000;
    const bool rare = letters == "K" || letters == "P";
    if (!amount || (!amount->scaled && amount->value < (rare ? least_of_rare : least))) return 0;
    return add(i - 1, amount->last, amount->value, lexicons::currencies.field(row, 1), 1);
  }

  // "10 million euros", "250-300 rupees", "50 cents", "40p", "1,200€", "500 USD".
  std::uint32_t postfixed(std::uint32_t i) {
    double value = 0;
    std::uint32_t last = 0;
    bool scaled = false;
    bool range = false;
    std::uint32_t first = i;
    if (reading_.is_number(i)) {
      const auto amount = read_amount(reading_, i, false);
      if (!amount) return 0;
      value = amount->value;
      last = amount->last;
      scaled = amount->scaled;
      if (reading_.is_dash(last) && reading_.is_number(last + 1)) {
        if (const auto high = read_amount(reading_, last + 1, false)) {
          last = high->last;
          scaled |= high->scaled;
          range = true;
        }
      }
    } else {
      const auto quantity = read_quantity(reading_, i);
      if (!quantity || quantity->part) return 0;
      value = quantity->value;
      last = quantity->last;
      scaled = quantity->scaled;
      first = quantity->first;
    }
    if (const auto sign = currency_after(last)) {
      return add(first, sign->last, range ? open : value, sign->code(), 1);
    }
    if (reading_.is(last, "p") && !reading_.has(last, capital) && reading_.joined(last) &&
        !(i > 0 && reading_.joined(i) && reading_.is_word(i - 1)) && reading_.is_number(i) &&
        value < 1000 && value != 720 && value != 480 && value != 360) {
      return add(first, last + 1, range ? open : value, "GBP", 100);
    }
    const auto noun = currency_noun(reading_, after_hyphen(reading_, last));
    if (!noun) return 0;
    // Words that are more often something else count with large sums only.
    const std::string_view word = reading_[noun->last - 1].lower;
    const bool doubtful = noun->last == noun->first + 1 &&
                          (word == "won" || word == "pound" || word == "pounds" || word == "real" ||
                           word == "crown" || word == "crowns" || word == "sen");
    constexpr double large = 1000;
    if (doubtful && !scaled && value < large && word != "sen") return 0;
    return add(first, noun->last, range ? open : value, noun->code(), noun->parts());
  }

  // A sign or code after the number: "70 ₹", "1,200€", "500 USD".
  std::optional<CurrencyName> currency_after(std::uint32_t i) const {
    if (i >= reading_.size()) return std::nullopt;
    Key key;
    const int row = find_row(key.of(reading_, i, i + 1), "prefix");
    if (row == Lexicon::none) return std::nullopt;
    const std::string_view text = reading_[i].span.of(reading_.text());
    const bool code = text.size() == 3 && is_upper(text);
    const bool sign = static_cast<unsigned char>(text[0]) >= 0x80;
    const bool rupees = text == "Rs";
    if (!code && !sign && !rupees) return std::nullopt;
    // "5 €10 notes": the sign is of the next number.
    if (reading_.is_number(i + 1)) return std::nullopt;
    return CurrencyName{row, i, i + 1};
  }

  // "billions of dollars", "tens of millions of yuan".
  std::uint32_t without_amount(std::uint32_t i) {
    std::uint32_t at = i;
    constexpr int most = 3;
    bool any = false;
    for (int n = 0; n < most; ++n) {
      if (!reading_.is_word(at) || reading_[at].fact.number == WordFact::none ||
          lexicons::number_words.field(reading_[at].fact.number, 2) != "plural") {
        break;
      }
      if (!reading_.is(at + 1, "of")) return 0;
      at += 2;
      any = true;
    }
    if (!any) return 0;
    const auto noun = currency_noun(reading_, at);
    return noun ? add(i, noun->last, open, noun->code(), 1) : 0;
  }

  const Reading& reading_;
  std::vector<MoneyMention>& money_;
};

}  // namespace

void find_money(const Reading& reading, std::vector<MoneyMention>& money) {
  MoneyFinder(reading, money).run();
}

}  // namespace newscut::numbers
