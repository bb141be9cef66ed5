// UTF-8 of strings that do not come from a report: names of files, keys of records.
#pragma once

#include <string>
#include <string_view>

namespace newscut::cli {

bool is_utf8(std::string_view bytes);

// The text with each byte that is not UTF-8 replaced by U+FFFD.
std::string to_utf8(std::string_view bytes);

}  // namespace newscut::cli
