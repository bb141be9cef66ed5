#include "numbers/dates.h"
namespace newscut::numbers {
DateContext date_context(const Document& /*document*/) { return {}; }
void find_dates(const Reading& /*reading*/, const DateContext& /*context*/,
                std::vector<DateMention>& /*dates*/) {}
}  // namespace newscut::numbers
