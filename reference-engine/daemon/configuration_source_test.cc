#include "reference-engine/daemon/configuration_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "errors/error.h"
#include "reference-engine/runtime/decide.h"
#include "reference-engine/stdio/temporary_directory.h"

namespace plimsoll::engine {
namespace {

namespace fs = std::filesystem;

class ConfigurationFile : public testing::Test {
 protected:
  void write(const std::string& text) { std::ofstream(file(), std::ios::trunc) << text; }
  fs::path file() const { return directory_.path() / "daemon.json"; }
  Options options() const {
    return {.data_root = directory_.path() / "data",
            .exec_root = directory_.path() / "exec",
            .config_file = file()};
  }
  std::string why_refused(const ConfigurationSource& source) {
    ConfigurationSource copy = source;
    try {
      copy.reload();
    } catch (const Error& error) {
      return error.story().cause;
    }
    return "not refused";
  }
  std::size_t scripts() const {
    const fs::directory_iterator all(directory_.path() / "data/runtimes");
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
  }

  TemporaryDirectory directory_;
};

TEST_F(ConfigurationFile, ThatIsNamedHasToBeThere) {
  EXPECT_THROW(ConfigurationSource source(options()), Error);
}

TEST_F(ConfigurationFile, IsReadAgainAndTakesEffect) {
  write(R"({"runtimes": {"x": {"path": "/x"}}})");
  ConfigurationSource source(options());
  write(R"({"default-runtime": "y", "runtimes": {"y": {"path": "/y"}}})");
  source.reload();
  EXPECT_EQ(source.catalogue().default_runtime, "y");
  EXPECT_TRUE(source.catalogue().configured.contains("y"));
  EXPECT_FALSE(source.catalogue().configured.contains("x"));
}

TEST_F(ConfigurationFile, ThatIsWrongChangesNothing) {
  write(R"({"runtimes": {"x": {"path": "/x"}}})");
  ConfigurationSource source(options());
  write(R"({"default-runtime": "a.b", "runtimes": {"y": {"path": "/y"}, "runc": {"path": "/z"}}})");
  EXPECT_THROW(source.reload(), Error);
  EXPECT_EQ(source.catalogue().default_runtime, "runc");
  EXPECT_TRUE(source.catalogue().configured.contains("x"));
  EXPECT_FALSE(source.catalogue().configured.contains("y"));
  EXPECT_EQ(why_refused(source), "runtime name 'runc' is reserved");
}

TEST_F(ConfigurationFile, ThatHasGoneChangesNothing) {
  write(R"({"runtimes": {"x": {"path": "/x"}}})");
  ConfigurationSource source(options());
  fs::remove(file());
  EXPECT_THROW(source.reload(), Error);
  EXPECT_TRUE(source.catalogue().configured.contains("x"));
}

TEST_F(ConfigurationFile, GetsAnExecutableScriptForARuntimeWithArguments) {
  write(R"({"runtimes": {"x": {"path": "/bin/echo", "runtimeArgs": ["--a b"]}}})");
  const ConfigurationSource source(options());
  const auto decision = runtime::decide(source.catalogue(), "x");
  const auto& shim = std::get<runtime::Selected>(decision).runtime;
  const fs::path script = std::get<runtime::RuncOptions>(shim.options).binary_name;
  EXPECT_EQ(fs::status(script).permissions(), fs::perms::owner_all);
}

// Containers that run need it for exec, kill and delete.
TEST_F(ConfigurationFile, KeepsTheScriptsOfRuntimesThatChanged) {
  write(R"({"runtimes": {"x": {"path": "/x", "runtimeArgs": ["a"]}}})");
  ConfigurationSource source(options());
  write(R"({"runtimes": {"x": {"path": "/x", "runtimeArgs": ["b"]}}})");
  source.reload();
  EXPECT_EQ(scripts(), 2U);
}

TEST_F(ConfigurationFile, IsCheckedWithoutWritingAnything) {
  write(R"({"runtimes": {"x": {"path": "/x", "runtimeArgs": ["a"]}}})");
  Options options = this->options();
  options.validate = true;
  const ConfigurationSource source(options);
  EXPECT_FALSE(fs::exists(options.data_root));
}

}  // namespace
}  // namespace plimsoll::engine
