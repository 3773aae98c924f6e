#include "conformance/cases/evidence.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <utility>

#include "errors/error.h"
#include "fixtures/http/redaction.h"

namespace plimsoll::conformance {
namespace {

using Json = nlohmann::ordered_json;

std::string text_of(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json json_of(const std::optional<RuntimeOptionsSeen>& options) {
  if (!options) return nullptr;
  return {{"type", options->type},
          {"BinaryName", options->binary_name},
          {"Root", options->root},
          {"SystemdCgroup", options->systemd_cgroup},
          {"ConfigPath", options->config_path}};
}

}  // namespace

Evidence::Evidence(std::filesystem::path directory) : directory_(std::move(directory)) {
  std::filesystem::create_directories(directory_);
}

void Evidence::write(const std::string& name, const std::string& text) const {
  if (text.empty()) return;
  std::ofstream file(directory_ / name, std::ios::binary);
  file << fixtures::without_credentials(text);
  file.close();
  if (!file) throw Error::from_errno("write evidence", (directory_ / name).string());
}

std::string json_of(const std::vector<Execution>& executions) {
  Json list = Json::array();
  for (const Execution& execution : executions) {
    list.push_back({{"path", execution.path.string()}, {"argv", execution.argv}});
  }
  return text_of(list);
}

std::string json_of(const std::vector<ContainerRecord>& records) {
  Json list = Json::array();
  for (const ContainerRecord& record : records) {
    list.push_back({{"id", record.id},
                    {"runtime", {{"name", record.runtime}, {"options", json_of(record.options)}}}});
  }
  return text_of(list);
}

std::string text_of(const nlohmann::json& json) {
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace plimsoll::conformance
