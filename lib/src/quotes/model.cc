#include "quotes/model.h"

#include <algorithm>
#include <cmath>

#include "newscut/error.h"
#include "text/embedded.h"

NEWSCUT_EMBEDDED(quotes_model)

namespace newscut {

double Calibration::operator()(double probability) const {
  constexpr double least = 1e-6;
  const double p = std::clamp(probability, least, 1 - least);
  const double logit = std::log(p / (1 - p));
  const double score = static_cast<double>(slope) * logit + static_cast<double>(offset);
  return static_cast<double>(ceiling) / (1 + std::exp(-score));
}

QuoteModel::QuoteModel(std::string_view file) {
  if (file.size() < bytes || file.substr(0, magic.size()) != magic) {
    throw Error("the model of the quotations is damaged");
  }
  const void* const data = file.data();
  header_ = static_cast<const Header*>(data);
  const void* const weights = file.data() + sizeof(Header);
  weights_ = static_cast<const std::int16_t*>(weights);
}

QuoteModel QuoteModel::embedded() { return QuoteModel(embedded_quotes_model()); }

}  // namespace newscut
