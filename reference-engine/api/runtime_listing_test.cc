#include "reference-engine/api/runtime_listing.h"

#include <gtest/gtest.h>

namespace plimsoll::engine::api {
namespace {

using nlohmann::json;

json listed(const char* daemon_json) {
  return listed_runtimes(
      std::get<runtime::Configuration>(runtime::read_configuration(daemon_json, {})));
}

TEST(RuntimeListing, AlwaysHasBothStockNames) {
  EXPECT_EQ(listed("{}"),
            (json{{"runc", {{"path", "runc"}}}, {"io.containerd.runc.v2", {{"path", "runc"}}}}));
}

TEST(RuntimeListing, ShowsWhatWasConfiguredAndNotTheScriptInFrontOfIt) {
  const json list = listed(R"({"runtimes": {
      "x": {"path": "/x", "runtimeArgs": ["--debug"]},
      "k": {"runtimeType": "io.containerd.kata.v2", "options": {"ConfigPath": "/k"}}}})");
  EXPECT_EQ(list["x"], (json{{"path", "/x"}, {"runtimeArgs", {"--debug"}}}));
  EXPECT_EQ(list["k"],
            (json{{"runtimeType", "io.containerd.kata.v2"}, {"options", {{"ConfigPath", "/k"}}}}));
}

TEST(RuntimeListing, ShowsAnEntryInPlaceOfTheStockName) {
  EXPECT_EQ(
      listed(
          R"({"runtimes": {"io.containerd.runc.v2": {"path": "/mine"}}})")["io.containerd.runc.v2"],
      (json{{"path", "/mine"}}));
}

TEST(RuntimeListing, DoesNotListADefaultThatIsPassedOn) {
  EXPECT_EQ(listed(R"({"default-runtime": "io.containerd.kata.v2"})").size(), 2U);
}

}  // namespace
}  // namespace plimsoll::engine::api
