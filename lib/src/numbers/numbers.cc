#include "numbers/numbers.h"

namespace newscut {

class NumberFinder::Impl {};

NumberFinder::NumberFinder() : impl_(std::make_unique<const Impl>()) {}
NumberFinder::~NumberFinder() = default;

Numbers NumberFinder::find(const Document& /*document*/) const { return {}; }

}  // namespace newscut
