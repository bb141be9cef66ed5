// Any bytes give a report that keeps its promises.
#include "fuzz/fuzzer.h"
#include "newscut/analyzer.h"
#include "support/checks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newscut;
  static const Analyzer analyzer;
  const test::Exact input(std::string_view(reinterpret_cast<const char*>(data), size));
  test::expect_none(test::violations(analyzer.analyze(input.view()), input.view()));
  return 0;
}
