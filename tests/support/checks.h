// What is true of every report, whatever the input was.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "newscut/report.h"

namespace newscut::test {

// Everything in `report` that breaks the contract of report.h, in words; empty where all is well.
// `input` is what the report was made from. Linear in both.
std::vector<std::string> violations(const Report& report, std::string_view input);

// What `violations` should return.
inline const std::vector<std::string> none_wrong;

enum class Offsets : bool { without, with };

// The report in lines of text, everything in it; two reports are the same where these are.
// Without offsets only what the findings say is left, white space normalised: for reports on two
// forms of one article.
std::string describe(const Report& report, Offsets offsets = Offsets::with);

}  // namespace newscut::test
