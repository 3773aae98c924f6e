#include "reference-engine/container/create_request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plimsoll::engine {
namespace {

using nlohmann::json;
using testing::ElementsAre;

CreateRequest accepted(const json& body) {
  const auto parsed = parse_create_request(body);
  if (const auto* bad = std::get_if<BadRequest>(&parsed)) {
    ADD_FAILURE() << bad->message;
    return {};
  }
  return std::get<CreateRequest>(parsed);
}

std::string refused(const std::string& body) {
  const auto parsed = parse_create_request(json::parse(body));
  const auto* bad = std::get_if<BadRequest>(&parsed);
  return bad ? bad->message : "accepted";
}

TEST(CreateRequest, IsCompletedWithDockersDefaults) {
  const auto request = accepted({{"Image", "busybox"}, {"Cmd", {"true"}}});
  EXPECT_EQ(request.config["Tty"], false);
  EXPECT_EQ(request.config["Labels"], json::object());
  EXPECT_EQ(request.host_config["Runtime"], "");
  EXPECT_EQ(request.host_config["NetworkMode"], "default");
  EXPECT_EQ(request.host_config["LogConfig"]["Type"], "json-file");
  EXPECT_EQ(request.host_config["RestartPolicy"]["Name"], "no");
  EXPECT_EQ(request.host_config["ShmSize"], 67108864);
}

TEST(CreateRequest, KeepsTheRuntimeByteForByte) {
  for (const char* name : {"runc", "io.containerd.kata.v2", " runc", "a/b.c", "\u00e9.\x01", ""}) {
    const auto request = accepted({{"Image", "x"}, {"HostConfig", {{"Runtime", name}}}});
    EXPECT_EQ(request.host_config["Runtime"], name);
  }
}

TEST(CreateRequest, IgnoresWhatItDoesNotKnow) {
  const auto request =
      accepted({{"Image", "x"}, {"Runtime", "old"}, {"HostConfig", {{"Sauce", {1, 2}}}}});
  EXPECT_FALSE(request.config.contains("Runtime"));
  EXPECT_FALSE(request.host_config.contains("Sauce"));
  EXPECT_EQ(request.host_config["Runtime"], "");
}

TEST(CreateRequest, NullIsAsIfNotGiven) {
  const auto request =
      accepted({{"Image", "x"}, {"Env", nullptr}, {"HostConfig", {{"Runtime", nullptr}}}});
  EXPECT_EQ(request.config["Env"], json::array());
  EXPECT_EQ(request.host_config["Runtime"], "");
}

TEST(CreateRequest, OneWordStandsForAListOfOne) {
  EXPECT_EQ(accepted({{"Image", "x"}, {"Cmd", "true"}}).config["Cmd"], json::array({"true"}));
}

TEST(CreateRequest, WrongTypesAreRefusedInGosWords) {
  const struct {
    const char* body;
    const char* message;
  } cases[] = {
      {R"({"Image":"x","HostConfig":{"Runtime":5}})",
       "invalid JSON: json: cannot unmarshal number into Go struct field "
       "CreateRequest.HostConfig.Runtime of type string"},
      {R"({"Image":"x","HostConfig":{"Runtime":["runc"]}})",
       "invalid JSON: json: cannot unmarshal array into Go struct field "
       "CreateRequest.HostConfig.Runtime of type string"},
      {R"({"Image":"x","HostConfig":{"Runtime":{}}})",
       "invalid JSON: json: cannot unmarshal object into Go struct field "
       "CreateRequest.HostConfig.Runtime of type string"},
      {R"({"Image":"x","HostConfig":{"Runtime":true}})",
       "invalid JSON: json: cannot unmarshal bool into Go struct field "
       "CreateRequest.HostConfig.Runtime of type string"},
      {R"({"Image":7})",
       "invalid JSON: json: cannot unmarshal number into Go struct field CreateRequest.Image of "
       "type string"},
      {R"({"Image":"x","Tty":"yes"})",
       "invalid JSON: json: cannot unmarshal string into Go struct field CreateRequest.Tty of "
       "type bool"},
      {R"({"Image":"x","Cmd":[1]})",
       "invalid JSON: json: cannot unmarshal number into Go struct field CreateRequest.Cmd of "
       "type string"},
      {R"({"Image":"x","HostConfig":{"Memory":1.5}})",
       "invalid JSON: json: cannot unmarshal number 1.5 into Go struct field "
       "CreateRequest.HostConfig.Memory of type int64"},
      {R"({"Image":"x","Labels":{"a":1}})",
       "invalid JSON: json: cannot unmarshal number into Go struct field CreateRequest.Labels of "
       "type string"},
  };
  for (const auto& test : cases) EXPECT_EQ(refused(test.body), test.message);
}

TEST(CreateRequest, WhatNoEngineCouldRunIsRefused) {
  const struct {
    const char* body;
    const char* message;
  } cases[] = {
      {"null", "invalid JSON: got EOF while reading request body"},
      {"{}", "config cannot be empty in order to create a container"},
      {R"({"Image":"x","HostConfig":{"CapAdd":["net_admin","no_such"]}})",
       "invalid CapAdd: unknown capability: \"CAP_NO_SUCH\""},
      {R"({"Image":"x","HostConfig":{"CapDrop":["ALL","x"]}})",
       "invalid CapDrop: unknown capability: \"CAP_X\""},
      {R"({"Image":"x","HostConfig":{"Ulimits":[{"Name":"nofiles","Soft":1,"Hard":1}]}})",
       "invalid ulimit type: nofiles"},
      {R"({"Image":"x","HostConfig":{"Memory":1024}})", "Minimum memory limit allowed is 6MB"},
      {R"({"Image":"x","HostConfig":{"AutoRemove":true,"RestartPolicy":{"Name":"always"}}})",
       "can't create 'AutoRemove' container with restart policy"},
      {R"({"Image":"x","HostConfig":{"LogConfig":{"Type":"quill"}}})",
       "logger: no log driver named 'quill' is registered"},
  };
  for (const auto& test : cases) EXPECT_EQ(refused(test.body), test.message);
}

TEST(CreateRequest, NoShapeOfBodyBreaksIt) {
  for (const char* body : {"[]", "5", "\"x\"", "true", R"({"Image":"x","HostConfig":[]})",
                           R"({"Image":"x","HostConfig":{"Mounts":[5]}})",
                           R"({"Image":"x","HostConfig":{"RestartPolicy":{"Name":5}}})",
                           R"({"Image":"x","HostConfig":{"LogConfig":"json-file"}})",
                           R"({"Image":"x","HostConfig":{"Devices":{"a":1}}})"}) {
    EXPECT_NE(refused(body), "accepted") << body;
  }
}

TEST(MergeImageConfig, FillsWhatTheClientLeftOpen) {
  json config = accepted({{"Image", "x"}, {"Env", {"A=own"}}, {"Labels", {{"l", "own"}}}}).config;
  merge_image_config(config, {{"Env", {"A=image", "B=image"}},
                              {"Cmd", {"sh"}},
                              {"Entrypoint", {"/entry"}},
                              {"WorkingDir", "/work"},
                              {"User", "1000"},
                              {"Labels", {{"l", "image"}, {"m", "image"}}}});
  EXPECT_EQ(config["Env"], json::array({"A=own", "B=image"}));
  EXPECT_EQ(config["WorkingDir"], "/work");
  EXPECT_EQ(config["User"], "1000");
  EXPECT_EQ(config["Labels"], json({{"l", "own"}, {"m", "image"}}));
  EXPECT_THAT(command_line(config), ElementsAre("/entry", "sh"));
}

TEST(MergeImageConfig, CommandAndEntrypointFollowDockersTable) {
  const json image = {{"Cmd", {"image-cmd"}}, {"Entrypoint", {"image-entry"}}};
  const struct {
    json cmd, entrypoint;
    std::vector<std::string> words;
  } cases[] = {
      {nullptr, nullptr, {"image-entry", "image-cmd"}},
      {{"own"}, nullptr, {"image-entry", "own"}},
      {nullptr, {"entry"}, {"entry"}},
      {{"own"}, {"entry"}, {"entry", "own"}},
      {{"own"}, json::array({""}), {"own"}},
  };
  for (const auto& test : cases) {
    json config = {{"Env", json::array()}, {"Cmd", test.cmd}, {"Entrypoint", test.entrypoint}};
    merge_image_config(config, image);
    EXPECT_EQ(command_line(config), test.words);
  }
}

}  // namespace
}  // namespace plimsoll::engine
