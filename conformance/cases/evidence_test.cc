#include "conformance/cases/evidence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

namespace plimsoll::conformance {
namespace {

TEST(Evidence, ShowsRecordsWithAndWithoutOptions) {
  const auto json = nlohmann::json::parse(json_of(std::vector<ContainerRecord>{
      {.id = "1", .runtime = "io.containerd.kata.v2", .options = std::nullopt},
      {.id = "2",
       .runtime = "io.containerd.runc.v2",
       .options = RuntimeOptionsSeen{
           .type = "containerd.runc.v1.Options", .binary_name = "crun", .root = "/r"}}}));
  EXPECT_TRUE(json.at(0).at("runtime").at("options").is_null());
  EXPECT_EQ(json.at(1).at("runtime").at("options").at("BinaryName"), "crun");
}

TEST(Evidence, IsJsonWhateverWasExecuted) {
  const std::string text = json_of(std::vector<Execution>{{.path = "/x", .argv = {"\xff"}}});
  EXPECT_TRUE(nlohmann::json::accept(text));
}

TEST(Evidence, HoldsNoCredentials) {
  const auto directory = std::filesystem::temp_directory_path() / "plimsoll-evidence-test";
  Evidence(directory).write("engine.log", "login {\"password\":\"pw\"} at https://me:pw@host/");
  std::ifstream file(directory / "engine.log");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  std::filesystem::remove_all(directory);
  EXPECT_EQ(text, "login {\"password\":\"(redacted)\"} at https://(redacted)@host/");
}

}  // namespace
}  // namespace plimsoll::conformance
