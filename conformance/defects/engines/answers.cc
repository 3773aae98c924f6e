// Status and text.
#include <boost/asio/awaitable.hpp>

#include "conformance/defects/engines/pieces.h"
#include "reference-engine/api/api_error.h"

namespace plimsoll::defects {
namespace {

using boost::asio::awaitable;
using engine::BadRequest;
using engine::ContainerService;
using engine::CreateRequest;
using engine::StartFailure;
using engine::api::ErrorAnswer;
using engine::api::http::status;

constexpr std::string_view refusal = "unknown or invalid runtime name: ";

using Reword = void (*)(ErrorAnswer& answer);

// Only what a refused runtime is answered with.
void change_refusals(EngineRules& rules, Reword reword) {
  rules.http.answer_to = [reword](const std::exception_ptr& thrown) {
    ErrorAnswer answer = engine::api::answer_to(thrown);
    if (answer.message.starts_with(refusal)) reword(answer);
    return answer;
  };
}

std::string name_in(const ErrorAnswer& answer) { return answer.message.substr(refusal.size()); }

using Request = std::variant<CreateRequest, BadRequest>;

// What is no string is taken for no runtime, as a lenient language would.
Request other_types_are_nothing(const nlohmann::json& body) {
  nlohmann::json lenient = body;
  const auto host = lenient.find("HostConfig");
  if (host != lenient.end() && host->is_object() && host->contains("Runtime") &&
      !(*host)["Runtime"].is_string()) {
    host->erase("Runtime");
  }
  if (lenient != body) lenient["Cmd"] = {"/bin/true"};
  return engine::parse_create_request(lenient);
}

Request other_types_are_our_fault(const nlohmann::json& body) {
  Request request = engine::parse_create_request(body);
  const auto* bad = std::get_if<BadRequest>(&request);
  if (bad != nullptr && bad->message.find("unmarshal") != std::string::npos) {
    throw engine::api::ApiError(status::internal_server_error, bad->message);
  }
  return request;
}

void answer_with(EngineRules& rules, status from, status to) {
  rules.http.answer_to = [from, to](const std::exception_ptr& thrown) {
    ErrorAnswer answer = engine::api::answer_to(thrown);
    if (answer.status == from) answer.status = to;
    return answer;
  };
}

void judge_missing_shims(EngineRules& rules, StartFailure (*judge)(StartFailure)) {
  rules.containers.judge_start_failure = [judge](std::string_view message) {
    const StartFailure judged = engine::judge_start_failure(message);
    return message.find("not installed") == std::string_view::npos ? judged : judge(judged);
  };
}

void judge_missing_paths(EngineRules& rules, StartFailure (*judge)(StartFailure)) {
  rules.containers.judge_start_failure = [judge](std::string_view message) {
    const StartFailure judged = engine::judge_start_failure(message);
    return judged.exit_code == 127 ? judge(judged) : judged;
  };
}

void say_less_about_failed_starts(EngineRules& rules) {
  rules.http.answer_to = [](const std::exception_ptr& thrown) {
    ErrorAnswer answer = engine::api::answer_to(thrown);
    if (answer.message.starts_with("failed to ")) answer.message = "the container did not start";
    return answer;
  };
}

void warn_about_shims(EngineRules& rules) {
  rules.verbs.create = [](ContainerService& containers, std::string name,
                          CreateRequest request) -> awaitable<ContainerService::Created> {
    const std::string wanted = asked_in(request);
    auto created = co_await containers.create(name, std::move(request));
    if (!is_known(containers.parts().catalogue(), wanted)) {
      created.warnings.push_back("runtime " + wanted + " is not configured");
    }
    co_return created;
  };
}

}  // namespace

std::vector<Defect> defects_of_answers() {
  return {
      {"refusal-is-a-500",
       [](EngineRules& rules) {
         change_refusals(
             rules, [](ErrorAnswer& answer) { answer.status = status::internal_server_error; });
       }},
      {"refusal-is-a-404",
       [](EngineRules& rules) {
         change_refusals(rules, [](ErrorAnswer& answer) { answer.status = status::not_found; });
       }},
      {"refusal-quotes-the-name",
       [](EngineRules& rules) {
         change_refusals(rules, [](ErrorAnswer& answer) {
           answer.message = std::string(refusal) + nlohmann::json(name_in(answer)).dump();
         });
       }},
      {"refusal-in-the-words-of-2020",
       [](EngineRules& rules) {
         change_refusals(rules, [](ErrorAnswer& answer) {
           answer.message = "Unknown runtime specified " + name_in(answer);
         });
       }},
      {"refusal-does-not-name-the-runtime",
       [](EngineRules& rules) {
         change_refusals(rules, [](ErrorAnswer& answer) { answer.message = "invalid runtime"; });
       }},
      {"other-types-are-no-runtime",
       [](EngineRules& rules) { rules.verbs.read_request = other_types_are_nothing; }},
      {"other-types-are-a-500",
       [](EngineRules& rules) { rules.verbs.read_request = other_types_are_our_fault; }},
      {"missing-image-is-a-400",
       [](EngineRules& rules) { answer_with(rules, status::not_found, status::bad_request); }},
      {"taken-name-is-a-400",
       [](EngineRules& rules) { answer_with(rules, status::conflict, status::bad_request); }},
      {"missing-shim-is-a-404",
       [](EngineRules& rules) {
         judge_missing_shims(rules, [](StartFailure judged) {
           judged.http_status = 404;
           return judged;
         });
       }},
      {"missing-shim-is-exit-127",
       [](EngineRules& rules) {
         judge_missing_shims(rules, [](StartFailure judged) {
           judged.exit_code = 127;
           return judged;
         });
       }},
      {"missing-path-is-a-500",
       [](EngineRules& rules) {
         judge_missing_paths(rules, [](StartFailure judged) {
           judged.http_status = 500;
           return judged;
         });
       }},
      {"missing-path-is-exit-128",
       [](EngineRules& rules) {
         judge_missing_paths(rules, [](StartFailure judged) {
           judged.exit_code = 128;
           return judged;
         });
       }},
      {"failed-start-does-not-say-why", say_less_about_failed_starts},
      {"shims-are-warned-about", warn_about_shims},
  };
}

}  // namespace plimsoll::defects
