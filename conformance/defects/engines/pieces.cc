#include "conformance/defects/engines/pieces.h"

#include <spawn.h>
#include <sys/wait.h>

#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>

#include "reference-engine/runtime/catalogue.h"

namespace plimsoll::defects {

using runtime::Origin;
using runtime::Selected;

void at_both_ends(EngineRules& rules, const Decide& decide) {
  rules.containers.decide_at_create = decide;
  rules.containers.decide_at_start = decide;
}

Decision passed_on(std::string_view name) {
  return Selected{.name = std::string(name),
                  .runtime = {.shim = std::string(name)},
                  .origin = Origin::passed_on};
}

Decision refused(std::string_view name) {
  return runtime::Refused{"unknown or invalid runtime name: " + std::string(name)};
}

bool is_refused(const Decision& decision) {
  return std::holds_alternative<runtime::Refused>(decision);
}

bool is_known(const Catalogue& catalogue, std::string_view name) {
  return name.empty() || catalogue.configured.contains(name) || runtime::is_stock(name);
}

Decide decide_by_form(Form may_be_passed_on) {
  return [may_be_passed_on](const Catalogue& catalogue, std::string_view name) {
    if (is_known(catalogue, name)) return runtime::decide(catalogue, name);
    return may_be_passed_on(name) ? passed_on(name) : refused(name);
  };
}

Decide decide_about(Spelling spelled) {
  return [spelled](const Catalogue& catalogue, std::string_view name) {
    return runtime::decide(catalogue, spelled(name));
  };
}

Decide decide_and(Change change) {
  return [change](const Catalogue& catalogue, std::string_view name) {
    Decision decision = runtime::decide(catalogue, name);
    if (auto* selected = std::get_if<Selected>(&decision)) change(*selected);
    return decision;
  };
}

std::vector<std::string> parts_of(std::string_view name) {
  std::vector<std::string> parts;
  boost::algorithm::split(parts, name, boost::algorithm::is_any_of("."));
  return parts;
}

std::string asked_in(const engine::CreateRequest& request) {
  return request.host_config.value("Runtime", "");
}

void execute(const std::vector<std::string>& command) {
  std::vector<std::string> words = command;
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  pid_t child = -1;
  if (posix_spawnp(&child, argv[0], nullptr, nullptr, argv.data(), environ) != 0) return;
  waitpid(child, nullptr, 0);
}

}  // namespace plimsoll::defects
