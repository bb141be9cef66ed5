// Texts made from the table of options.
#pragma once

#include <string>
#include <string_view>

namespace newscut::cli {

std::string help();
// The completion script of "bash", "zsh" or "fish"; for "man" the manual's list of options in
// mdoc(7).
std::string completion(std::string_view shell);

}  // namespace newscut::cli
