#include "conformance/cases/audit.h"

#include "conformance/cases/target_fault.h"

namespace plimsoll::conformance {
namespace {

// `.invalid` is nobody's (RFC 2606), and create pulls nothing.
constexpr const char* nowhere = "plimsoll.invalid/no-such-image:audit";

}  // namespace

Answer Audit::would_take(const std::string& runtime) {
  const nlohmann::json body = {{"Image", nowhere},
                               {"Cmd", {"/bin/true"}},
                               {"HostConfig", {{"Runtime", runtime}, {"NetworkMode", "none"}}}};
  Answer answer = engine_.ask({.verb = "POST", .path = "/containers/create", .body = body});
  if (answer.id().empty()) return answer;
  engine_.ask({.verb = "DELETE", .path = "/containers/" + answer.id() + "?force=1"});
  throw TargetFault({.operation = "be told that there is no such image as",
                     .subject = nowhere,
                     .cause = "the target made a container of it, which was removed again",
                     .remedy = {}});
}

Answer Audit::info() { return engine_.ask({.verb = "GET", .path = "/info"}); }
Answer Audit::version() { return engine_.ask({.verb = "GET", .path = "/version"}); }
Answer Audit::list() { return engine_.ask({.verb = "GET", .path = "/containers/json?all=1"}); }

}  // namespace plimsoll::conformance
