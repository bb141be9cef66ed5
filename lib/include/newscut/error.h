#pragma once

#include <stdexcept>

namespace newscut {

// What the library throws: from constructors, and from `analyze` only where its contract says so.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace newscut
