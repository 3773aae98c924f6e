#include <cstdlib>

#include "reference-engine/api/api_error.h"
#include "reference-engine/container/look_path.h"
#include "reference-engine/container/service.h"

namespace plimsoll::engine {
namespace {

using api::ApiError;
using boost::beast::http::status;

}  // namespace

// The rule's answer, and the one thing the rule cannot know without looking. Everybody who needs a
// runtime asks here, so that nobody has a way around it.
runtime::Selected ContainerService::select_runtime(const ContainerRules::Decide& decide,
                                                   std::string_view name) const {
  const runtime::Decision decision = decide(parts_.catalogue(), name);
  if (const auto* refused = std::get_if<runtime::Refused>(&decision)) {
    throw ApiError(status::bad_request, refused->message);
  }
  auto selected = std::get<runtime::Selected>(decision);
  if (selected.must_be_executable.empty()) return selected;
  const char* const path = std::getenv("PATH");
  const auto why = why_not_executable(selected.must_be_executable, path != nullptr ? path : "");
  if (why) {
    throw ApiError(status::bad_request,
                   "error while looking up the specified runtime path: " + *why);
  }
  return selected;
}

}  // namespace plimsoll::engine
