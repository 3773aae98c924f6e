#include "conformance/cases/known_runtimes.h"

#include <gtest/gtest.h>

#include "conformance/cases/matchers.h"
#include "conformance/cases/steps.h"

namespace plimsoll::conformance {
namespace {

using testing::Contains;
using testing::Eq;

std::string_view word_for(NameUse use) {
  switch (use) {
    case NameUse::accepted:
      return "accepted";
    case NameUse::refused:
      return "refused";
    case NameUse::run_by_runc:
      return "run by runc";
    case NameUse::run_by_crun:
      return "run by crun";
  }
  return "refused";
}

// Containers of one case need names of their own.
Asked asked_for(Stage& stage, const std::string& runtime, int number) {
  return {.runtime = runtime, .name = stage.container_name() + "-" + std::to_string(number)};
}

void expect_run(Stage& stage, const Asked& asked, const std::string& program) {
  run_to_its_end(stage, asked);
  const auto programs_executed = stage.executed();
  EXPECT_THAT(programs_executed, Contains(IsCreateBy(program)));
}

void expect_use(Stage& stage, const Asked& asked, NameUse use) {
  if (use == NameUse::run_by_runc) return expect_run(stage, asked, stage.places().runc);
  if (use == NameUse::run_by_crun) return expect_run(stage, asked, stage.places().crun);
  const Answer answer_to_create = stage.create(asked);
  if (use == NameUse::refused) {
    EXPECT_THAT(answer_to_create, AnsweredSaying(400, *asked.runtime));
    return;
  }
  EXPECT_THAT(answer_to_create, Answered(201));
  const Answer inspection = stage.inspect(answer_to_create.id());
  EXPECT_THAT(inspection, ShowsRuntime(*asked.runtime));
}

void expect_default(Stage& stage, const std::string& runtime) {
  const auto default_runtime_shown = stage.info().at("/DefaultRuntime");
  EXPECT_THAT(default_runtime_shown, Eq(runtime));
  const Answer answer_to_create =
      stage.create({.runtime = std::nullopt, .name = stage.container_name() + "-default"});
  EXPECT_THAT(answer_to_create, Answered(201));
  const Answer inspection = stage.inspect(answer_to_create.id());
  EXPECT_THAT(inspection, ShowsRuntime(runtime));
}

}  // namespace

fixtures::EngineConfiguration configuration_of(const ConfigurationVector& vector,
                                               const Places& places) {
  fixtures::EngineConfiguration configuration;
  configuration.daemon_json = fill_in(vector.daemon_json, places);
  for (const std::string& flag : vector.flags) {
    configuration.flags.push_back(fill_in(flag, places));
  }
  return configuration;
}

void expect_known(Stage& stage, const KnownRuntimes& known) {
  for (const auto& [name, path] : known.paths) {
    const auto runtimes_listed = stage.info().at("/Runtimes");
    const auto path_listed = runtimes_listed.contains(name)
                                 ? runtimes_listed[name].value("path", nlohmann::json())
                                 : nlohmann::json();
    EXPECT_THAT(path_listed, Eq(fill_in(path, stage.places())));
  }
  int number = 0;
  for (const auto& [name, use] : known.names) {
    expect_use(stage, asked_for(stage, name, ++number), use);
  }
  if (!known.default_runtime.empty()) expect_default(stage, known.default_runtime);
}

std::vector<Need> needs_of(const KnownRuntimes& known) {
  std::vector<Need> needs = {Need::configuration};
  if (!known.names.empty() || !known.default_runtime.empty()) needs.push_back(Need::image);
  const bool runc = known.runs(NameUse::run_by_runc);
  const bool crun = known.runs(NameUse::run_by_crun);
  if (runc || crun) needs.insert(needs.end(), {Need::witness, Need::containerd});
  if (runc) needs.push_back(Need::runc);
  if (crun) needs.push_back(Need::crun);
  return needs;
}

std::vector<std::string> steps_of(const KnownRuntimes& known) {
  std::vector<std::string> steps;
  for (const auto& [name, path] : known.paths) {
    steps.push_back("GET /info lists " + quoted(name) + " with the path " + quoted(path));
  }
  for (const auto& [name, use] : known.names) {
    steps.push_back("a container with the runtime " + quoted(name) + " is " +
                    std::string(word_for(use)));
  }
  if (!known.default_runtime.empty()) {
    steps.push_back("GET /info names the default " + quoted(known.default_runtime) +
                    ", and a container created without a runtime is given it");
  }
  return steps;
}

std::string quoted(const std::string& text) {
  std::string readable;
  for (const char letter : text)
    readable += letter == '\n' ? std::string("\\n") : std::string(1, letter);
  return "`" + readable + "`";
}

std::string start_step(const ConfigurationVector& vector) {
  std::string step = "start an engine with the daemon.json " + quoted(vector.daemon_json);
  for (const std::string& flag : vector.flags) step += " and the flag " + quoted(flag);
  return step;
}

}  // namespace plimsoll::conformance
