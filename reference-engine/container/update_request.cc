#include "reference-engine/container/update_request.h"

#include "reference-engine/container/fields.h"

namespace plimsoll::engine {
namespace {

using nlohmann::json;

constexpr std::string_view kUpdate = "UpdateConfig";

constexpr Field kFields[] = {
    {"RestartPolicy", Kind::object, ""},      {"BlkioWeight", Kind::integer, ""},
    {"CpuPeriod", Kind::integer, ""},         {"CpuQuota", Kind::integer, ""},
    {"CpuShares", Kind::integer, ""},         {"CpusetCpus", Kind::text, ""},
    {"CpusetMems", Kind::text, ""},           {"Memory", Kind::integer, ""},
    {"MemoryReservation", Kind::integer, ""}, {"MemorySwap", Kind::integer, ""},
    {"NanoCpus", Kind::integer, ""},          {"PidsLimit", Kind::integer, ""}};

constexpr Field kPolicy[] = {{"Name", Kind::text, R"("no")"},
                             {"MaximumRetryCount", Kind::integer, "0"}};

// Clients send every field; what is zero or empty is not meant.
bool is_nothing(const json& value) { return value == 0 || value == "" || value == json::object(); }

}  // namespace

std::variant<UpdateRequest, BadRequest> parse_update_request(const json& body) {
  if (!body.is_object()) {
    return BadRequest{
        "invalid JSON: json: cannot unmarshal a value into Go value of type "
        "container.UpdateConfig"};
  }
  json given = json::object();
  if (auto bad = take_fields(body, kUpdate, kFields, given)) return BadRequest{bad->message};
  UpdateRequest request{.host_config = json::object()};
  for (const auto& [name, value] : given.items()) {
    if (is_nothing(value)) continue;
    if (name != "RestartPolicy") {
      request.host_config[name] = value;
      request.touches_resources = true;
      continue;
    }
    json policy = json::object();
    if (auto bad = take_fields(value, "UpdateConfig.RestartPolicy", kPolicy, policy)) {
      return BadRequest{bad->message};
    }
    if (policy["Name"] != "") request.host_config[name] = policy;
  }
  return request;
}

}  // namespace plimsoll::engine
