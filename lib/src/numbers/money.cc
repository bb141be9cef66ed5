#include "numbers/money.h"
namespace newscut::numbers {
void find_money(const Reading& /*reading*/, std::vector<MoneyMention>& /*money*/) {}
}  // namespace newscut::numbers
