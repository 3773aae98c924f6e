#pragma once

#include <boost/uuid/random_generator.hpp>
#include <boost/uuid/uuid_io.hpp>
#include <string>

namespace plimsoll::engine {

// For what containerd keeps only while an image comes in: leases, ingests, snapshots on their way.
[[nodiscard]] inline std::string random_name() {
  return boost::uuids::to_string(boost::uuids::random_generator()());
}

}  // namespace plimsoll::engine
