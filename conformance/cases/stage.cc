#include "conformance/cases/stage.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <exception>
#include <utility>

#include "conformance/cases/evidence.h"
#include "conformance/cases/led_to.h"
#include "conformance/cases/told.h"
#include "errors/error.h"

namespace plimsoll::conformance {
namespace {

namespace fs = std::filesystem;
using std::chrono_literals::operator""s;

struct Stopped {};

// Creating and ending a container on a busy machine may take its time.
constexpr auto long_deadline = 20s;

// Every document, as the shims wrote it.
std::string json_of(const std::vector<fixtures::InstalledShim>& shims) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const fixtures::InstalledShim& shim : shims) {
    nlohmann::ordered_json documents = nlohmann::ordered_json::object();
    for (const auto& one : shim.testimony().read().documents) {
      documents[one.file] = nlohmann::ordered_json::parse(one.text);
    }
    list.push_back({{"shim", shim.path().string()}, {"documents", documents}});
  }
  return list.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace

Stage::Stage(TestBed& bed, const CaseDescription& description, fs::path evidence)
    : bed_(bed),
      evidence_(std::move(evidence)),
      container_name_("plimsoll-" + description.suite + "-" + description.name) {
  use(bed.engine());
}

void Stage::use(EngineUnderTest& engine) {
  engine_ = &engine;
  engine_->begin_case();
  engine_log_.emplace(engine.engine().log());
  if (!bed_.is_sandboxed()) return;
  containerd_log_.emplace(bed_.containerd().log());
  bed_.watch().begin_case();
  bed_.testifier().forget();
}

void Stage::perform(const std::function<void(Stage&)>& body) {
  std::exception_ptr failed;
  try {
    body(*this);
  } catch (const Stopped&) {
    // Why has been reported.
  } catch (...) {
    failed = std::current_exception();
  }
  tidy_up();
  write_evidence();
  installed_.clear();
  // The last one first: it may stand in a directory that was made for an earlier one.
  while (!canaries_.empty()) canaries_.pop_back();
  if (failed) std::rethrow_exception(failed);
}

void Stage::stop() {
  if (!testing::Test::HasFailure()) ADD_FAILURE() << "the case ended before it proved anything";
  throw Stopped{};
}

std::string Stage::path_of(const std::string& container, const std::string& action) {
  if (container.empty()) stop();
  return "/containers/" + container + action;
}

void Stage::use_engine_with_default(const std::string& runtime) {
  use(bed_.engine_with_default(runtime));
}

fs::path Stage::install_shim(std::string_view runtime_name) {
  return installed_.emplace_back(fixtures::InstalledShim::install(bed_.sandbox(), runtime_name))
      .path();
}

void Stage::plant_canaries(std::string_view runtime_name) {
  for (const fs::path& path :
       paths_led_to(runtime_name, {.working_directory = bed_.containerd().directory()})) {
    if (may_hold_a_canary(bed_.sandbox(), path)) {
      canaries_.push_back(fixtures::Canary::plant(bed_.sandbox(), path));
    }
  }
}

Answer Stage::create(const Asked& asked) {
  nlohmann::json host = {{"NetworkMode", "none"}};
  if (asked.runtime) host["Runtime"] = *asked.runtime;
  return create_with_body({{"Image", asked.image}, {"Cmd", asked.command}, {"HostConfig", host}},
                          asked.name);
}

Answer Stage::create_with_body(const nlohmann::json& body, const std::string& name) {
  const std::string& used = name.empty() ? container_name_ : name;
  Answer answer =
      engine_->ask({.verb = "POST", .path = "/containers/create?name=" + used, .body = body});
  if (const std::string id = answer.id(); !id.empty()) {
    made_.push_back(id);
    if (bed_.is_sandboxed()) bed_.watch().belongs_to_this_case(id);
  }
  return answer;
}

Answer Stage::start(const std::string& container) {
  return engine_->ask(
      {.verb = "POST", .path = path_of(container, "/start"), .deadline = long_deadline});
}

Answer Stage::wait(const std::string& container) {
  return engine_->ask(
      {.verb = "POST", .path = path_of(container, "/wait"), .deadline = long_deadline});
}

Answer Stage::inspect(const std::string& container) {
  return engine_->ask({.verb = "GET", .path = path_of(container, "/json")});
}

Answer Stage::logs(const std::string& container) {
  return engine_->ask({.verb = "GET", .path = path_of(container, "/logs?stdout=1&stderr=1")});
}

Answer Stage::list() { return engine_->ask({.verb = "GET", .path = "/containers/json?all=1"}); }

Answer Stage::info() { return engine_->ask({.verb = "GET", .path = "/info"}); }

Answer Stage::remove(const std::string& container) {
  Answer answer = engine_->ask(
      {.verb = "DELETE", .path = path_of(container, "?force=1"), .deadline = long_deadline});
  if (answer.status == 204) std::erase(made_, container);
  return answer;
}

std::vector<Execution> Stage::executed() { return bed_.watch().executions(); }

std::vector<ContainerRecord> Stage::recorded() {
  return bed_.watch().records_made(engine_->engine().containerd_namespace());
}

std::vector<ContainerRecord> Stage::records_now() {
  return bed_.watch().records_now(engine_->engine().containerd_namespace());
}

std::vector<std::string> Stage::canaries_executed() const {
  std::vector<std::string> executed;
  for (const fixtures::Canary& canary : canaries_) {
    if (canary.executed()) executed.push_back(canary.path().string());
  }
  return executed;
}

std::vector<ToldToShim> Stage::testimony_of(const fs::path& shim) const {
  const auto installed = std::ranges::find(installed_, shim, &fixtures::InstalledShim::path);
  if (installed == installed_.end()) {
    throw Error({.operation = "read the testimony of",
                 .subject = shim.string(),
                 .cause = "it is none of the shims this case installed",
                 .remedy = {}});
  }
  return told_in(installed->testimony().read());
}

std::string Stage::containerd_namespace() const { return engine_->engine().containerd_namespace(); }

std::vector<std::string> Stage::calls_of_the_testifier() const { return bed_.testifier().calls(); }

void Stage::tidy_up() {
  try {
    for (const std::string& container : std::vector<std::string>(made_)) remove(container);
  } catch (const Error&) {
    bed_.spoil();  // whatever is left goes with the bed
  }
  // containerd remembers where it found a shim: the next case must not meet a canary.
  if (!canaries_executed().empty()) bed_.spoil();
}

void Stage::write_evidence() {
  const Evidence evidence(evidence_);
  evidence.write("http.json", text_of(engine_->client().transcript().to_json()));
  evidence.write("engine.log", engine_log_->text());
  if (!bed_.is_sandboxed()) return;
  evidence.write("containerd-records.json", json_of(recorded()));
  evidence.write("executions.json", json_of(executed()));
  if (!installed_.empty()) evidence.write("testimony.json", json_of(installed_));
  evidence.write("containerd.log", containerd_log_->text());
}

}  // namespace plimsoll::conformance
