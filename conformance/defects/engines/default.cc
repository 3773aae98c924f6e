// Containers that ask for no runtime.
#include "conformance/defects/engines/pieces.h"

namespace plimsoll::defects {
namespace {

// Create keeps the name empty, so that whatever is the default at start is what runs.
void fill_in_at_start(EngineRules& rules) {
  rules.containers.decide_at_create = [](const Catalogue& catalogue, std::string_view name) {
    Decision decision = runtime::decide(catalogue, name);
    auto* selected = std::get_if<runtime::Selected>(&decision);
    if (selected != nullptr && name.empty()) selected->name.clear();
    return decision;
  };
}

Decision runc_whatever_is_configured(const Catalogue& catalogue, std::string_view name) {
  return runtime::decide(catalogue, name.empty() ? "runc" : name);
}

Decision runc_means_the_default(const Catalogue& catalogue, std::string_view name) {
  return runtime::decide(catalogue, name == "runc" ? "" : name);
}

// Says whether the body of a request has it, and as what.
const nlohmann::json* runtime_in(const nlohmann::json& body) {
  const auto host = body.find("HostConfig");
  if (host == body.end() || !host->is_object()) return nullptr;
  const auto runtime = host->find("Runtime");
  return runtime == host->end() ? nullptr : &*runtime;
}

void refuse_the_empty_string(EngineRules& rules) {
  rules.verbs.read_request =
      [](const nlohmann::json& body) -> std::variant<engine::CreateRequest, engine::BadRequest> {
    const auto* runtime = runtime_in(body);
    if (runtime != nullptr && *runtime == "") {
      return engine::BadRequest{"unknown or invalid runtime name: "};
    }
    return engine::parse_create_request(body);
  };
}

void ask_for_a_runtime(EngineRules& rules) {
  rules.verbs.read_request =
      [](const nlohmann::json& body) -> std::variant<engine::CreateRequest, engine::BadRequest> {
    if (runtime_in(body) == nullptr) return engine::BadRequest{"no runtime specified"};
    return engine::parse_create_request(body);
  };
}

// As in the release that first passed names on.
runtime::ConfigurationResult known_defaults_only(std::string_view file, runtime::Flags flags) {
  auto result = runtime::read_configuration(file, std::move(flags));
  const auto* configuration = std::get_if<runtime::Configuration>(&result);
  if (configuration == nullptr) return result;
  const std::string& name = configuration->default_runtime;
  if (configuration->runtimes().contains(name) || runtime::is_stock(name)) return result;
  return runtime::ConfigurationError{"specified default runtime '" + name + "' does not exist"};
}

}  // namespace

std::vector<Defect> defects_of_the_default() {
  return {
      {"default-is-filled-in-at-start", fill_in_at_start},
      {"default-is-always-runc",
       [](EngineRules& rules) { at_both_ends(rules, runc_whatever_is_configured); }},
      {"asking-for-runc-is-asking-for-nothing",
       [](EngineRules& rules) { at_both_ends(rules, runc_means_the_default); }},
      {"empty-name-is-unknown", refuse_the_empty_string},
      {"runtime-must-be-asked-for", ask_for_a_runtime},
      {"default-must-be-configured",
       [](EngineRules& rules) { rules.configuration.read = known_defaults_only; }},
  };
}

}  // namespace plimsoll::defects
