#pragma once

#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "reference-engine/api/error_answer.h"
#include "reference-engine/api/version.h"

namespace plimsoll::engine::api {

// What requests and answers go by before and after any endpoint: ours, unless an engine of
// conformance/defects has one that is wrong.
//
//   HttpRules rules;
//   rules.objection_to = [](ApiVersion) { return std::optional<std::string>(); };
struct HttpRules {
  std::function<Target(std::string_view)> read_target = parse_target;
  std::function<std::optional<std::string>(ApiVersion)> objection_to = objection;
  std::function<ErrorAnswer(const std::exception_ptr&)> answer_to = api::answer_to;
};

}  // namespace plimsoll::engine::api
