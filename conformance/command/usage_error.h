#pragma once

#include <stdexcept>

namespace plimsoll::conformance {

// The command line was wrong: exit code 2, and a message that says how to get it right.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace plimsoll::conformance
