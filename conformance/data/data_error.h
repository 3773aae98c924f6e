#pragma once

#include "errors/error.h"

namespace plimsoll::conformance {

// A data file (catalogue, names, configuration, expectations) is malformed: exit code 2, nothing
// started. The story's subject is "FILE:LINE", its cause names the key, its remedy what was
// probably meant.
class DataError : public Error {
 public:
  using Error::Error;
};

}  // namespace plimsoll::conformance
