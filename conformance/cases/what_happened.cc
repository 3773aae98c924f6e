// What a stage saw: from outside the engine, and never by the engine's word.
#include <sys/utsname.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "conformance/cases/judge.h"
#include "conformance/cases/remains.h"
#include "conformance/cases/silent_downgrade.h"
#include "conformance/cases/stage.h"
#include "conformance/cases/told.h"
#include "errors/error.h"

namespace plimsoll::conformance {
namespace {

namespace fs = std::filesystem;

void skip_for_want_of_containerd() {
  testing::Test::RecordProperty(lacking_property, std::string(to_string(Need::containerd)));
  GTEST_SKIP() << "the target has no containerd: what it runs containers with is told to nobody";
}

}  // namespace

void Stage::look_from_here() {
  executions_before_ = bed_.watch().executions().size();
  if (engine_has_containerd()) {
    records_before_ = bed_.watch().records_made(engine_->engine().containerd_namespace()).size();
  }
  bed_.testifier().forget();
}

std::vector<Execution> Stage::executed() {
  const auto& all = bed_.watch().executions();
  return {all.begin() + static_cast<std::ptrdiff_t>(executions_before_), all.end()};
}

void Stage::name_the_violation() {
  for (const Accepted& one : accepted_) {
    try {
      const Answer inspection = inspect(one.container);
      const auto document = inspection.json();
      violation_ = silent_downgrade(
          {.asked = one.asked, .answer_to_create = one.answer, .inspection = document});
    } catch (const Error&) {
      return;  // the engine is no longer there to ask, and has failed for that already
    }
    if (!violation_.empty()) return;
  }
}

void Stage::expect_containerd() {
  if (engine_has_containerd()) return;
  name_the_violation();
  const std::string& the_runtime_of_the_container = violation_;
  EXPECT_THAT(the_runtime_of_the_container, testing::IsEmpty());
  if (!testing::Test::HasFailure()) skip_for_want_of_containerd();
  stop();
}

std::vector<ContainerRecord> Stage::recorded() { return await_records(0); }

std::vector<ContainerRecord> Stage::await_records(std::size_t count) {
  expect_containerd();
  auto all =
      bed_.watch().records_made(engine_->engine().containerd_namespace(), records_before_ + count);
  all.erase(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(records_before_));
  return all;
}

std::vector<ContainerRecord> Stage::records_now() {
  expect_containerd();
  return bed_.watch().records_now(engine_->engine().containerd_namespace());
}

std::vector<std::string> Stage::canaries_executed() const {
  std::vector<std::string> executed;
  for (const fixtures::Canary& canary : canaries_) {
    if (canary.executed()) executed.push_back(canary.path().string());
  }
  return executed;
}

std::vector<ToldToShim> Stage::testimony_of(const fs::path& shim) {
  expect_containerd();
  const auto installed = std::ranges::find(installed_, shim, &fixtures::InstalledShim::path);
  if (installed == installed_.end()) {
    throw Error({.operation = "read the testimony of",
                 .subject = shim.string(),
                 .cause = "it is none of the shims this case installed",
                 .remedy = {}});
  }
  return told_in(installed->testimony().read());
}

bool Stage::is_running(const nlohmann::json& pid) const {
  if (!pid.is_number_unsigned() || pid == 0) return false;
  std::ifstream file(bed_.sandbox().from_outside("/proc/" + pid.dump() + "/stat"));
  const std::string stat{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  // "17 (name) S 1 ...": one that has ended and was not yet waited for is a Z.
  const auto state = stat.rfind(") ");
  return state != std::string::npos &&
         std::string_view("ZX").find(stat[state + 2]) == std::string::npos;
}

std::filesystem::path Stage::program_of(const nlohmann::json& pid) const {
  std::error_code gone;
  return std::filesystem::read_symlink(bed_.sandbox().from_outside("/proc/" + pid.dump() + "/exe"),
                                       gone);
}

std::string Stage::kernel_of_the_host() {
  utsname host{};
  uname(&host);
  return host.release;
}

std::vector<std::string> Stage::remains_of(const std::string& container) const {
  return conformance::remains_of(bed_.sandbox(), {.containerd_namespace = containerd_namespace(),
                                                  .engine = engine_->engine().log().parent_path(),
                                                  .container = container});
}

std::vector<std::string> Stage::mounts() const { return mounts_in(bed_.sandbox()); }

std::string Stage::containerd_namespace() const { return engine_->engine().containerd_namespace(); }

std::vector<std::string> Stage::calls_of_the_testifier() const { return bed_.testifier().calls(); }

}  // namespace plimsoll::conformance
