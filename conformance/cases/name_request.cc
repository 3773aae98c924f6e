#include "conformance/cases/name_request.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <numeric>
#include <utility>

#include "conformance/cases/answer.h"
#include "conformance/cases/test_bed.h"
#include "conformance/names/json_spelling.h"

namespace plimsoll::conformance {
namespace {

using std::chrono_literals::operator""s;

// dockerd 20.10 speaks up to 1.41, the newest ones from 1.40 on.
constexpr const char* containers = "/v1.41/containers/";

Answer answer_of(const fixtures::HttpResponse& response) {
  return {.request = {}, .status = response.status, .body = response.body};
}

std::string told(const fixtures::HttpResponse& response) {
  constexpr std::size_t shown = 160;
  const std::string body = response.body.substr(0, response.body.find_last_not_of('\n') + 1);
  return fmt::format("answered {} {}", response.status, body.substr(0, shown));
}

std::string no_answer(const fixtures::HttpError& error) {
  return "no answer: " + error.story().cause;
}

// However a name is written in JSON it is the same. Which way is the name's own, so that it is the
// same when it is tried again.
std::string spelling_of(const std::string& name) {
  Dice dice(std::accumulate(
      name.begin(), name.end(), std::uint64_t{0},
      [](std::uint64_t sum, char byte) { return sum * 31 + static_cast<unsigned char>(byte); }));
  return spelled_in_json(name, dice);
}

}  // namespace

NameRequest::NameRequest(std::filesystem::path socket)
    : session_({.socket = std::move(socket), .deadline = 20s}) {}

fixtures::HttpResponse NameRequest::create(const std::string& name) {
  const std::string body = fmt::format(
      R"({{"Image":"{}","Cmd":["true"],"HostConfig":{{"NetworkMode":"none","Runtime":{}}}}})",
      our_image, spelling_of(name));
  return session_.send(
      {.method = "POST", .target = std::string(containers) + "create", .body = body});
}

std::string NameRequest::refused_otherwise(const std::string& name) {
  try {
    return refused(name);
  } catch (const fixtures::HttpError& error) {
    return no_answer(error);
  }
}

std::string NameRequest::taken_otherwise(const std::string& name) {
  try {
    return taken(name);
  } catch (const fixtures::HttpError& error) {
    return no_answer(error);
  }
}

std::string NameRequest::refused(const std::string& name) {
  const auto response = create(name);
  const Answer answer = answer_of(response);
  if (const std::string id = answer.id(); !id.empty()) return told(response) + remove(id);
  if (response.status == 400 && answer.message().find(name) != std::string::npos) return {};
  return told(response);
}

std::string NameRequest::taken(const std::string& name) {
  const auto response = create(name);
  const std::string id = answer_of(response).id();
  if (response.status != 201 || id.empty()) return told(response);
  const auto inspection = session_.send({.target = containers + id + "/json"});
  const bool shown = answer_of(inspection).at("/HostConfig/Runtime") == nlohmann::json(name);
  const std::string otherwise = shown ? "" : "inspect shows another runtime";
  return otherwise + remove(id);
}

std::string NameRequest::remove(const std::string& id) {
  const auto response = session_.send({.method = "DELETE", .target = containers + id + "?force=1"});
  return response.status == 204 ? "" : "; removing it was " + told(response);
}

std::set<std::string> NameRequest::listed() {
  const auto response = session_.send({.target = std::string(containers) + "json?all=1"});
  std::set<std::string> ids;
  const auto list = response.json();
  for (const auto& one : list) {
    if (one.is_object()) ids.insert(one.value("Id", std::string()));
  }
  return ids;
}

}  // namespace plimsoll::conformance
