#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "reference-engine/oci/capabilities.h"
#include "reference-engine/oci/spec.h"

namespace plimsoll::oci {
namespace {

namespace fs = std::filesystem;

// A bundle whose root filesystem is Debian's busybox, run by the real runc.
// What this process may pass on: not everything, in many a container.
std::vector<std::string> bounding_set() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    std::uint64_t mask = 0;
    if (word == "CapBnd:" && status >> std::hex >> mask) return capabilities_of(mask);
  }
  return {};
}

class Runc : public testing::Test {
 protected:
  void SetUp() override {
    char pattern[] = "/tmp/plimsoll-oci.XXXXXX";
    ASSERT_NE(mkdtemp(pattern), nullptr);
    bundle_ = pattern;
    for (const char* folder : {"bin", "proc", "sys", "dev", "tmp"})
      fs::create_directories(bundle_ / "rootfs" / folder);
    fs::copy_file("/bin/busybox", bundle_ / "rootfs/bin/busybox");
    fs::create_symlink("busybox", bundle_ / "rootfs/bin/sh");
    fs::create_symlink("busybox", bundle_ / "rootfs/bin/grep");
    settings_.cgroups_path = "/plimsoll-oci-test-" + bundle_.extension().string().substr(1);
    settings_.process.env = {"PATH=/bin"};
  }

  void TearDown() override { fs::remove_all(bundle_); }

  int run(std::vector<std::string> args) {
    settings_.process.args = std::move(args);
    std::ofstream(bundle_ / "config.json") << spec(settings_);
    const std::string command = "runc --root " + (bundle_ / "state").string() + " run --bundle " +
                                bundle_.string() + " " + bundle_.filename().string() +
                                " </dev/null";
    const int status = std::system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  ContainerSettings settings_;
  fs::path bundle_;
};

TEST_F(Runc, AcceptsTheDefaultSpec) { EXPECT_EQ(run({"sh", "-c", "exit 42"}), 42); }

TEST_F(Runc, AcceptsAPrivilegedSpec) {
  settings_.privileged = true;
  settings_.capabilities.available = bounding_set();
  EXPECT_EQ(run({"sh", "-c", "exit 43"}), 43);
}

TEST_F(Runc, ConfinesByTheProfile) {
  EXPECT_EQ(run({"grep", "-q", "^Seccomp:.*2$", "/proc/self/status"}), 0);
}

}  // namespace
}  // namespace plimsoll::oci
