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
            "runtime x: option SystemdCgroup: cannot convert yes to bool"},
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

TEST(Reload, SurvivesRuntimesThatAreNull) {
  const auto before = read(R"({"runtimes": {"x": {"path": "/x"}}})");
  EXPECT_EQ(std::get<Configuration>(reload(before, R"({"runtimes": null})")).runtimes(),
            before.runtimes());
}

}  // namespace
}  // namespace plimsoll::runtime
