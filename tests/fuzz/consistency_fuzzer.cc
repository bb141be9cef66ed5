// Any bytes give one report: from an Analyzer that is new, from one that has seen everything the
// fuzzer tried before, and from two threads at once.
#include <future>

#include "fuzz/fuzzer.h"
#include "newscut/analyzer.h"
#include "support/checks.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newscut;
  static const Analyzer used;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto analyze = [&] { return test::describe(used.analyze(input)); };
  auto other = std::async(std::launch::async, analyze);
  const std::string first = analyze();
  const std::string second = other.get();
  const std::string fresh = test::describe(Analyzer().analyze(input));
  if (first != second) test::expect_none({"two threads disagree", first, second});
  if (first != fresh) test::expect_none({"a used Analyzer differs from a fresh one", first, fresh});
  return 0;
}
