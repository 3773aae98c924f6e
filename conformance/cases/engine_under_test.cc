#include "conformance/cases/engine_under_test.h"

#include <utility>

#include "conformance/cases/target_fault.h"

namespace plimsoll::conformance {
namespace {

// dockerd 20.10 speaks up to 1.41, the newest ones from 1.40 on.
constexpr const char* usual_version = "/v1.41";

Error::Story story_of(const fixtures::HttpError& error, const std::string& request) {
  const bool late = error.kind() == fixtures::HttpError::Kind::late;
  return {.operation = "hear the target's answer to",
          .subject = request,
          .cause = error.story().cause,
          .remedy = late ? "the time-out of this step; --timeout-scale makes it longer" : ""};
}

}  // namespace

EngineUnderTest::EngineUnderTest(std::unique_ptr<fixtures::Engine> engine)
    : engine_(std::move(engine)), client_(engine_->socket()), version_(usual_version) {}

Answer EngineUnderTest::ask(const Request& request) {
  const std::string target = version_ + request.path;
  const std::string words = request.verb + " " + target;
  const fixtures::HttpClient::Request sent{
      .method = request.verb,
      .target = target,
      .body = request.body ? request.body->dump() : request.text};
  try {
    const fixtures::HttpResponse response = client_.send(sent, request.deadline);
    has_answered_ = true;
    const auto type = response.headers.find("content-type");
    return {.request = words,
            .status = response.status,
            .body = response.body,
            .content_type = type == response.headers.end() ? "" : type->second};
  } catch (const fixtures::HttpError& error) {
    // An engine that was gone before the case began has nothing to do with the case.
    const bool never_there = error.kind() == fixtures::HttpError::Kind::unreachable;
    if (never_there && !has_answered_) throw;
    throw TargetFault(story_of(error, words));
  }
}

void EngineUnderTest::begin_case() {
  client_.transcript().clear();
  has_answered_ = false;
  version_ = usual_version;
}

}  // namespace plimsoll::conformance
