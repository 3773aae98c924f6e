#include "reference-engine/container/rootfs_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "reference-engine/stdio/temporary_directory.h"

namespace plimsoll::engine {
namespace {

namespace fs = std::filesystem;
using Mounts = std::vector<::containerd::types::Mount>;

class RootfsFile : public testing::Test {
 protected:
  std::string layer(const std::string& name, const std::string& passwd) {
    const fs::path root = directory.path() / name;
    fs::create_directories(root / "etc");
    if (!passwd.empty()) std::ofstream(root / "etc/passwd") << passwd;
    return root.string();
  }

  Mounts bind(const std::string& source) {
    ::containerd::types::Mount mount;
    mount.set_type("bind");
    mount.set_source(source);
    return {mount};
  }

  Mounts overlay(const std::string& upper, const std::string& lower) {
    ::containerd::types::Mount mount;
    mount.set_type("overlay");
    mount.add_options("workdir=/nowhere");
    mount.add_options("upperdir=" + upper);
    mount.add_options("lowerdir=" + lower);
    return {mount};
  }

  TemporaryDirectory directory;
};

TEST_F(RootfsFile, IsFoundInTheTopmostLayerThatHasIt) {
  const auto empty = layer("empty", ""), top = layer("top", "top"), base = layer("base", "base");
  EXPECT_EQ(read_from_rootfs(bind(base), "etc/passwd"), "base");
  EXPECT_EQ(read_from_rootfs(overlay(empty, top + ":" + base), "etc/passwd"), "top");
  EXPECT_EQ(read_from_rootfs(overlay(top, base), "etc/passwd"), "top");
  EXPECT_EQ(read_from_rootfs(overlay(empty, base), "etc/group"), "");
}

TEST_F(RootfsFile, IsNeverOneOfTheHosts) {
  const auto image = layer("image", "");
  fs::create_symlink("/etc/passwd", fs::path(image) / "etc/passwd");
  EXPECT_EQ(read_from_rootfs(bind(image), "etc/passwd"), "");
  fs::create_symlink("../../../../../../etc/passwd", fs::path(image) / "etc/group");
  EXPECT_EQ(read_from_rootfs(bind(image), "etc/group"), "");
}

}  // namespace
}  // namespace plimsoll::engine
