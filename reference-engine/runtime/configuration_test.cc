#include "reference-engine/runtime/configuration.h"

#include <gtest/gtest.h>

namespace plimsoll::runtime {
namespace {

std::string error_of(const ConfigurationResult& result) {
  const auto* error = std::get_if<ConfigurationError>(&result);
  return error == nullptr ? "no error" : error->text;
}

Configuration read(std::string_view file, Flags flags = {}) {
  auto result = read_configuration(file, std::move(flags));
  if (std::holds_alternative<ConfigurationError>(result))
    throw std::runtime_error(error_of(result));
  return std::get<Configuration>(result);
}

TEST(Configuration, WithoutFileAndFlagsDefaultsToRunc) {
  const auto configuration = read("");
  EXPECT_EQ(configuration.default_runtime, "runc");
  EXPECT_TRUE(configuration.runtimes().empty());
}

TEST(Configuration, ReadsPathsArgumentsTypesAndOptions) {
  const auto runtimes = read(R"({"default-runtime": "crun", "runtimes": {
      "crun": {"path": "/usr/bin/crun", "runtimeArgs": ["--debug"]},
      "kata": {"runtimeType": "io.containerd.kata.v2", "options": {"ConfigPath": "/k.toml"}},
      "mine": {"RuntimeType": "io.containerd.runc.v2", "options": {"binaryName": "/r", "IoUid": 1000, "Unknown": 1}}}})")
                            .runtimes();
  EXPECT_EQ(std::get<PathRuntime>(runtimes.at("crun")),
            (PathRuntime{"/usr/bin/crun", {"--debug"}}));
  EXPECT_EQ(std::get<TypedRuntime>(runtimes.at("kata")).options,
            RuntimeOptions(GenericOptions{.config_path = "/k.toml"}));
  EXPECT_EQ(std::get<TypedRuntime>(runtimes.at("mine")).options,
            RuntimeOptions(RuncOptions{.binary_name = "/r", .io_uid = 1000}));
}

// As dockerd: what an administrator writes is found out when a container is started.
TEST(Configuration, JudgesNeitherTheTypeNorThePathOfAnEntry) {
  const auto runtimes = read(R"({"runtimes": {
      "odd": {"runtimeType": "noDot"}, "shim": {"runtimeType": "/opt/shim"}, "gone": {"path": "/no/such"},
      "one": {"runtimeType": "io.containerd.kata.v2"}, "two": {"runtimeType": "io.containerd.kata.v2"},
      "RUNC": {"path": "/usr/bin/runc"}, "with/slash": {"path": "runc", "runtimeArgs": ["--debug"]},
      "io.containerd.runc.v2": {"runtimeType": "io.containerd.runc.v2"}}})")
                            .runtimes();
  EXPECT_EQ(runtimes.size(), 8U);
  EXPECT_EQ(std::get<TypedRuntime>(runtimes.at("odd")).type, "noDot");
}

TEST(Configuration, TakesEmptyArgumentsAndOptionsForNone) {
  const auto runtimes = read(R"({"runtimes": {"x": {"path": "/p", "options": {}},
                                              "y": {"runtimeType": "t", "runtimeArgs": []},
                                              "z": {"PATH": "/p", "runtimeargs": null}}})")
                            .runtimes();
  EXPECT_EQ(std::get<PathRuntime>(runtimes.at("x")), PathRuntime{"/p"});
  EXPECT_EQ(std::get<PathRuntime>(runtimes.at("z")), PathRuntime{"/p"});
}

TEST(Configuration, MatchesTheKeysOfOptionsInThreeSpellingsAndNoOther) {
  const auto options_of = [](const std::string& key) {
    const auto runtimes = read(R"({"runtimes": {"x": {"runtimeType": "io.containerd.runc.v2",
                                   "options": {")" +
                               key + R"(": "/b"}}}})")
                              .runtimes();
    return std::get<TypedRuntime>(runtimes.at("x")).options;
  };
  for (const char* key : {"BinaryName", "binaryName", "binaryname"})
    EXPECT_EQ(options_of(key), RuntimeOptions(RuncOptions{.binary_name = "/b"})) << key;
  for (const char* key : {"BINARYNAME", "binary_name", "Binary"})
    EXPECT_EQ(options_of(key), RuntimeOptions(RuncOptions{})) << key;
}

TEST(Configuration, AcceptsADefaultWhoseBinaryIsMissing) {
  EXPECT_EQ(
      read(R"({"default-runtime": "x", "runtimes": {"x": {"path": "/no/such"}}})").default_runtime,
      "x");
}

