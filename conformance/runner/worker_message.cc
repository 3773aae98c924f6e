#include "conformance/runner/worker_message.h"

#include <nlohmann/json.hpp>
#include <type_traits>

#include "errors/error.h"

namespace plimsoll::conformance {
namespace {

nlohmann::json json_of(const TargetReady& ready) {
  return {{"message", "target-ready"},
          {"target_version", ready.target_version},
          {"engine", ready.engine},
          {"api_version", ready.api_version},
          {"containerd_version", ready.containerd_version},
          {"runtimes", ready.runtimes},
          {"engine_log", ready.engine_log}};
}

nlohmann::json json_of(const CaseStarted& started) {
  return {{"message", "case-started"}, {"case", started.case_name}};
}

nlohmann::json json_of(const CaseEnded& ended) {
  return {{"message", "case-ended"}, {"outcome", ended.outcome}};
}

nlohmann::json json_of(const CannotWork& failure) {
  return {{"message", "cannot-work"}, {"cause", failure.cause}};
}

TargetReady ready_from(const nlohmann::json& json) {
  TargetReady ready;
  json.at("target_version").get_to(ready.target_version);
  ready.engine = json.value("engine", "");
  ready.api_version = json.value("api_version", "");
  json.at("containerd_version").get_to(ready.containerd_version);
  json.at("runtimes").get_to(ready.runtimes);
  json.at("engine_log").get_to(ready.engine_log);
  return ready;
}

}  // namespace

std::string to_line(const WorkerMessage& message) {
  const nlohmann::json json =
      std::visit([](const auto& alternative) { return json_of(alternative); }, message);
  // What was seen may be any bytes; a report has to be JSON.
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

WorkerMessage message_from(std::string_view line) {
  try {
    const auto json = nlohmann::json::parse(line);
    const auto kind = json.at("message").get<std::string>();
    if (kind == "target-ready") return ready_from(json);
    if (kind == "case-started") return CaseStarted{json.at("case").get<std::string>()};
    if (kind == "case-ended") return CaseEnded{json.at("outcome").get<Outcome>()};
    if (kind == "cannot-work") return CannotWork{json.at("cause").get<std::string>()};
  } catch (const nlohmann::json::exception&) {
    // Falls through: whatever is wrong with the line, it is not one of ours.
  }
  throw Error({.operation = "read a worker's message",
               .subject = std::string(line.substr(0, 200)),
               .cause = "not a message",
               .remedy = {}});
}

std::vector<std::string> LineBuffer::add(std::string_view bytes) {
  rest_ += bytes;
  std::vector<std::string> lines;
  for (auto end = rest_.find('\n'); end != std::string::npos; end = rest_.find('\n')) {
    lines.push_back(rest_.substr(0, end));
    rest_.erase(0, end + 1);
  }
  return lines;
}

}  // namespace plimsoll::conformance
