// Paths that come with a request, wherever a client can put one.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "conformance/cases/life.h"
#include "conformance/cases/matchers.h"
#include "conformance/cases/steps.h"
#include "conformance/cases/surfaces.h"

namespace plimsoll::conformance {
namespace {

using nlohmann::json;
using testing::Not;

json body_with(const json& host_config) {
  json body = {{"Image", our_image}, {"Cmd", {"/bin/true"}}, {"HostConfig", host_config}};
  body["HostConfig"]["NetworkMode"] = "none";
  return body;
}

// A body that may be taken or refused, as long as the path is not.
void either_way(Stage& stage, const std::string& name, const json& body) {
  go_on_with(stage, stage.create_with_body(body).id(), name);
}

void top_level_field(Stage& stage, const std::string& name) {
  either_way(stage, name, {{"Image", our_image}, {"Cmd", {"/bin/true"}}, {"Runtime", name}});
}

void top_level_field_beside(Stage& stage, const std::string& name) {
  json body = body_with(json::object());
  body["Runtime"] = name;
  either_way(stage, name, body);
}

void lower_case_field(Stage& stage, const std::string& name) {
  either_way(stage, name, body_with({{"runtime", name}}));
}

void upper_case_field(Stage& stage, const std::string& name) {
  either_way(stage, name, body_with({{"RUNTIME", name}}));
}

void doubled_field(Stage& stage, const std::string& name, const std::string& fields) {
  const std::string text = R"({"Image": ")" + std::string(our_image) +
                           R"(", "Cmd": ["/bin/true"], "HostConfig": {"NetworkMode": "none", )" +
                           fields + "}}";
  const Answer answer_to_create = stage.create_with(
      {.verb = "POST", .path = "/containers/create?name=" + stage.container_name(), .text = text});
  go_on_with(stage, answer_to_create.id(), name);
}

void doubled_field_first(Stage& stage, const std::string& name) {
  doubled_field(stage, name, R"("Runtime": )" + json(name).dump() + R"(, "Runtime": "runc")");
}

void doubled_field_last(Stage& stage, const std::string& name) {
  doubled_field(stage, name, R"("Runtime": "runc", "Runtime": )" + json(name).dump());
}

void query(Stage& stage, const std::string& name) {
  const std::string value = percent_encoded(name);
  const std::string path = "/containers/create?name=" + stage.container_name() +
                           "&runtime=" + value + "&Runtime=" + value +
                           "&HostConfig.Runtime=" + value;
  const Answer answer_to_create =
      stage.create_with({.verb = "POST", .path = path, .body = body_with(json::object())});
  go_on_with(stage, answer_to_create.id(), name);
}

void odd_target(Stage& stage, const std::string& name) {
  for (const char* path :
       {"//containers/create", "/./containers/create", "/containers//create", "/containers/create/",
        "/containers/../containers/create", "/containers%2Fcreate", "/CONTAINERS/CREATE",
        "/v1.41/containers/create", "/containers/create%00", "/containers/create;x=y"}) {
    const Answer answer_to_create =
        stage.create_with({.verb = "POST", .path = path, .body = body_with({{"Runtime", name}})});
    EXPECT_THAT(answer_to_create, Not(Answered(201)));
    go_on_with(stage, answer_to_create.id(), name);
  }
}

void start_with_body(Stage& stage, const std::string& name, const std::string& version) {
  const std::string id = stage.create({.runtime = "runc"}).id();
  const json host_config = {{"Runtime", name}, {"NetworkMode", "none"}};
  stage.speak_version(version);
  if (id.empty()) stage.stop();
  const Answer answer_to_start =
      stage.ask({.verb = "POST", .path = "/containers/" + id + "/start", .body = host_config});
  EXPECT_THAT(answer_to_start, AnsweredWithAnError());
  stage.speak_version("1.41");
  stage.start(id);
}

void start_body(Stage& stage, const std::string& name) { start_with_body(stage, name, "1.41"); }

void start_body_old(Stage& stage, const std::string& name) { start_with_body(stage, name, "1.23"); }

void update_body(Stage& stage, const std::string& name) {
  const std::string id = stage.create({.runtime = "runc"}).id();
  update(stage, id, {{"Runtime", name}, {"HostConfig", {{"Runtime", name}}}});
  go_on_with(stage, id, name);
}

void exec_body(Stage& stage, const std::string& name) {
  const std::string id = start_running(stage, running_until_killed("runc"));
  const Answer exec = stage.ask(
      {.verb = "POST",
       .path = "/containers/" + id + "/exec",
       .body = json({{"Cmd", {"/bin/true"}}, {"Runtime", name}, {"AttachStdout", true}})});
  if (exec.id().empty()) return;
  stage.ask({.verb = "POST",
             .path = "/exec/" + exec.id() + "/start",
             .body = json({{"Detach", false}, {"Runtime", name}})});
}

// A file of this name alone, as ustar writes it (POSIX.1-2017, pax, "ustar Interchange Format").
std::string tar_of(const std::string& name, const std::string& text) {
  std::string header(512, '\0');
  const auto put = [&header](std::size_t at, const std::string& field) {
    header.replace(at, field.size(), field);
  };
  put(0, name);
  put(100, "0000644");
  put(124, fmt::format("{:011o}", text.size()));
  put(136, "00000000000");
  put(148, "        ");  // the sum is made with spaces in its place
  put(156, "0");
  put(257, std::string("ustar\0"
                       "00",
                       8));
  unsigned sum = 0;
  for (const char byte : header) sum += static_cast<unsigned char>(byte);
  put(148, fmt::format("{:06o}", sum) + '\0');
  const std::size_t padding = (512 - text.size() % 512) % 512;
  return header + text + std::string(padding + 1024, '\0');
}

// An engine need not be able to build; if it is, what it runs is under its default runtime.
void build_query(Stage& stage, const std::string& name) {
  using std::chrono_literals::operator""s;
  const std::string value = percent_encoded(name);
  const std::string dockerfile = "FROM " + std::string(our_image) + "\nRUN /bin/true\n";
  const Answer built = stage.ask(
      {.verb = "POST",
       .path = "/build?t=plimsoll/built:latest&rm=1&forcerm=1&networkmode=none&runtime=" + value +
               "&Runtime=" + value + "&hostconfig=%7B%22Runtime%22%3A%22" + value + "%22%7D",
       .text = tar_of("Dockerfile", dockerfile),
       .deadline = 20s});
  if (built.status != 200) return;
  const Answer answer_to_create =
      stage.create({.runtime = std::nullopt, .image = "plimsoll/built:latest"});
  go_on_with(stage, answer_to_create.id(), name);
  stage.remove(answer_to_create.id());
  stage.ask({.verb = "DELETE", .path = "/images/plimsoll/built:latest?force=1"});
}

// An engine need not be able to commit; if it is, the image it makes carries no runtime.
void commit_body(Stage& stage, const std::string& name) {
  const std::string id = run_to_its_end(stage, {.runtime = "runc"});
  const Answer committed =
      stage.ask({.verb = "POST",
                 .path = "/commit?container=" + id + "&repo=plimsoll/committed&tag=latest",
                 .body = json({{"Runtime", name}, {"HostConfig", {{"Runtime", name}}}})});
  if (committed.status != 201) return;
  const Answer answer_to_create = stage.create({.runtime = std::nullopt,
                                                .image = "plimsoll/committed:latest",
                                                .name = stage.container_name() + "-committed"});
  go_on_with(stage, answer_to_create.id(), name);
  stage.remove(answer_to_create.id());
  stage.ask({.verb = "DELETE", .path = "/images/plimsoll/committed:latest?force=1"});
}

}  // namespace

std::map<std::string, Surface> surfaces_of_requests() {
  return {{"build-query", {.bring_in = build_query}},
          {"commit-body", {.bring_in = commit_body}},
          {"doubled-field-first", {.bring_in = doubled_field_first}},
          {"doubled-field-last", {.bring_in = doubled_field_last}},
          {"exec-body", {.bring_in = exec_body}},
          {"lower-case-field", {.bring_in = lower_case_field}},
          {"odd-target", {.bring_in = odd_target}},
          {"query", {.bring_in = query}},
          {"start-body", {.bring_in = start_body}},
          {"start-body-old", {.bring_in = start_body_old}},
          {"top-level-field", {.bring_in = top_level_field}},
          {"top-level-field-beside", {.bring_in = top_level_field_beside}},
          {"update-body", {.bring_in = update_body}},
          {"upper-case-field", {.bring_in = upper_case_field}}};
}

}  // namespace plimsoll::conformance
