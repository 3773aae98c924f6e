#include "reference-engine/container/mount_points.h"

#include <gtest/gtest.h>

namespace plimsoll::engine {
namespace {

using nlohmann::json;

// "TYPE SOURCE->DESTINATION[ro][ propagation]; ...", or the refusal.
std::string told(const json& config, const json& host_config) {
  const auto points = mount_points(config, host_config, "/volumes");
  if (const auto* bad = std::get_if<InvalidMount>(&points)) return bad->message;
  std::string text;
  for (const MountPoint& point : std::get<std::vector<MountPoint>>(points)) {
    const json shown = described(point);
    text += shown["Type"].get<std::string>() + " " + point.source + "->" + point.destination +
            (point.read_only ? " ro" : "") +
            (point.propagation.empty() ? "" : " " + point.propagation) + "; ";
    EXPECT_EQ(mount_point_from_json(to_json(point)), point);
  }
  return text;
}

TEST(MountPoints, ReadEveryFormOfABind) {
  const std::pair<const char*, const char*> cases[] = {
      {"/src:/dst", "bind /src->/dst rprivate; "},
      {"/src:/dst:ro", "bind /src->/dst ro rprivate; "},
      {"/src:/dst:ro,rslave", "bind /src->/dst ro rslave; "},
      {"/src:/dst:z", "bind /src->/dst rprivate; "},
      {"data:/dst", "volume /volumes/data/_data->/dst; "},
      {"data:/dst:ro", "volume /volumes/data/_data->/dst ro; "},
      {"", "invalid volume specification: ''"},
      {":", "invalid volume specification: ':'"},
      {"/src:/dst:", "invalid volume specification: '/src:/dst:'"},
      {"/src:/dst:ro:x", "invalid volume specification: '/src:/dst:ro:x'"},
      {"/src:/dst:sideways", "invalid mode: sideways"},
      {"/src:/dst:rro", "recursive read-only mounts are not supported by this engine"},
  };
  for (const auto& [bind, expected] : cases) {
    EXPECT_EQ(told({}, {{"Binds", json::array({bind})}}), expected);
  }
  EXPECT_NE(told({}, {{"Binds", {"/src:dst"}}}).find("must be absolute"), std::string::npos);
  EXPECT_NE(told({}, {{"Binds", {"/src:/"}}}).find("destination can't be '/'"), std::string::npos);
  EXPECT_NE(told({}, {{"Binds", {"./src:/dst"}}}).find("includes invalid characters"),
            std::string::npos);
}

TEST(MountPoints, ReadTheLongForm) {
  const std::pair<json, const char*> cases[] = {
      {{{"Type", "bind"}, {"Source", "/src"}, {"Target", "/dst"}, {"ReadOnly", true}},
       "bind /src->/dst ro rprivate; "},
      {{{"Type", "volume"}, {"Source", "data"}, {"Target", "/dst"}},
       "volume /volumes/data/_data->/dst; "},
      {{{"Type", "tmpfs"}, {"Target", "/dst"}}, "tmpfs ->/dst; "},
      {{{"Type", "bind"}, {"Target", "/dst"}},
       "invalid mount config for type \"bind\": field Source must not be empty"},
      {{{"Type", "bind"}, {"Source", "/src"}},
       "invalid mount config for type \"bind\": field Target must not be empty"},
      {{{"Type", "quilt"}, {"Target", "/dst"}}, "mount type unknown: \"quilt\""},
  };
  for (const auto& [mount, expected] : cases) {
    EXPECT_EQ(told({}, {{"Mounts", json::array({mount})}}), expected);
  }
}

TEST(MountPoints, APathIsMountedOnce) {
  EXPECT_EQ(told({}, {{"Binds", {"/a:/dst", "/b:/dst"}}}), "Duplicate mount point: /dst");
  EXPECT_EQ(told({}, {{"Binds", {"/a:/dst"}}, {"Tmpfs", {{"/dst", ""}}}}),
            "Duplicate mount point: /dst");
}

TEST(MountPoints, AVolumeOfTheImageGivesWay) {
  const json config = {{"Volumes", {{"/data", json::object()}, {"/dst", json::object()}}}};
  const auto points =
      std::get<std::vector<MountPoint>>(mount_points(config, {{"Binds", {"/a:/dst"}}}, "/volumes"));
  ASSERT_EQ(points.size(), 2u);
  EXPECT_EQ(points[0].source, "/a");
  EXPECT_EQ(points[1].destination, "/data");
  EXPECT_EQ(points[1].volume.size(), 64u);
}

}  // namespace
}  // namespace plimsoll::engine
