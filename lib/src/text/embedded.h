// Files linked into the library as they are: `newscut_embed(NAME FILE)` in lib/CMakeLists.txt, and
// NEWSCUT_EMBEDDED(NAME) in the one source file that reads it.
#pragma once

#include <string_view>

// A function `embedded_NAME()` that gives the bytes, aligned to 64. A macro, since the assembler's
// symbol names can be made in no other way.
#define NEWSCUT_EMBEDDED(NAME)                                                        \
  extern "C" {                                                                        \
  extern const char newscut_##NAME##_begin[];                                         \
  extern const char newscut_##NAME##_end[];                                           \
  }                                                                                   \
  static std::string_view embedded_##NAME() {                                         \
    return {newscut_##NAME##_begin,                                                   \
            static_cast<std::size_t>(newscut_##NAME##_end - newscut_##NAME##_begin)}; \
  }
