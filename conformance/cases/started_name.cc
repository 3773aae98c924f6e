#include "conformance/cases/started_name.h"

#include <fmt/format.h>

#include <algorithm>

#include "conformance/cases/told.h"
#include "errors/error.h"
#include "fixtures/shim/installed_shim.h"

namespace plimsoll::conformance {
namespace {

using std::chrono_literals::operator""s;

// Too long a name, or one that leads to a program that is there: nothing of ours can testify.
std::optional<fixtures::InstalledShim> installed(TestBed& bed, const std::string& name) {
  try {
    return fixtures::InstalledShim::install(bed.sandbox(), name);
  } catch (const Error&) {
    return std::nullopt;
  }
}

std::string unexpected(const char* step, const Answer& answer) {
  return fmt::format("{} was answered {} {}", step, answer.status, answer.body.substr(0, 200));
}

// Starts it and waits; returns what went wrong.
std::string run(EngineUnderTest& engine, const std::string& id) {
  const std::string path = "/containers/" + id;
  const Answer started = engine.ask({.verb = "POST", .path = path + "/start", .deadline = 20s});
  if (started.status != 204) return unexpected("start", started);
  const Answer waited = engine.ask({.verb = "POST", .path = path + "/wait", .deadline = 20s});
  return waited.status == 200 ? "" : unexpected("wait", waited);
}

std::string recorded_otherwise(TestBed& bed, const std::string& name) {
  const auto records = bed.watch().records_made(bed.engine().engine().containerd_namespace());
  if (records.size() != 1) return fmt::format("containerd made {} records", records.size());
  if (records.front().runtime != name)
    return "containerd recorded the runtime " + records.front().runtime;
  return records.front().options ? "containerd recorded options" : "";
}

std::string testified_otherwise(const fixtures::InstalledShim& shim, const std::string& id) {
  const auto told = told_in(shim.testimony().read());
  const auto testifies = [&](const char* step) {
    return std::ranges::any_of(told, [&](const ToldToShim& one) {
      return one.step == step && one.container == id && !one.options;
    });
  };
  if (!testifies("start")) return "the shim it spells was not started for the container";
  return testifies("Create") ? "" : "the shim it spells was not asked to create the container";
}

}  // namespace

std::optional<std::string> started_otherwise(TestBed& bed, const std::string& name) {
  const auto shim = installed(bed, name);
  if (!shim) return std::nullopt;
  bed.watch().begin_case();
  EngineUnderTest& engine = bed.engine();
  engine.begin_case();
  const nlohmann::json body = {{"Image", our_image},
                               {"Cmd", {"true"}},
                               {"HostConfig", {{"NetworkMode", "none"}, {"Runtime", name}}}};
  const Answer created = engine.ask({.verb = "POST", .path = "/containers/create", .body = body});
  if (created.status != 201) return unexpected("create", created);
  bed.watch().belongs_to_this_case(created.id());
  std::string otherwise = run(engine, created.id());
  if (otherwise.empty()) otherwise = recorded_otherwise(bed, name);
  if (otherwise.empty()) otherwise = testified_otherwise(*shim, created.id());
  const Answer removed = engine.ask(
      {.verb = "DELETE", .path = "/containers/" + created.id() + "?force=1", .deadline = 20s});
  if (otherwise.empty() && removed.status != 204) otherwise = unexpected("remove", removed);
  return otherwise;
}

}  // namespace plimsoll::conformance
