// What an operator writes and an onlooker sees.
#include <boost/asio/awaitable.hpp>
#include <filesystem>

#include "conformance/defects/engines/pieces.h"
#include "reference-engine/api/api_error.h"

namespace plimsoll::defects {
namespace {

using boost::asio::awaitable;
using engine::ContainerRef;
using engine::ContainerService;
using engine::api::ErrorAnswer;
using nlohmann::json;
using runtime::Configuration;
using runtime::ConfigurationResult;

// Reads all but the default, and takes that as it is written.
ConfigurationResult read_any_default(std::string_view file, runtime::Flags flags) {
  json written = json::parse(file, nullptr, /*allow_exceptions=*/false);
  std::optional<std::string> wanted = flags.default_runtime;
  if (written.is_object() && written.contains("default-runtime")) {
    wanted = written["default-runtime"].get<std::string>();
    written.erase("default-runtime");
  }
  flags.default_runtime.reset();
  const std::string others = written.is_object() ? written.dump() : std::string(file);
  auto result = runtime::read_configuration(others, std::move(flags));
  auto* configuration = std::get_if<Configuration>(&result);
  if (configuration != nullptr && wanted) configuration->default_runtime = *wanted;
  return result;
}

Decision the_default_is_beyond_doubt(const Catalogue& catalogue, std::string_view name) {
  const std::string& default_runtime = catalogue.default_runtime;
  const bool is_default = name.empty() || name == default_runtime;
  const bool is_odd = is_default && is_refused(runtime::decide(catalogue, default_runtime));
  return is_odd ? passed_on(default_runtime) : runtime::decide(catalogue, name);
}

// The program behind the default is looked for, to tell its version; and then there is none.
json info_of_what_is_there(const Configuration& configuration) {
  const std::string& name = configuration.default_runtime;
  const auto runtimes = configuration.runtimes();
  const auto entry = runtimes.find(name);
  const auto* path =
      entry == runtimes.end() ? nullptr : std::get_if<runtime::PathRuntime>(&entry->second);
  const bool there = path != nullptr ? std::filesystem::exists(path->path)
                                     : entry != runtimes.end() || runtime::is_stock(name);
  if (!there) throw std::runtime_error("failed to retrieve the version of " + name);
  return engine::api::info_of_runtimes(configuration);
}

// As it is within JSON, and then put into JSON once more.
json inspect_escaped_twice(const engine::Record& record, const engine::Surroundings& around) {
  json shown = engine::inspect(record, around);
  const std::string escaped = shown["HostConfig"]["Runtime"].dump(-1, ' ', /*ensure_ascii=*/true);
  shown["HostConfig"]["Runtime"] = escaped.substr(1, escaped.size() - 2);
  return shown;
}

// Listeners hear of the start when it is asked for, and once more when it has been.
awaitable<bool> tell_before(ContainerService& containers, ContainerRef container) {
  engine::Event event;
  event.type = "container";
  event.action = "start";
  event.actor = container->id();
  event.attributes = {{"name", container->record.name}};
  containers.parts().events.publish(std::move(event));
  co_return co_await containers.start(container);
}

ErrorAnswer in_plain_text(const std::exception_ptr& thrown) {
  ErrorAnswer answer = engine::api::answer_to(thrown);
  answer.as_text = true;
  return answer;
}

}  // namespace

std::vector<Defect> defects_of_surfaces() {
  return {
      {"default-is-never-judged",
       [](EngineRules& rules) {
         rules.configuration.read = read_any_default;
         at_both_ends(rules, the_default_is_beyond_doubt);
       }},
      {"info-needs-the-default-runtime",
       [](EngineRules& rules) { rules.info_of_runtimes = info_of_what_is_there; }},
      {"names-are-escaped-twice",
       [](EngineRules& rules) { rules.containers.inspect = inspect_escaped_twice; }},
      {"start-is-told-before-it-is", [](EngineRules& rules) { rules.verbs.start = tell_before; }},
      {"errors-are-plain-text", [](EngineRules& rules) { rules.http.answer_to = in_plain_text; }},
  };
}

}  // namespace plimsoll::defects
