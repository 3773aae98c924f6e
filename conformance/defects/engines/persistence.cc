// What a container is when the engine, or its own first run, is over.
#include <boost/asio/awaitable.hpp>

#include "conformance/defects/engines/pieces.h"
#include "reference-engine/api/api_error.h"

namespace plimsoll::defects {
namespace {

using boost::asio::awaitable;
using engine::ContainerRef;
using engine::ContainerService;
using engine::Record;
using engine::api::ApiError;

using Forget = void (*)(Record& record);
void read_records(EngineRules& rules, Forget forget) {
  rules.containers.restore = [forget](const nlohmann::json& file) {
    Record record = engine::record_from_json(file);
    forget(record);
    return record;
  };
}

void forget_the_runtime(Record& record) { record.host_config["Runtime"] = ""; }

// What is known of it is that it ran; so the engine tidies up.
void take_it_for_ended(Record& record) {
  if (has_a_task(record.state.status)) record.state.status = engine::Status::exited;
}

// What the client said is at hand for the first start, and no longer.
awaitable<bool> runc_from_the_second_on(ContainerService& containers, ContainerRef container) {
  if (container->ends > 0) container->record.host_config["Runtime"] = "runc";
  co_return co_await containers.start(container);
}

// A refusal is taken for one more way to fail.
awaitable<bool> record_the_refusal(ContainerService& containers, ContainerRef container) {
  std::exception_ptr refused;
  bool started = false;
  try {
    started = co_await containers.start(container);
  } catch (const ApiError& error) {
    refused = std::current_exception();
    container->record.state.error = error.message();
    container->record.state.exit_code = 128;
  }
  if (refused) std::rethrow_exception(refused);
  co_return started;
}

// Scripts for all paths, called by the runtime's name: one that is there is not written again.
std::vector<runtime::Wrapper> a_script_a_name(const runtime::ConfiguredRuntimes& configured) {
  std::vector<runtime::Wrapper> scripts;
  for (const auto& [name, entry] : configured) {
    const auto* path = std::get_if<runtime::PathRuntime>(&entry);
    if (path == nullptr || name.find('/') != std::string::npos) continue;
    auto script = runtime::wrapper_for(name, *path);
    script.file_name = name;
    scripts.push_back(std::move(script));
  }
  return scripts;
}

Decision the_script_of_that_name(const Catalogue& catalogue, std::string_view name) {
  Decision decision = runtime::decide(catalogue, name);
  auto* selected = std::get_if<runtime::Selected>(&decision);
  if (selected == nullptr || selected->origin != runtime::Origin::configured) return decision;
  auto* runc = std::get_if<runtime::RuncOptions>(&selected->runtime.options);
  const auto script = catalogue.defaults.wrappers / selected->name;
  const auto entry = catalogue.configured.find(selected->name);
  const bool has_a_script = std::holds_alternative<runtime::PathRuntime>(entry->second) &&
                            selected->name.find('/') == std::string::npos;
  if (runc != nullptr && has_a_script) runc->binary_name = script.string();
  return decision;
}

}  // namespace

std::vector<Defect> defects_of_persistence() {
  return {
      {"runtime-ends-with-the-engine",
       [](EngineRules& rules) { read_records(rules, forget_the_runtime); }},
      {"running-containers-are-given-up",
       [](EngineRules& rules) { read_records(rules, take_it_for_ended); }},
      {"second-start-forgets-the-runtime",
       [](EngineRules& rules) { rules.verbs.start = runc_from_the_second_on; }},
      {"refused-start-is-a-failed-one",
       [](EngineRules& rules) { rules.verbs.start = record_the_refusal; }},
      {"scripts-are-written-once",
       [](EngineRules& rules) {
         rules.configuration.wrappers = a_script_a_name;
         at_both_ends(rules, the_script_of_that_name);
       }},
  };
}

}  // namespace plimsoll::defects
