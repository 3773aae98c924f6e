// The data and the rule say the same: every name, judged by reference-engine/runtime.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <variant>

#include "conformance/vectors/example_places.h"
#include "conformance/vectors/vectors.h"
#include "reference-engine/runtime/configuration.h"
#include "reference-engine/runtime/decide.h"

namespace plimsoll::conformance {
namespace {

runtime::Catalogue configured_catalogue() {
  const nlohmann::json daemon_json = {{"runtimes", configured_runtimes(example_places)}};
  const auto read = runtime::read_configuration(daemon_json.dump(), {});
  if (const auto* error = std::get_if<runtime::ConfigurationError>(&read)) {
    ADD_FAILURE() << error->text;
    return {};
  }
  return {.configured = std::get<runtime::Configuration>(read).runtimes()};
}

class Name : public testing::TestWithParam<NameVector> {};

TEST_P(Name, HasTheOutcomeTheDataSays) {
  const NameVector& vector = GetParam();
  const std::string name = fill_in(vector.name, example_places);
  const runtime::Decision decision = runtime::decide(configured_catalogue(), name);
  const auto* selected = std::get_if<runtime::Selected>(&decision);
  if (vector.outcome == NameOutcome::refused) {
    ASSERT_EQ(selected, nullptr) << vector.why;
    EXPECT_EQ(std::get<runtime::Refused>(decision).message,
              "unknown or invalid runtime name: " + name);
    return;
  }
  ASSERT_NE(selected, nullptr) << vector.why;
  EXPECT_EQ(selected->name, name);
  const std::map<NameOutcome, runtime::Origin> origins = {
      {NameOutcome::configured, runtime::Origin::configured},
      {NameOutcome::stock, runtime::Origin::stock},
      {NameOutcome::passed_on, runtime::Origin::passed_on}};
  EXPECT_EQ(selected->origin, origins.at(vector.outcome));
  if (vector.outcome == NameOutcome::passed_on) {
    EXPECT_EQ(selected->runtime.shim, name);
    EXPECT_TRUE(std::holds_alternative<std::monostate>(selected->runtime.options));
  }
}

INSTANTIATE_TEST_SUITE_P(OfTheData, Name, testing::ValuesIn(name_vectors()),
                         [](const auto& vector) { return vector.param.label; });

}  // namespace
}  // namespace plimsoll::conformance
