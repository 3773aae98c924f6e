#include "reference-engine/container/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reference-engine/container/create_request.h"
#include "reference-engine/container/process_environment.h"

namespace plimsoll::engine {
namespace {

using nlohmann::json;
using testing::Contains;
using testing::ElementsAre;

constexpr const char* kPasswd = "root:x:0:0::/root:/bin/sh\nweb:x:1000:1000::/:/bin/sh\n";
constexpr const char* kGroup = "root:x:0:\nweb:x:1000:\nwheel:x:10:root,web\n";

Record record(const json& host_config, json config = json::object()) {
  config["Image"] = "busybox";
  if (!config.contains("Cmd")) config["Cmd"] = {"true"};
  config["HostConfig"] = host_config;
  auto request = std::get<CreateRequest>(parse_create_request(config));
  Record made;
  made.id = "abc";
  made.config = request.config;
  made.config["Hostname"] = "box";
  made.host_config = request.host_config;
  return made;
}

Environment around() {
  Environment environment;
  environment.directory = "/data/abc";
  environment.passwd = kPasswd;
  environment.group = kGroup;
  return environment;
}

oci::ContainerSettings settings(const json& host_config, json config = json::object()) {
  const auto made = settings_for(record(host_config, std::move(config)), around());
  if (const auto* bad = std::get_if<InvalidSettings>(&made)) ADD_FAILURE() << bad->message;
  return std::get<oci::ContainerSettings>(made);
}

std::string refusal(const json& host_config, json config = json::object()) {
  const auto made = settings_for(record(host_config, std::move(config)), around());
  const auto* bad = std::get_if<InvalidSettings>(&made);
  return bad ? bad->message : "accepted";
}

TEST(Settings, OfAPlainContainerAskForNothingUnusual) {
  const auto plain = settings({});
  EXPECT_THAT(plain.process.args, ElementsAre("true"));
  EXPECT_EQ(plain.process.cwd, "/");
  EXPECT_EQ(plain.process.user.uid, 0u);
  EXPECT_THAT(plain.process.user.additional_gids, ElementsAre(10u));
  EXPECT_FALSE(plain.privileged);
  EXPECT_FALSE(plain.seccomp.unconfined);
  EXPECT_FALSE(plain.host.network || plain.host.pid || plain.host.ipc || plain.host.uts);
  EXPECT_FALSE(plain.resources.memory || plain.resources.cpu_shares || plain.resources.pids_limit);
  EXPECT_FALSE(plain.masked_paths.has_value());
  EXPECT_EQ(plain.cgroups_path, "/docker/abc");
  EXPECT_EQ(plain.mounts.size(), 3u);
}

TEST(Settings, FollowTheHostConfig) {
  const auto asked = settings({{"NetworkMode", "host"},
                               {"PidMode", "host"},
                               {"Privileged", true},
                               {"CapAdd", {"NET_ADMIN"}},
                               {"Memory", 64 << 20},
                               {"CgroupParent", "/mine"},
                               {"SecurityOpt", {"seccomp=unconfined", "no-new-privileges"}},
                               {"Annotations", {{"a", "b"}}},
                               {"GroupAdd", {"wheel", "77"}},
                               {"MaskedPaths", json::array()}},
                              {{"User", "web"}, {"WorkingDir", "/work"}, {"Tty", true}});
  EXPECT_TRUE(asked.host.network);
  EXPECT_TRUE(asked.host.pid);
  EXPECT_TRUE(asked.privileged);
  EXPECT_THAT(asked.capabilities.add, ElementsAre("NET_ADMIN"));
  EXPECT_EQ(asked.resources.memory, 64 << 20);
  EXPECT_EQ(asked.resources.memory_swap, 128 << 20);
  EXPECT_EQ(asked.cgroups_path, "/mine/abc");
  EXPECT_TRUE(asked.seccomp.unconfined);
  EXPECT_TRUE(asked.process.no_new_privileges);
  EXPECT_EQ(asked.annotations.at("a"), "b");
  EXPECT_EQ(asked.process.user.uid, 1000u);
  EXPECT_THAT(asked.process.user.additional_gids, ElementsAre(10u, 10u, 77u));
  EXPECT_EQ(asked.process.cwd, "/work");
  EXPECT_TRUE(asked.process.terminal);
  EXPECT_EQ(asked.masked_paths, std::vector<std::string>{});
}

TEST(Settings, AMountOfTheClientGoesBeforeTheEngines) {
  Record made = record({});
  made.mounts.push_back({.source = "/src", .destination = "/etc/hosts", .read_only = true});
  const auto result = settings_for(made, around());
  std::vector<std::string> sources;
  for (const auto& mount : std::get<oci::ContainerSettings>(result).mounts) {
    sources.push_back(mount.source);
  }
  EXPECT_THAT(sources, ElementsAre("/src", "/data/abc/resolv.conf", "/data/abc/hostname"));
}

TEST(Settings, WhatCannotBeIsSaid) {
  EXPECT_EQ(refusal({}, {{"User", "nobody"}}),
            "unable to find user nobody: no matching entries in passwd file");
  EXPECT_EQ(refusal({{"SecurityOpt", {"armour=thick"}}}),
            "invalid --security-opt: \"armour=thick\"");
  EXPECT_NE(refusal({{"Devices", {{{"PathOnHost", "/nowhere"}}}}}), "accepted");
}

TEST(Environment, HasWhatProgramsExpectUnlessTold) {
  EXPECT_THAT(environment_of({{"Hostname", "box"}, {"Tty", true}, {"Env", {"A=1", "PATH=/bin"}}}),
              ElementsAre("PATH=/bin", "HOSTNAME=box", "TERM=xterm", "A=1"));
  EXPECT_THAT(with_assignments({"A=1", "B=2"}, {"A", "C"}), ElementsAre("B=2"));
}

class ExecProcess : public testing::Test {
 protected:
  json process_for(const json& changes) {
    json config = {{"Cmd", {"sh"}}, {"Tty", false},        {"WorkingDir", ""},
                   {"User", ""},    {"Privileged", false}, {"Env", json::array()}};
    config.update(changes);
    const auto made = exec_process(
        container, config, {.passwd = kPasswd, .group = kGroup, .all_capabilities = {"ALL"}});
    return std::get<json>(made);
  }

