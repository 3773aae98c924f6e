#include "conformance/cases/stage.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <exception>
#include <utility>

#include "conformance/cases/evidence.h"
#include "conformance/cases/led_to.h"
#include "conformance/cases/name_survey.h"
#include "errors/error.h"
#include "fixtures/engine/event_time.h"

namespace plimsoll::conformance {
namespace {

namespace fs = std::filesystem;
using std::chrono_literals::operator""s;

struct Stopped {};

// Ours goes with its sandbox. On somebody's own engine what stays has to be told, or every case
// passes and the containers are left.
Error left_behind(const std::vector<std::string>& containers) {
  std::string ids;
  for (const std::string& id : containers) ids += " " + id;
  return Error({.operation = "remove what the case made from",
                .subject = "the target",
                .cause = "it did not remove" + ids,
                .remedy = "docker rm --force" + ids});
}

std::string runtime_in(const nlohmann::json& body) {
  const auto at = nlohmann::json::json_pointer("/HostConfig/Runtime");
  if (!body.is_object() || !body.contains(at) || !body.at(at).is_string()) return {};
  return body.at(at).get<std::string>();
}

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
  executions_before_ = 0;
  records_before_ = 0;
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
  if (testing::Test::HasFailure()) name_the_violation();
  tidy_up();
  write_evidence();
  bed_.let_go(std::move(own_));
  installed_.clear();
  while (!placed_.empty()) placed_.pop_back();
  // The last one first: it may stand in a directory that was made for an earlier one.
  while (!canaries_.empty()) canaries_.pop_back();
  if (failed) std::rethrow_exception(failed);
  if (!bed_.is_sandboxed() && !made_.empty()) throw left_behind(made_);
}

void Stage::stop() {
  const bool has_said_why = testing::Test::HasFailure() || testing::Test::IsSkipped();
  if (!has_said_why) ADD_FAILURE() << "the case ended before it proved anything";
  throw Stopped{};
}

std::string Stage::path_of(const std::string& container, const std::string& action) {
  if (container.empty()) stop();
  return "/containers/" + container + action;
}

void Stage::use_engine_with_default(const std::string& runtime) {
  use(bed_.engine_with_default(runtime));
}

void Stage::speak_version(const std::string& version) {
  engine_->speak(version.empty() ? "" : "/v" + version);
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

fs::path Stage::plant_canary(const fs::path& path) {
  return canaries_.emplace_back(fixtures::Canary::plant(bed_.sandbox(), path)).path();
}

void Stage::take_away_shims() { installed_.clear(); }

void Stage::place(const Placed::What& what) { placed_.emplace_back(bed_.sandbox(), what); }

fs::path Stage::shims() const { return bed_.sandbox().shims(); }

fs::path Stage::containerds_directory() const { return bed_.containerd().directory(); }

Answer Stage::create(const Asked& asked) {
  nlohmann::json host = {{"NetworkMode", "none"}};
  if (asked.runtime) host["Runtime"] = *asked.runtime;
  host.update(asked.host);
  nlohmann::json body = {{"Image", asked.image}, {"Cmd", asked.command}, {"HostConfig", host}};
  body.update(asked.config);
  return create_with_body(body, asked.name);
}

Answer Stage::create_with_body(const nlohmann::json& body, const std::string& name) {
  const std::string& used = name.empty() ? container_name_ : name;
  return create_with({.verb = "POST", .path = "/containers/create?name=" + used, .body = body});
}

Answer Stage::create_with(const Request& request) {
  Answer answer = engine_->ask(request);
  if (const std::string id = answer.id(); !id.empty()) {
    made_.push_back(id);
    accepted_.push_back({.asked = request.body ? runtime_in(*request.body) : "",
                         .container = id,
                         .answer = answer.json()});
    if (bed_.is_sandboxed()) bed_.watch().belongs_to_this_case(id);
  }
  return answer;
}

std::vector<Counterexample> Stage::try_out(const NamesToTry& names) {
  constexpr std::uint64_t at_once = 200;
  NameSurvey survey(bed_, names.expected());
  for (std::uint64_t begin = 0; begin < names.count(); begin += at_once) {
    std::vector<std::string> some;
    const std::uint64_t end = std::min(begin + at_once, names.count());
    for (std::uint64_t i = begin; i < end; ++i) some.push_back(names.at(i));
    counterexamples_ = survey.try_out(some);
    // One is enough to fail, and `plimsoll names` finds the others.
    if (!counterexamples_.empty()) break;
  }
  return counterexamples_;
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

Answer Stage::events() {
  return engine_->ask(
      {.verb = "GET", .path = "/events?since=1&until=" + fixtures::event_time_now()});
}

Answer Stage::ask(const Request& request) { return engine_->ask(request); }

Answer Stage::remove(const std::string& container) {
  Answer answer = engine_->ask(
      {.verb = "DELETE", .path = path_of(container, "?force=1"), .deadline = long_deadline});
  if (answer.status == 204) std::erase(made_, container);
  return answer;
}

void Stage::remove_containers() {
  if (own_ && !own_->engine().alive()) return;
  for (const std::string& container : std::vector<std::string>(made_)) {
    if (remove(container).status == 404) std::erase(made_, container);  // gone already
  }
}

void Stage::tidy_up() {
  try {
    remove_containers();
  } catch (const Error&) {
    bed_.spoil();  // whatever is left goes with the bed
  }
  // containerd remembers where it found a shim: the next case must not meet a canary. Nor a
  // container of ours that the engine did not remove: podman 4.3.1 answers 500 when it could not be
  // stopped, and a later case would be blamed for it.
  if (!canaries_executed().empty() || !made_.empty()) bed_.spoil();
}

void Stage::write_evidence() {
  const Evidence evidence(evidence_);
  evidence.write("http.json", text_of(engine_->client().transcript().to_json()));
  evidence.write("engine.log", engine_log_->text());
  if (!counterexamples_.empty()) {
    evidence.write("counterexamples.json", vector_file(counterexamples_, NamesToTry::directory));
  }
  if (!bed_.is_sandboxed()) return;
  executions_before_ = 0;
  records_before_ = 0;
  if (engine_has_containerd()) evidence.write("containerd-records.json", json_of(recorded()));
  evidence.write("executions.json", json_of(executed()));
  if (!installed_.empty()) evidence.write("testimony.json", json_of(installed_));
  evidence.write("containerd.log", containerd_log_->text());
}

}  // namespace plimsoll::conformance
