// An engine is started with a configuration: the entries of boots.json.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/cases/case.h"
#include "conformance/cases/known_runtimes.h"
#include "conformance/catalogue/catalogue.h"

namespace plimsoll::conformance {
namespace {

using Outcome = BootVector::Outcome;

std::string outcome_step(const BootVector& vector) {
  switch (vector.outcome) {
    case Outcome::serves:
      return "it serves";
    case Outcome::refused:
      return "it ends with an error that says " + quoted(vector.says);
    case Outcome::valid:
      return "it ends without an error and says " + quoted(vector.says);
  }
  return {};
}

std::vector<std::string> steps_of(const BootVector& vector) {
  std::vector<std::string> steps = {start_step(vector), outcome_step(vector)};
  for (std::string& step : steps_of(vector.known)) steps.push_back(std::move(step));
  return steps;
}

bool needs_an_image(const KnownRuntimes& known) {
  return !known.names.empty() || !known.default_runtime.empty();
}

void perform(Stage& stage, const BootVector& vector) {
  const auto configuration = configuration_of(vector, stage.places());
  if (needs_an_image(vector.known)) {
    stage.use_engine_configured(configuration);
  } else {
    const Boot start_of_the_engine = stage.boot(configuration);
    if (vector.outcome == Outcome::refused) {
      EXPECT_THAT(start_of_the_engine, RefusesSaying(fill_in(vector.says, stage.places())));
    } else if (vector.outcome == Outcome::valid) {
      EXPECT_THAT(start_of_the_engine, EndsWellSaying(vector.says));
    } else {
      EXPECT_THAT(start_of_the_engine, Serves());
    }
    if (start_of_the_engine.ended) return;
  }
  expect_known(stage, vector.known);
}

Case case_of(const BootVector& vector) {
  const Requirement* requirement = Catalogue::embedded().find(vector.requirement);
  return make_case({.area = requirement == nullptr ? "configuration" : requirement->area,
                    .name = vector.label,
                    .purpose = vector.why,
                    .requirement = vector.requirement,
                    .steps = steps_of(vector),
                    .needs = needs_of(vector.known),
                    .editions = vector.editions,
                    .file = boots_file,
                    .line = vector.line},
                   [vector](Stage& stage) { perform(stage, vector); });
}

}  // namespace

std::vector<Case> boot_cases() {
  std::vector<Case> cases;
  for (const BootVector& vector : boot_vectors()) cases.push_back(case_of(vector));
  return cases;
}

}  // namespace plimsoll::conformance
