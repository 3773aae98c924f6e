#include "reference-engine/runtime/decide.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plimsoll::runtime {
namespace {

Catalogue catalogue() {
  return {.configured =
              {
                  {"crun", PathRuntime{.path = "/usr/bin/crun"}},
                  {"debug", PathRuntime{.path = "/usr/bin/runc", .arguments = {"--debug"}}},
                  {"my/custom.shim.v1", PathRuntime{.path = "/usr/bin/mine"}},
                  {"RUNC", PathRuntime{.path = "/usr/bin/other"}},
                  {"io.containerd.kata.v2",
                   TypedRuntime{.type = "io.containerd.kata-qemu.v2",
                                .options = GenericOptions{.config_path = "/etc/kata.toml"}}},
                  {"anywhere", TypedRuntime{.type = "/opt/shim"}},
              },
          .defaults = {.root = "/run/engine/runtime-runc", .wrappers = "/var/lib/engine/runtimes"}};
}

Selected selected(const Decision& decision) {
  const auto* found = std::get_if<Selected>(&decision);
  if (found == nullptr) throw std::runtime_error(std::get<Refused>(decision).message);
  return *found;
}

RuncOptions options(std::string binary) {
  return {.binary_name = std::move(binary), .root = "/run/engine/runtime-runc"};
}

TEST(Decide, WithoutANameTakesTheDefault) {
  auto runtimes = catalogue();
  runtimes.default_runtime = "crun";
  EXPECT_EQ(decide(runtimes, ""), decide(runtimes, "crun"));
}

TEST(Decide, TakesADefaultThatIsPassedOn) {
  auto runtimes = catalogue();
  runtimes.default_runtime = "io.containerd.wasm.v1";
  EXPECT_EQ(
      selected(decide(runtimes, "")),
      (Selected{"io.containerd.wasm.v1", {.shim = "io.containerd.wasm.v1"}, Origin::passed_on}));
}

TEST(Decide, RefusesADefaultThatIsGone) {
  auto runtimes = catalogue();
  runtimes.default_runtime = "gone";
  EXPECT_EQ(decide(runtimes, ""), Decision(Refused{"unknown or invalid runtime name: gone"}));
}

TEST(Decide, RunsStockNamesWithRuncsShimAndRunc) {
  for (const char* name : {"runc", "io.containerd.runc.v2"}) {
    EXPECT_EQ(selected(decide(catalogue(), name)),
              (Selected{name, {kRuncShim, options("runc")}, Origin::stock}));
  }
}

TEST(Decide, GivesAPathToRuncsShimAsItsBinary) {
  EXPECT_EQ(selected(decide(catalogue(), "crun")),
            (Selected{"crun", {kRuncShim, options("/usr/bin/crun")}, Origin::configured}));
}

TEST(Decide, GivesRuncsShimAScriptForAPathWithArguments) {
  const auto found = selected(decide(catalogue(), "debug"));
  EXPECT_THAT(std::get<RuncOptions>(found.runtime.options).binary_name,
              testing::StartsWith("/var/lib/engine/runtimes/"));
  EXPECT_EQ(found.must_be_executable, "/usr/bin/runc") << "the script is there anyway";
}

TEST(Decide, PrefersAConfiguredNameToPassingItOn) {
  EXPECT_EQ(
      selected(decide(catalogue(), "io.containerd.kata.v2")),
      (Selected{"io.containerd.kata.v2",
                {"io.containerd.kata-qemu.v2", GenericOptions{.config_path = "/etc/kata.toml"}},
                Origin::configured}));
}

TEST(Decide, DoesNotJudgeTheFormOfAConfiguredName) {
  EXPECT_EQ(selected(decide(catalogue(), "my/custom.shim.v1")).runtime.options,
            RuntimeOptions(options("/usr/bin/mine")));
}

TEST(Decide, TakesATypeVerbatimEvenIfItIsAPath) {
  EXPECT_EQ(selected(decide(catalogue(), "anywhere")).runtime, (ShimRuntime{.shim = "/opt/shim"}));
}

TEST(Decide, LetsAnEntryReplaceTheStockShimName) {
  auto runtimes = catalogue();
  runtimes.configured.emplace(kRuncShim, TypedRuntime{.type = kRuncShim});
  EXPECT_EQ(selected(decide(runtimes, kRuncShim)).runtime, (ShimRuntime{.shim = kRuncShim}));
}

TEST(Decide, TellsCasesApart) {
  EXPECT_EQ(selected(decide(catalogue(), "RUNC")).runtime.options,
            RuntimeOptions(options("/usr/bin/other")));
  EXPECT_EQ(decide(catalogue(), "Runc"),
            Decision(Refused{"unknown or invalid runtime name: Runc"}));
}

TEST(Decide, PassesANameOnToTheByteWithoutOptions) {
  const std::string odd("io.containerd.\0\xff .v2\n", 21);
  EXPECT_EQ(selected(decide(catalogue(), odd)), (Selected{odd, {.shim = odd}, Origin::passed_on}));
}

TEST(Decide, RefusesTheRestAndRepeatsTheNameUntrimmed) {
  for (const std::string name :
       {"foo", "runc ", "/bin/true", "./io.containerd.runc.v2", "a/b.c", ".a.b", "default"}) {
    EXPECT_EQ(decide(catalogue(), name),
              Decision(Refused{"unknown or invalid runtime name: " + name}));
  }
}

}  // namespace
}  // namespace plimsoll::runtime
