#include "reference-engine/image/changes.h"

#include <gtest/gtest.h>

namespace plimsoll::engine {
namespace {

using nlohmann::json;

TEST(Changes, SetTheConfiguration) {
  json config = json::object();
  EXPECT_EQ(apply_changes(config, {R"(CMD ["sh", "-c"])", "env A=b", R"(ENV C "d e")", "WORKDIR /w",
                                   "LABEL x=1", "EXPOSE 80"}),
            std::nullopt);
  EXPECT_EQ(config, (json{{"Cmd", {"sh", "-c"}},
                          {"Env", {"A=b", "C=d e"}},
                          {"WorkingDir", "/w"},
                          {"Labels", {{"x", "1"}}},
                          {"ExposedPorts", {{"80/tcp", json::object()}}}}));
}

TEST(Changes, ThatAreNoneAreNamed) {
  json config = json::object();
  EXPECT_EQ(apply_changes(config, {"FROM x"}), "FROM is not a valid change command");
  EXPECT_EQ(apply_changes(config, {"CMD"}), "CMD requires an argument");
}

}  // namespace
}  // namespace plimsoll::engine
