#include "reference-engine/image/image_document.h"

#include <gtest/gtest.h>

namespace plimsoll::engine {
namespace {

using nlohmann::json;

json document(const json& config) {
  return {{"rootfs", {{"type", "layers"}, {"diff_ids", {"sha256:a"}}}}, {"config", config}};
}

TEST(ImageDocument, MayLeaveMostOut) {
  EXPECT_EQ(why_malformed({{"rootfs", {{"diff_ids", json::array()}}}}), std::nullopt);
  EXPECT_EQ(why_malformed(document(nullptr)), std::nullopt);
  EXPECT_EQ(why_malformed(document({{"Cmd", nullptr}, {"Labels", nullptr}})), std::nullopt);
}

TEST(ImageDocument, HasTheTypesThatContainersRelyOn) {
  EXPECT_EQ(why_malformed(document({{"Cmd", {"sh"}},
                                    {"Env", {"A=b"}},
                                    {"Labels", {{"a", "b"}}},
                                    {"Volumes", {{"/v", json::object()}}},
                                    {"Unknown", 5}})),
            std::nullopt);
}

TEST(ImageDocument, NamesTheFieldThatIsWrong) {
  EXPECT_EQ(why_malformed(document({{"Env", 5}})),
            "the image's configuration is malformed: Env is number");
  for (const json& config : {json{{"Cmd", "sh"}}, json{{"Cmd", {1}}}, json{{"Labels", {"a"}}},
                             json{{"User", json::array()}}, json{{"Volumes", {"/v"}}}, json(5)}) {
    EXPECT_NE(why_malformed(document(config)), std::nullopt) << config;
  }
}

TEST(ImageDocument, NamesItsLayers) {
  for (const json& wrong :
       {json(), json::array(), json::object(), json{{"rootfs", 1}},
        json{{"rootfs", {{"diff_ids", "sha256:a"}}}}, json{{"rootfs", {{"diff_ids", {5}}}}}}) {
    EXPECT_NE(why_malformed(wrong), std::nullopt) << wrong;
  }
}

}  // namespace
}  // namespace plimsoll::engine
