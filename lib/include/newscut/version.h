#pragma once

namespace newscut {

// The library's version, "MAJOR.MINOR.PATCH"; CMakeLists.txt reads it from here.
inline constexpr const char* version = "0.1.0";

}  // namespace newscut
