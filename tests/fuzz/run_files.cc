// Runs a fuzz target on the files given, and on each file of the folders given: what libFuzzer does
// without fuzzing, for any compiler.
#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>

#include "fuzz/fuzzer.h"

namespace {

namespace fs = std::filesystem;

void run(const fs::path& path) {
  const std::string bytes = newscut::test::read_file(path.string());
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: %s FILE|DIR...\n", argv[0]);
    return 2;
  }
  int files = 0;
  try {
    for (int i = 1; i < argc; ++i) {
      if (!fs::is_directory(argv[i])) {
        run(argv[i]);
        ++files;
        continue;
      }
      for (const auto& entry : fs::recursive_directory_iterator(argv[i])) {
        if (!entry.is_regular_file()) continue;
        run(entry.path());
        ++files;
      }
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
  std::printf("%d files\n", files);
  return files > 0 ? 0 : 1;
}
