// What the fuzz targets share.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "support/inputs.h"

// Called by libFuzzer, or by run_files.cc.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace newscut::test {

// Ends the process where something is wrong, as a fuzzer wants it.
inline void expect_none(const std::vector<std::string>& wrong) {
  if (wrong.empty()) return;
  for (const std::string& what : wrong) std::fprintf(stderr, "%s\n", what.c_str());
  std::abort();
}

}  // namespace newscut::test
