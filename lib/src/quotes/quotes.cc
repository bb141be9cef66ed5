#include "quotes/quotes.h"

namespace newscut {

class QuoteFinder::Impl {};

QuoteFinder::QuoteFinder() : impl_(std::make_unique<const Impl>()) {}
QuoteFinder::~QuoteFinder() = default;

std::vector<Quotation> QuoteFinder::find(const Document& /*document*/,
                                         const Entities& /*entities*/) const {
  return {};
}

}  // namespace newscut
