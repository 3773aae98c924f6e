#include "reference-engine/container/runtime_options.h"

#include <gtest/gtest.h>

#include "containerd/client/options.h"
#include "github.com/containerd/containerd/runtime/v2/runc/options/oci.pb.h"

namespace plimsoll::engine {
namespace {

using runtime::GenericOptions;
using runtime::RuncOptions;
using runtime::ShimRuntime;

TEST(RuntimeOptions, OfRuncsShimGoToTheRecordAndToTheTask) {
  const ShimRuntime runtime{
      .shim = runtime::kRuncShim,
      .options = RuncOptions{
          .binary_name = "/usr/bin/crun", .root = "/run/x/runtime-runc", .systemd_cgroup = true}};
  const auto record = options_for_record(runtime);
  ASSERT_TRUE(record);
  EXPECT_EQ(record->type_url(), "containerd.runc.v1.Options") << "without a host, as Go writes it";
  ::containerd::runc::v1::Options options;
  ASSERT_TRUE(containerd::unpack(*record, options));
  EXPECT_EQ(options.binary_name(), "/usr/bin/crun");
  EXPECT_EQ(options.root(), "/run/x/runtime-runc");
  EXPECT_TRUE(options.systemd_cgroup());
  EXPECT_EQ(options_for_task(runtime)->value(), record->value());
}

TEST(RuntimeOptions, OfAnotherShimGoToTheRecordOnly) {
  const ShimRuntime runtime{.shim = "io.containerd.kata.v2",
                            .options = GenericOptions{.config_path = "/etc/kata.toml"}};
  EXPECT_EQ(options_for_record(runtime)->type_url(), "runtimeoptions.v1.Options");
  EXPECT_FALSE(options_for_task(runtime));
}

TEST(RuntimeOptions, ABodyOfTheConfigurationIsFieldThree) {
  const ShimRuntime runtime{.shim = "a.b", .options = GenericOptions{.config_body = "xy"}};
  EXPECT_EQ(options_for_record(runtime)->value(), "\x1a\x02xy");
}

TEST(RuntimeOptions, OfAPassedOnNameAreUnset) {
  const ShimRuntime runtime{.shim = "io.containerd.kata.v2"};
  EXPECT_FALSE(options_for_record(runtime));
  EXPECT_FALSE(options_for_task(runtime));
}

}  // namespace
}  // namespace plimsoll::engine
