// The data and the reference engine say the same: every configuration, judged by
// reference-engine/runtime.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <variant>

#include "conformance/vectors/configurations.h"
#include "conformance/vectors/example_places.h"
#include "reference-engine/runtime/configuration.h"
#include "reference-engine/runtime/decide.h"

namespace plimsoll::conformance {
namespace {

using runtime::Configuration;
using runtime::ConfigurationError;
using testing::HasSubstr;

runtime::Flags flags_of(const ConfigurationVector& vector) {
  runtime::Flags flags;
  for (const std::string& text : vector.flags) {
    const std::string flag = fill_in(text, example_places);
    const auto equals = flag.find('=');
    if (flag.starts_with("--add-runtime=")) flags.add_runtime.push_back(flag.substr(equals + 1));
    if (flag.starts_with("--default-runtime=")) flags.default_runtime = flag.substr(equals + 1);
  }
  return flags;
}

runtime::ConfigurationResult read(const ConfigurationVector& vector) {
  return runtime::read_configuration(fill_in(vector.daemon_json, example_places), flags_of(vector));
}

void expect_known(const Configuration& configuration, const KnownRuntimes& known) {
  const runtime::Catalogue catalogue{.configured = configuration.runtimes(),
                                     .default_runtime = configuration.default_runtime};
  if (!known.default_runtime.empty()) {
    EXPECT_EQ(configuration.default_runtime, known.default_runtime);
  }
  for (const auto& [name, use] : known.names) {
    const bool refused = std::holds_alternative<runtime::Refused>(runtime::decide(catalogue, name));
    EXPECT_EQ(refused, use == NameUse::refused) << name;
  }
}

// Of a file that is wrong itself, the message is the file's and added where the file is known.
void expect_refused(const runtime::ConfigurationResult& result, const std::string& says) {
  const auto* error = std::get_if<ConfigurationError>(&result);
  ASSERT_NE(error, nullptr);
  if (says == "daemon.json") return;
  EXPECT_THAT(error->text, HasSubstr(fill_in(says, example_places)));
}

class BootOfTheData : public testing::TestWithParam<BootVector> {};

TEST_P(BootOfTheData, HasTheOutcomeTheDataSays) {
  const BootVector& vector = GetParam();
  const auto result = read(vector);
  if (vector.outcome == BootVector::Outcome::refused) return expect_refused(result, vector.says);
  ASSERT_TRUE(std::holds_alternative<Configuration>(result));
  expect_known(std::get<Configuration>(result), vector.known);
}

class ReloadOfTheData : public testing::TestWithParam<ReloadVector> {};

TEST_P(ReloadOfTheData, HasTheOutcomeTheDataSays) {
  const ReloadVector& vector = GetParam();
  const auto before = read(vector);
  ASSERT_TRUE(std::holds_alternative<Configuration>(before));
  const auto& in_force = std::get<Configuration>(before);
  if (!vector.then_daemon_json) return;  // whoever reads the file refuses that
  const auto after = runtime::reload(in_force, fill_in(*vector.then_daemon_json, example_places));
  if (vector.outcome == ReloadVector::Outcome::refused) {
    expect_refused(after, vector.says);
    expect_known(in_force, vector.known);
    return;
  }
  ASSERT_TRUE(std::holds_alternative<Configuration>(after));
  expect_known(std::get<Configuration>(after), vector.known);
}

INSTANTIATE_TEST_SUITE_P(All, BootOfTheData, testing::ValuesIn(boot_vectors()),
                         [](const auto& vector) { return vector.param.label; });
INSTANTIATE_TEST_SUITE_P(All, ReloadOfTheData, testing::ValuesIn(reload_vectors()),
                         [](const auto& vector) { return vector.param.label; });

}  // namespace
}  // namespace plimsoll::conformance
