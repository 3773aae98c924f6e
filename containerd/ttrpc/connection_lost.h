#pragma once

#include "errors/error.h"

namespace plimsoll::ttrpc {

// There is no connection, or no longer. Whether a request that had been sent was carried out is not
// known.
class ConnectionLost : public Error {
 public:
  using Error::Error;
};

}  // namespace plimsoll::ttrpc
