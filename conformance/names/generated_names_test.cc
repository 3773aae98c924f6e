#include "conformance/names/generated_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <set>

#include "conformance/names/expected_outcome.h"

namespace plimsoll::conformance {
namespace {

constexpr std::uint64_t enough = 20'000;

const GeneratedNames names({.seed = 7, .known = {"crun-by-path", "my/custom.shim.v1"}});

TEST(GeneratedNames, AreTheSameForASeedInWhateverOrderTheyAreAskedFor) {
  const GeneratedNames same({.seed = 7, .known = {"crun-by-path", "my/custom.shim.v1"}});
  for (std::uint64_t i = enough; i-- > 0;) ASSERT_EQ(same.at(i), names.at(i)) << i;
}

TEST(GeneratedNames, AreOthersForAnotherSeed) {
  const GeneratedNames other({.seed = 8, .known = {"crun-by-path", "my/custom.shim.v1"}});
  int same = 0;
  for (std::uint64_t i = 0; i < enough; ++i) same += names.at(i) == other.at(i) ? 1 : 0;
  EXPECT_LT(same, static_cast<int>(enough / 20));
}

// What a seed leads to is promised for ever: whoever reads `--seed 7` in a report has to see it.
TEST(GeneratedNames, NeverChange) {
  EXPECT_EQ(names.at(0), "x.linux\".io");
  EXPECT_EQ(names.at(99'999), "my-shim.b.\xE2\x80\xA6my-shimRUNC");
}

TEST(GeneratedNames, AreNeverEmptyAndHardlyEverTheSame) {
  std::set<std::string> different;
  for (std::uint64_t i = 0; i < enough; ++i) {
    ASSERT_FALSE(names.at(i).empty()) << i;
    different.insert(names.at(i));
  }
  EXPECT_GT(different.size(), enough * 8 / 10);
}

// A generator that never makes a kind of name proves nothing about it.
TEST(GeneratedNames, AreOfEveryKind) {
  const std::map<std::string, std::function<bool(const std::string&)>> kinds = {
      {"an absolute path", [](const auto& name) { return name.starts_with('/'); }},
      {"a path out of the directory", [](const auto& name) { return name.starts_with("../"); }},
      {"a path below the canaries' directory",
       [](const auto& name) { return name.starts_with("/run/plimsoll/names/"); }},
      {"a leading dot", [](const auto& name) { return name.starts_with('.'); }},
      {"empty parts", [](const auto& name) { return name.find("..") != std::string::npos; }},
      {"no dot", [](const auto& name) { return name.find('.') == std::string::npos; }},
      {"a NUL", [](const auto& name) { return name.find('\0') != std::string::npos; }},
      {"no UTF-8", [](const auto& name) { return name.find('\xff') != std::string::npos; }},
      {"a full stop that is none",
       [](const auto& name) { return name.find("\xef\xbc\x8e") != std::string::npos; }},
      {"a percent escape", [](const auto& name) { return name.find("%2") != std::string::npos; }},
      {"JSON's escape as text",
       [](const auto& name) { return name.find("\\u002f") != std::string::npos; }},
      {"more than a file's name holds", [](const auto& name) { return name.size() > 255; }},
      {"more than a path holds", [](const auto& name) { return name.size() > 4096; }},
      {"a near miss of a stock name",
       [](const auto& name) { return name == "Runc" || name == "runc "; }},
      {"a configured name that looks like a path",
       [](const auto& name) { return name == "my/custom.shim.v1"; }},
      {"the stock name", [](const auto& name) { return name == "runc"; }}};
  std::map<std::string, int> seen;
  for (std::uint64_t i = 0; i < enough; ++i) {
    const std::string name = names.at(i);
    for (const auto& [kind, is_one] : kinds) seen[kind] += is_one(name) ? 1 : 0;
  }
  for (const auto& [kind, count] : seen) EXPECT_GT(count, 0) << kind;
}

TEST(GeneratedNames, HaveEveryOutcomeOftenEnough) {
  const ExpectedOutcome expected({.configured = {"crun-by-path", "my/custom.shim.v1"}});
  std::map<NameOutcome, int> seen;
  for (std::uint64_t i = 0; i < enough; ++i) ++seen[expected.of(names.at(i))];
  EXPECT_GT(seen[NameOutcome::refused], static_cast<int>(enough / 4));
  EXPECT_GT(seen[NameOutcome::passed_on], static_cast<int>(enough / 4));
  EXPECT_GT(seen[NameOutcome::configured], 20);
  EXPECT_GT(seen[NameOutcome::stock], 20);
}

}  // namespace
}  // namespace plimsoll::conformance
