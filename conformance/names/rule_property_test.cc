// A million generated names through the rule itself (reference-engine/runtime/decide.h), each held
// against two other readings: what the suite expects, and what containerd would do with the name.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <iostream>

#include "conformance/cases/led_to.h"
#include "conformance/names/expected_outcome.h"
#include "conformance/names/generated_names.h"
#include "conformance/names/shrink.h"
#include "conformance/names/vector_line.h"
#include "containerd/name/shim_binary.h"
#include "reference-engine/runtime/configuration.h"
#include "reference-engine/runtime/decide.h"

namespace plimsoll::conformance {
namespace {

// A sanitizer slows each name down fiftyfold, and looks for what any thousand of them would show.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::uint64_t how_many = 20'000;
#else
constexpr std::uint64_t how_many = 1'000'000;
#endif

const Places places{.canaries = "/run/plimsoll/names",
                    .runc = "/usr/sbin/runc",
                    .crun = "/usr/bin/crun",
                    .testifier = "/run/plimsoll/testifier/crun"};

runtime::Catalogue configured_catalogue() {
  const nlohmann::json daemon_json = {{"runtimes", configured_runtimes(places)}};
  const auto read = runtime::read_configuration(daemon_json.dump(), {});
  return {.configured = std::get<runtime::Configuration>(read).runtimes()};
}

std::vector<std::string> names_in(const runtime::Catalogue& catalogue) {
  std::vector<std::string> names;
  for (const auto& [name, entry] : catalogue.configured) names.push_back(name);
  return names;
}

class GeneratedNamesThroughTheRule : public testing::Test {
 protected:
  GeneratedNamesThroughTheRule() {
    ExpectedOutcome::Options known;
    for (const std::string& name : names_in(catalogue_)) known.configured.insert(name);
    expected_.emplace(std::move(known));
  }

  [[nodiscard]] NameOutcome decided(std::string_view name) const {
    const runtime::Decision decision = runtime::decide(catalogue_, name);
    const auto* selected = std::get_if<runtime::Selected>(&decision);
    if (selected == nullptr) return NameOutcome::refused;
    switch (selected->origin) {
      case runtime::Origin::configured:
        return NameOutcome::configured;
      case runtime::Origin::stock:
        return NameOutcome::stock;
      case runtime::Origin::passed_on:
        return NameOutcome::passed_on;
    }
    return NameOutcome::refused;
  }

  // Holds for every name; the first for which it does not is shrunk, and shown as a line of data.
  template <class Property>
  void for_all_names(Property holds) {
    const auto counts = [&](std::string_view name) { return !holds(name); };
    for (std::uint64_t i = 0; i < how_many; ++i) {
      const std::string name = names_.at(i);
      if (holds(name)) continue;
      const std::string least = shrunk(name, {.still_shows = counts});
      FAIL() << "seed " << names_.seed() << ", name " << i << ": "
             << vector_line({.name = least,
                             .expected = expected_->of(least),
                             .seen = "was " + std::string(to_string(decided(least))),
                             .original = name},
                            places.canaries);
    }
  }

  runtime::Catalogue catalogue_ = configured_catalogue();
  GeneratedNames names_{{.seed = 1, .known = names_in(catalogue_), .directory = places.canaries}};
  std::optional<ExpectedOutcome> expected_;
};

TEST_F(GeneratedNamesThroughTheRule, AreTreatedAsTheSuiteExpects) {
  for_all_names([&](std::string_view name) { return decided(name) == expected_->of(name); });
}

// The reason for the rule: what is passed on is what every containerd looks up on its PATH, by the
// same name, and executes nothing else for.
TEST_F(GeneratedNamesThroughTheRule, ArePassedOnExactlyWhenEveryContainerdLooksThemUpOnItsPath) {
  for_all_names([&](std::string_view name) {
    const NameOutcome outcome = decided(name);
    if (outcome == NameOutcome::configured || outcome == NameOutcome::stock) return true;
    const containerd::Lookup on_path =
        containerd::ShimBinary{.name = shim_spelled_by(name), .directory = "."};
    bool everywhere = true;
    for (const auto generation :
         {containerd::Generation::v1_6, containerd::Generation::v1_7, containerd::Generation::v2}) {
      everywhere = everywhere && containerd::shim_binary(name, generation) == on_path;
    }
    return everywhere == (outcome == NameOutcome::passed_on);
  });
}

TEST_F(GeneratedNamesThroughTheRule, ReachContainerdToTheByteAndWithoutOptions) {
  for_all_names([&](std::string_view name) {
    const runtime::Decision decision = runtime::decide(catalogue_, name);
    const auto* selected = std::get_if<runtime::Selected>(&decision);
    if (selected == nullptr || selected->origin != runtime::Origin::passed_on) return true;
    return selected->name == name && selected->runtime.shim == name &&
           std::holds_alternative<std::monostate>(selected->runtime.options);
  });
}

TEST_F(GeneratedNamesThroughTheRule, AreNamedToTheByteInTheRefusal) {
  for_all_names([&](std::string_view name) {
    const runtime::Decision decision = runtime::decide(catalogue_, name);
    const auto* refused = std::get_if<runtime::Refused>(&decision);
    return refused == nullptr ||
           refused->message == "unknown or invalid runtime name: " + std::string(name);
  });
}

// Whatever a name was, with a slash in it it is refused, unless somebody configured just that.
TEST_F(GeneratedNamesThroughTheRule, AreRefusedOnceASlashIsInThem) {
  std::size_t place = 0;
  for_all_names([&](std::string_view name) {
    std::string with_slash(name);
    with_slash.insert(++place % (name.size() + 1), 1, '/');
    const NameOutcome outcome = decided(with_slash);
    return outcome == NameOutcome::refused || outcome == NameOutcome::configured;
  });
}

// Not asserted: a figure for whoever changes the rule.
TEST_F(GeneratedNamesThroughTheRule, TakeAsLongAsThis) {
  using Clock = std::chrono::steady_clock;
  Clock::duration generating{};
  Clock::duration deciding{};
  std::size_t refused = 0;
  for (std::uint64_t begin = 0; begin < how_many; begin += 1000) {
    std::vector<std::string> some;
    const auto before = Clock::now();
    for (std::uint64_t i = begin; i < begin + 1000; ++i) some.push_back(names_.at(i));
    const auto between = Clock::now();
    for (const std::string& name : some) {
      refused +=
          std::holds_alternative<runtime::Refused>(runtime::decide(catalogue_, name)) ? 1 : 0;
    }
    deciding += Clock::now() - between;
    generating += between - before;
  }
  const auto seconds = [](Clock::duration time) {
    return std::chrono::duration<double>(time).count();
  };
  std::cout << how_many << " names: generated in " << seconds(generating) << " s, decided in "
            << seconds(deciding) << " s; " << refused << " refused\n";
  EXPECT_GT(refused, 0u);
}

}  // namespace
}  // namespace plimsoll::conformance