  json container = {{"args", {"sleep", "9"}},
                    {"env", {"A=1"}},
                    {"cwd", "/"},
                    {"terminal", true},
                    {"user", {{"uid", 0}, {"gid", 0}}},
                    {"capabilities", {{"bounding", {"CAP_KILL"}}, {"effective", {"CAP_KILL"}}}}};
};

TEST_F(ExecProcess, InheritsWhatTheRequestLeavesOpen) {
  const json process = process_for(json::object());
  EXPECT_EQ(process["args"], json::array({"sh"}));
  EXPECT_EQ(process["env"], json::array({"A=1"}));
  EXPECT_EQ(process["terminal"], false);
  EXPECT_EQ(process["capabilities"]["effective"], json::array({"CAP_KILL"}));
}

TEST_F(ExecProcess, AnotherUserHasNoCapabilitiesInForce) {
  const json process = process_for({{"User", "web"}});
  EXPECT_EQ(process["user"]["uid"], 1000);
  EXPECT_FALSE(process["capabilities"].contains("effective"));
}

TEST_F(ExecProcess, PrivilegedHasThemAll) {
  EXPECT_EQ(process_for({{"Privileged", true}})["capabilities"]["effective"], json::array({"ALL"}));
}

TEST_F(ExecProcess, ATerminalHasAType) {
  EXPECT_THAT(process_for({{"Tty", true}})["env"], Contains("TERM=xterm"));
  EXPECT_THAT(process_for({{"Tty", true}, {"Env", {"TERM=dumb"}}})["env"], Contains("TERM=dumb"));
}

}  // namespace
}  // namespace plimsoll::engine
