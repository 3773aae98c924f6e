#include "conformance/cases/stage.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <utility>

#include "conformance/cases/evidence.h"
#include "conformance/cases/target_fault.h"
#include "containerd/name/shim_binary.h"

namespace plimsoll::conformance {
namespace {

namespace fs = std::filesystem;

// Everything but letters, digits and a few marks, as a URL wants it.
std::string encoded(std::string_view text) {
  std::string result;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    const bool plain = std::isalnum(byte) != 0 || letter == '-' || letter == '_' || letter == '.';
    result += plain ? std::string(1, letter) : fmt::format("%{:02X}", byte);
  }
  return result;
}

std::string name_for(const CaseDescription& description) {
  return "plimsoll-" + description.suite + "-" + description.name;
}

}  // namespace

Stage::Stage(TestBed& bed, const CaseDescription& description, fs::path evidence)
    : bed_(bed),
      description_(description),
      evidence_(std::move(evidence)),
      container_name_(name_for(description)),
      engine_(&bed.engine()) {
  bed_.look_from_here();
}

void Stage::perform(const std::function<void(Stage&)>& body) {
  std::exception_ptr failed;
  try {
    body(*this);
  } catch (...) {
    failed = std::current_exception();
  }
  tidy_up();
  write_evidence();
  if (failed) std::rethrow_exception(failed);
}

void Stage::use_engine_with_default(const std::string& runtime) {
  engine_ = &bed_.engine_with_default(runtime);
  bed_.look_from_here();
}

std::string Stage::shim_binary(std::string_view runtime_name) const {
  return bed_.shim_binary(runtime_name);
}

fs::path Stage::install_shim(std::string_view runtime_name) {
  const fs::path real = bed_.runc_shim();
  const std::string binary = shim_binary(runtime_name);
  if (binary == real.filename()) return real;
  const fs::path shim = bed_.sandbox().shims() / binary;
  std::ofstream(shim) << "#!/bin/sh\nexec '" << real.string() << "' \"$@\"\n";
  fs::permissions(shim, fs::perms::owner_all | fs::perms::group_exec | fs::perms::others_exec);
  installed_.push_back(shim);
  return shim;
}

void Stage::plant_canaries(std::string_view runtime_name) {
  canaries_.emplace(bed_.sandbox().directory());
  canaries_->plant(
      paths_led_to(runtime_name, {.working_directory = bed_.containerd_working_directory()}));
}

Answer Stage::create(const Asked& asked) {
  nlohmann::json host = {{"NetworkMode", "none"}};
  if (asked.runtime) host["Runtime"] = *asked.runtime;
  return create_with_body({{"Image", asked.image}, {"Cmd", asked.command}, {"HostConfig", host}},
                          asked.name);
}

Answer Stage::create_with_body(const nlohmann::json& body, const std::string& name) {
  const std::string used = name.empty() ? container_name_ : name;
  Answer answer = engine_->ask(
      {.verb = "POST", .path = "/containers/create?name=" + encoded(used), .body = body});
  if (!answer.id().empty()) made_.push_back(answer.id());
  return answer;
}

Answer Stage::start(const std::string& container) {
  return engine_->ask({.verb = "POST",
                       .path = "/containers/" + container + "/start",
                       .deadline = std::chrono::seconds(20)});
}

Answer Stage::wait(const std::string& container) {
  return engine_->ask({.verb = "POST",
                       .path = "/containers/" + container + "/wait",
                       .deadline = std::chrono::seconds(20)});
}

Answer Stage::inspect(const std::string& container) {
  return engine_->ask({.verb = "GET", .path = "/containers/" + container + "/json"});
}

Answer Stage::logs(const std::string& container) {
  return engine_->ask(
      {.verb = "GET", .path = "/containers/" + container + "/logs?stdout=1&stderr=1"});
}

Answer Stage::list() { return engine_->ask({.verb = "GET", .path = "/containers/json?all=1"}); }

Answer Stage::info() { return engine_->ask({.verb = "GET", .path = "/info"}); }

Answer Stage::remove(const std::string& container) {
  Answer answer = engine_->ask({.verb = "DELETE", .path = "/containers/" + container + "?force=1"});
  if (answer.status == 204) std::erase(made_, container);
  return answer;
}

std::vector<Execution> Stage::executed() {
  const auto more = bed_.executions();
  executed_.insert(executed_.end(), more.begin(), more.end());
  return executed_;
}

std::vector<ContainerRecord> Stage::recorded() {
  const auto more = bed_.records_made(*engine_);
  recorded_.insert(recorded_.end(), more.begin(), more.end());
  return recorded_;
}

std::vector<ContainerRecord> Stage::records_now() { return bed_.records_now(*engine_); }

std::vector<std::string> Stage::canaries_executed() const {
  return canaries_ ? canaries_->executed() : std::vector<std::string>();
}

void Stage::tidy_up() {
  try {
    for (const std::string& container : std::vector<std::string>(made_)) remove(container);
  } catch (const TargetFault&) {
    bed_.spoil();  // whatever is left goes with the bed
  }
  std::error_code ignored;
  for (const fs::path& shim : installed_) fs::remove(shim, ignored);
  // containerd remembers where it found a shim: it must not remember a canary.
  if (!canaries_executed().empty()) bed_.spoil();
}

void Stage::write_evidence() {
  const Evidence evidence(evidence_);
  evidence.write("http.txt", engine_->take_transcript());
  evidence.write("engine.log", bed_.engine_log_since_here(*engine_));
  if (!bed_.is_sandboxed()) return;
  evidence.write("containerd-records.json", json_of(recorded()));
  evidence.write("executions.json", json_of(executed()));
  evidence.write("containerd.log", bed_.containerd_log_since_here());
}

}  // namespace plimsoll::conformance
