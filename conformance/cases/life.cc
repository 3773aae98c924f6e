#include "conformance/cases/life.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>
#include <sstream>

#include "conformance/cases/matchers.h"
#include "conformance/cases/steps.h"
#include "fixtures/engine/event_time.h"

namespace plimsoll::conformance {
namespace {

using std::chrono_literals::operator""s;

constexpr auto patience = 20s;

Answer post(Stage& stage, const std::string& container, const std::string& action) {
  if (container.empty()) stage.stop();
  return stage.ask(
      {.verb = "POST", .path = "/containers/" + container + action, .deadline = patience});
}

}  // namespace

Answer restart(Stage& stage, const std::string& container) {
  return post(stage, container, "/restart?t=0");
}

Answer kill(Stage& stage, const std::string& container) { return post(stage, container, "/kill"); }

Answer stop(Stage& stage, const std::string& container) {
  return post(stage, container, "/stop?t=0");
}

Answer rename(Stage& stage, const std::string& container, const std::string& name) {
  return post(stage, container, "/rename?name=" + name);
}

Answer update(Stage& stage, const std::string& container, const nlohmann::json& body) {
  if (container.empty()) stage.stop();
  return stage.ask({.verb = "POST", .path = "/containers/" + container + "/update", .body = body});
}

Asked running_until_killed(const std::string& runtime) {
  return {
      .runtime = runtime, .command = {"/bin/sleep", "1000"}, .config = {{"StopSignal", "SIGKILL"}}};
}

nlohmann::json exit_status_of_exec(Stage& stage, const std::string& container,
                                   const std::vector<std::string>& command) {
  const Answer made =
      stage.ask({.verb = "POST",
                 .path = "/containers/" + container + "/exec",
                 .body = nlohmann::json({{"Cmd", command}, {"AttachStdout", true}})});
  if (made.id().empty()) return nullptr;
  // The answer ends when the process does.
  stage.ask({.verb = "POST",
             .path = "/exec/" + made.id() + "/start",
             .body = nlohmann::json({{"Detach", false}, {"Tty", false}}),
             .deadline = patience});
  return stage.ask({.verb = "GET", .path = "/exec/" + made.id() + "/json"}).at("/ExitCode");
}

std::vector<std::string> events_about(Stage& stage, const std::string& container) {
  // An engine may tell of an end a moment before it has published it, but not before it lets
  // anybody look at the container.
  stage.inspect(container);
  const std::string filters = percent_encoded(nlohmann::json({{"container", {container}}}).dump());
  const Answer events = stage.ask(
      {.verb = "GET",
       .path = "/events?since=0&until=" + fixtures::event_time_now() + "&filters=" + filters});
  std::vector<std::string> actions;
  std::istringstream lines(events.body);
  for (std::string line; std::getline(lines, line);) {
    const Answer event{.request = events.request, .status = events.status, .body = line};
    const auto action = event.at("/Action");
    if (action.is_string()) actions.push_back(action.get<std::string>());
  }
  return actions;
}

void run_again(Stage& stage, const std::string& container) {
  const Answer answer_to_start = stage.start(container);
  EXPECT_THAT(answer_to_start, Answered(204));
  if (answer_to_start.status != 204) stage.stop();
  const Answer answer_to_wait = stage.wait(container);
  EXPECT_THAT(answer_to_wait.at("/StatusCode"), testing::Eq(our_exit_status));
}

void expect_created_by(Stage& stage, const std::string& binary, const std::string& other) {
  const auto programs_executed = stage.executed();
  EXPECT_THAT(programs_executed, testing::Contains(IsCreateBy(binary)));
  EXPECT_THAT(programs_executed, testing::Not(testing::Contains(IsCreateBy(other))));
}

std::string lose_the_entry(Stage& stage, const std::string& name) {
  stage.use_own_engine();
  const std::string id = stage.create({.runtime = name}).id();
  stage.restart_engine(
      {.runtimes = runtimes_without(stage, name), .default_runtime = "crun-by-path"});
  stage.look_from_here();
  return id;
}

void expect_all_go_on(Stage& stage) {
  const std::string id =
      run_to_its_end(stage, {.runtime = "runc", .name = stage.container_name() + "-next"});
  const Answer inspection = stage.inspect(id);
  EXPECT_THAT(inspection, ShowsStatus("exited"));
}

std::string fail_to_start(Stage& stage, const std::string& runtime) {
  std::string id = create_accepted(stage, {.runtime = runtime});
  const Answer answer_to_start = stage.start(id);
  EXPECT_THAT(answer_to_start, AnsweredWithAnError());
  return id;
}

nlohmann::json runtimes_with(Stage& stage, const std::string& name, const nlohmann::json& entry) {
  nlohmann::json runtimes = configured_runtimes(stage.places());
  runtimes[name] = entry;
  return runtimes;
}

nlohmann::json runtimes_without(Stage& stage, const std::string& name) {
  nlohmann::json runtimes = configured_runtimes(stage.places());
  runtimes.erase(name);
  return runtimes;
}

std::string percent_encoded(std::string_view text) {
  std::string encoded;
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    const bool plain = std::isalnum(byte) != 0 || letter == '-' || letter == '.' || letter == '_';
    encoded += plain ? std::string(1, letter) : fmt::format("%{:02X}", byte);
  }
  return encoded;
}

}  // namespace plimsoll::conformance
