// The rule is asked of HostConfig.Runtime, and what runs is read from the request in another way:
// as with a filter in front of an engine that does not read as the filter does.
#include <array>
#include <boost/algorithm/string/predicate.hpp>
#include <boost/asio/awaitable.hpp>
#include <memory>
#include <optional>
#include <set>

#include "conformance/defects/engines/pieces.h"
#include "reference-engine/api/api_error.h"
#include "reference-engine/json/parse.h"

namespace plimsoll::defects {
namespace {

using boost::asio::awaitable;
using engine::api::ApiError;
using engine::api::Exchange;
using engine::api::http::status;
using nlohmann::json;

struct Sent {
  const Exchange& exchange;
  const std::string& text;
  const json& body;
};

// The runtime that is found in this other way, if there is one.
using Reading = std::optional<std::string> (*)(const Sent& sent);

awaitable<std::string> text_of(Exchange& exchange) {
  std::string text;
  std::array<char, 4096> piece{};
  while (const std::size_t count = co_await exchange.read_some(boost::asio::buffer(piece))) {
    text.append(piece.data(), count);
  }
  co_return text;
}

void read_otherwise(EngineRules& rules, Reading reading) {
  const auto unjudged = std::make_shared<std::set<std::string, std::less<>>>();
  rules.verbs.body_of_create = [reading, unjudged](Exchange& exchange) -> awaitable<json> {
    const std::string text = co_await text_of(exchange);
    if (text.empty()) co_return nullptr;
    auto body = engine::parse_json(text);
    if (!body) throw ApiError(status::bad_request, "invalid JSON");
    if (!body->is_object()) co_return *body;
    const Sent sent{.exchange = exchange, .text = text, .body = *body};
    if (const auto runtime = reading(sent)) {
      unjudged->insert(*runtime);
      (*body)["HostConfig"]["Runtime"] = *runtime;
    }
    co_return *body;
  };
  at_both_ends(rules, [unjudged](const Catalogue& catalogue, std::string_view name) {
    const bool judged = is_known(catalogue, name) || !unjudged->contains(name);
    return judged ? runtime::decide(catalogue, name) : passed_on(name);
  });
}

std::optional<std::string> text_in(const json& object, std::string_view field) {
  const auto found = object.find(field);
  if (found == object.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

const json& host_config_of(const json& body) {
  static const json none = json::object();
  const auto found = body.find("HostConfig");
  return found != body.end() && found->is_object() ? *found : none;
}

std::optional<std::string> in_any_case(const Sent& sent) {
  for (const auto& [field, value] : host_config_of(sent.body).items()) {
    const bool other_case = field != "Runtime" && boost::algorithm::iequals(field, "Runtime");
    if (other_case && value.is_string()) return value.get<std::string>();
  }
  return std::nullopt;
}

std::optional<std::string> at_the_top_level(const Sent& sent) {
  return text_in(sent.body, "Runtime");
}

std::optional<std::string> in_the_query(const Sent& sent) { return sent.exchange.query("runtime"); }

// Each version has a decoder of its own, and the rule stands in one of them.
std::optional<std::string> in_other_versions(const Sent& sent) {
  if (sent.exchange.version() == engine::api::ApiVersion{1, 41}) return std::nullopt;
  return text_in(host_config_of(sent.body), "Runtime");
}

// Of a field that is there twice; the rule is asked about the last one.
std::optional<std::string> the_first_of_two(const Sent& sent) {
  bool seen = false;
  const auto first_only = [&seen](int depth, json::parse_event_t event, json& parsed) {
    if (depth != 2 || event != json::parse_event_t::key || parsed != "Runtime") return true;
    return !std::exchange(seen, true);
  };
  const json read = json::parse(sent.text, first_only, /*allow_exceptions=*/false);
  const auto first = text_in(host_config_of(read), "Runtime");
  return first == text_in(host_config_of(sent.body), "Runtime") ? std::nullopt : first;
}

// The filter knows `/containers/create`, and the engine also what that is in other spellings. What
// the filter has not seen is marked as such.
constexpr std::string_view unseen = "unseen=1";

engine::api::Target cleaned(std::string_view text) {
  auto target = engine::api::parse_target(text);
  const std::string sent = target.path;
  for (auto at = target.path.find("//"); at != std::string::npos; at = target.path.find("//")) {
    target.path.erase(at, 1);
  }
  if (target.path != sent) target.query.append(target.query.empty() ? "" : "&").append(unseen);
  return target;
}

std::optional<std::string> what_the_filter_has_not_seen(const Sent& sent) {
  if (!sent.exchange.flag("unseen")) return std::nullopt;
  return text_in(host_config_of(sent.body), "Runtime");
}

}  // namespace

std::vector<Defect> defects_of_readings() {
  return {
      {"fields-match-in-any-case", [](EngineRules& rules) { read_otherwise(rules, in_any_case); }},
      {"top-level-runtime-counts",
       [](EngineRules& rules) { read_otherwise(rules, at_the_top_level); }},
      {"one-version-is-judged",
       [](EngineRules& rules) { read_otherwise(rules, in_other_versions); }},
      {"query-counts-as-well", [](EngineRules& rules) { read_otherwise(rules, in_the_query); }},
      {"first-of-two-fields-counts",
       [](EngineRules& rules) { read_otherwise(rules, the_first_of_two); }},
      {"paths-are-cleaned-behind-the-filter",
       [](EngineRules& rules) {
         rules.http.read_target = cleaned;
         read_otherwise(rules, what_the_filter_has_not_seen);
       }},
  };
}

}  // namespace plimsoll::defects
