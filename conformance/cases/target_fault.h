#pragma once

#include "errors/error.h"

namespace plimsoll::conformance {

// The target died, hung up, answered rubbish or did not answer in time. That is the target's
// failure in this case, not ours.
class TargetFault : public Error {
 public:
  using Error::Error;
};

}  // namespace plimsoll::conformance
