#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/cases/engine_under_test.h"
#include "conformance/cases/observation.h"
#include "conformance/catalogue/case_description.h"
#include "conformance/runner/worker_message.h"
#include "conformance/vectors/vectors.h"

namespace plimsoll::conformance {

// The image every container of ours is made from.
inline constexpr std::string_view our_image = "plimsoll/busybox:latest";

}  // namespace plimsoll::conformance