TEST(Configuration, AcceptsADefaultFromAFlagThatTheFileDefines) {
  EXPECT_EQ(
      read(R"({"runtimes": {"x": {"path": "/x"}}})", {.default_runtime = "x"}).default_runtime,
      "x");
}

TEST(Configuration, AcceptsADefaultThatIsPassedOn) {
  EXPECT_EQ(read("", {.default_runtime = "io.containerd.kata.v2"}).default_runtime,
            "io.containerd.kata.v2");
}

TEST(Configuration, LetsTheFileWinOverAFlagOfTheSameName) {
  const auto runtimes =
      read(R"({"runtimes": {"x": {"path": "/file"}}})", {.add_runtime = {"x=/flag", "Y = /y"}})
          .runtimes();
  EXPECT_EQ(std::get<PathRuntime>(runtimes.at("x")).path, "/file");
  EXPECT_EQ(std::get<PathRuntime>(runtimes.at("y")).path, "/y");
}

struct Wrong {
  std::string file;
  Flags flags;
  std::string text;
};

class WrongConfiguration : public testing::TestWithParam<Wrong> {};

TEST_P(WrongConfiguration, IsRefusedWithDockerdsText) {
  EXPECT_EQ(error_of(read_configuration(GetParam().file, GetParam().flags)), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    File, WrongConfiguration,
    testing::Values(
        Wrong{R"({"runtimes": {"x": {}}})",
              {},
              "runtime x: either a runtimeType or a path must be configured"},
        Wrong{R"({"runtimes": {"x": {"path": "/p", "runtimeType": "t"}}})",
              {},
              "runtime x: cannot configure both path and runtimeType for the same runtime"},
        Wrong{R"({"runtimes": {"x": {"path": "/p", "options": {"a": 1}}}})",
              {},
              "runtime x: options cannot be used with a path runtime"},
        Wrong{R"({"runtimes": {"x": {"runtimeType": "t", "runtimeArgs": ["a"]}}})",
              {},
              "runtime x: args cannot be used with a runtimeType runtime"},
        Wrong{R"({"runtimes": {"runc": {"path": "/p"}}})", {}, "runtime name 'runc' is reserved"},
        Wrong{R"({"default-runtime": "gone"})",
              {},
              "specified default runtime 'gone' does not exist"},
        Wrong{R"({"default-runtime": ".runc.v2"})",
              {},
              "specified default runtime '.runc.v2' does not exist"},
        Wrong{R"({"runtime": {}})",
              {},
              "the following directives don't match any configuration option: runtime"},
        Wrong{R"({"runtimes": {"x": {"path": 5}}})",
              {},
              "runtime x: json: cannot unmarshal number into path of type string"},
        Wrong{
            R"({"runtimes": {"x": {"runtimeType": "io.containerd.runc.v2", "options": {"SystemdCgroup": "yes"}}}})",
            {},
            "runtime x: (0, 0): Can't convert yes(string) to bool"},
        Wrong{
            R"({"runtimes": {"x": {"runtimeType": "io.containerd.runc.v2", "options": {"IoUid": 1.5}}}})",
            {},
            "runtime x: (0, 0): Can't convert 1.5(float64) to uint32"},
        Wrong{
            R"({"runtimes": {"x": {"runtimeType": "io.containerd.runc.v2", "options": {"IoUid": -1}}}})",
            {},
            "runtime x: (0, 0): Can't convert -1(float64) to uint32"},
        Wrong{
            R"({"runtimes": {"x": {"runtimeType": "io.containerd.runc.v2", "options": {"IoUid": 4294967296}}}})",
            {},
            "runtime x: (0, 0): Can't convert 4294967296(float64) to uint32"},
        Wrong{R"({"runtimes": {"x": {"runtimeType": "a.b", "options": {"ConfigPath": true}}}})",
              {},
              "runtime x: (0, 0): Can't convert true(bool) to string"},
        Wrong{R"({"runtimes": {"x": {"path": "", "runtimeType": "", "runtimeArgs": ["a"]}}})",
              {},
              "runtime x: either a runtimeType or a path must be configured"},
        Wrong{R"({"runtimes": {"x": {"path": "/p", "runtimeType": "t", "options": {"a": 1}}}})",
              {},
              "runtime x: cannot configure both path and runtimeType for the same runtime"},
        Wrong{R"({"runtimes": {"x": {"runtime-type": "io.containerd.kata.v2"}}})",
              {},
              "runtime x: either a runtimeType or a path must be configured"},
        Wrong{R"({"Runtimes": {}, "Default-Runtime": "runc"})",
              {},
              "the following directives don't match any configuration option: Default-Runtime, "
              "Runtimes"},
        Wrong{R"({"default-runtime": "/usr/bin/runc"})",
              {},
              "specified default runtime '/usr/bin/runc' does not exist"},
        Wrong{R"({"default-runtime": "a/b.c"})",
              {},
              "specified default runtime 'a/b.c' does not exist"},
        Wrong{"", {.default_runtime = "crun"}, "specified default runtime 'crun' does not exist"},
        Wrong{R"({"default-runtime": 5})",
              {},
              "json: cannot unmarshal number into default-runtime of type string"},
        Wrong{R"({"runtimes": []})", {}, "json: cannot unmarshal array into runtimes of type map"},
        Wrong{"[]", {}, "the configuration must be a JSON object"},
        Wrong{R"({"default-runtime": "a.b"})",
              {.default_runtime = "c.d"},
              "the following directives are specified both as a flag and in the configuration "
              "file: default-runtime: "
              "(from flag: c.d, from file: a.b)"},
        Wrong{"{", {}, "invalid JSON"}));

INSTANTIATE_TEST_SUITE_P(
    AddRuntimeFlag, WrongConfiguration,
    testing::Values(
        Wrong{"",
              {.add_runtime = {"RUNC=/x"}},
              "invalid argument \"RUNC=/x\" for \"--add-runtime\" flag: runtime name 'runc' is "
              "reserved"},
        Wrong{"",
              {.add_runtime = {"x"}},
              "invalid argument \"x\" for \"--add-runtime\" flag: invalid runtime argument: x"},
        Wrong{"",
              {.add_runtime = {"=/x"}},
              "invalid argument \"=/x\" for \"--add-runtime\" flag: invalid runtime argument: =/x"},
        Wrong{"",
              {.add_runtime = {"x="}},
              "invalid argument \"x=\" for \"--add-runtime\" flag: invalid runtime argument: x="},
        Wrong{"",
              {.add_runtime = {"x=/a", "X=/b"}},
              "invalid argument \"X=/b\" for \"--add-runtime\" flag: runtime 'x' was already "
              "defined"}));

TEST(Reload, KeepsWhatTheFileDoesNotMention) {
  const auto before = read(R"({"default-runtime": "x", "runtimes": {"x": {"path": "/x"}}})",
                           {.add_runtime = {"f=/f"}});
  const auto after = std::get<Configuration>(reload(before, "{}"));
  EXPECT_EQ(after.default_runtime, "x");
  EXPECT_EQ(after.runtimes(), before.runtimes());
}

TEST(Reload, ReplacesTheFilesRuntimesAndKeepsTheFlags) {
  const auto before = read(R"({"runtimes": {"x": {"path": "/x"}}})", {.add_runtime = {"f=/f"}});
  const auto after =
      std::get<Configuration>(reload(before, R"({"runtimes": {"y": {"path": "/y"}}})"));
  EXPECT_EQ(after.runtimes(),
            (ConfiguredRuntimes{{"f", PathRuntime{"/f"}}, {"y", PathRuntime{"/y"}}}));
}

TEST(Reload, IsRefusedWholeWhenItRemovesTheDefault) {
  const auto before = read(R"({"default-runtime": "x", "runtimes": {"x": {"path": "/x"}}})");
  EXPECT_EQ(error_of(reload(before, R"({"runtimes": {}})")),
            "specified default runtime 'x' does not exist");
}

TEST(Reload, IsRefusedWholeWhenAnyEntryIsWrong) {
  const auto before = read(R"({"runtimes": {"x": {"path": "/x"}}})");
  EXPECT_EQ(error_of(reload(before, R"({"runtimes": {"y": {"path": "/y"}, "z": {}}})")),
            "runtime z: either a runtimeType or a path must be configured");
  EXPECT_EQ(error_of(reload(before, R"({"runtimes": {"runc": {"path": "/y"}}})")),
            "runtime name 'runc' is reserved");
}

// dockerd falls back to its built-in default here.
TEST(Reload, WithoutAFileKeepsTheDefaultOfTheFlag) {
  const auto before = read("", {.default_runtime = "a.b"});
  EXPECT_EQ(std::get<Configuration>(reload(before, "")).default_runtime, "a.b");
}

TEST(Reload, MayNameAFlagsRuntimeAsTheDefault) {
  const auto before = read("", {.add_runtime = {"f=/f"}});
  EXPECT_EQ(std::get<Configuration>(reload(before, R"({"default-runtime": "f"})")).default_runtime,
            "f");
}

TEST(Reload, SurvivesRuntimesThatAreNull) {
  const auto before = read(R"({"runtimes": {"x": {"path": "/x"}}})");
  EXPECT_EQ(std::get<Configuration>(reload(before, R"({"runtimes": null})")).runtimes(),
            before.runtimes());
}

}  // namespace
}  // namespace plimsoll::runtime
