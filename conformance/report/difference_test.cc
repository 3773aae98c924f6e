#include "conformance/report/difference.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/report/sample_run.h"

namespace plimsoll::conformance {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Difference, OfARunToItselfIsNone) {
  RunResult later = sample_run();
  later.started = "2030-01-01T00:00:00Z";
  later.targets.front().cases.front().outcome.duration = std::chrono::seconds(9);
  EXPECT_THAT(differences(sample_run(), later), IsEmpty());
}

TEST(Difference, IsAnotherVerdict) {
  RunResult later = sample_run();
  later.targets.front().cases.at(1).outcome = {.verdict = Verdict::pass};
  EXPECT_THAT(
      differences(sample_run(), later),
      ElementsAre("reference 0.1.0 not_conforming by edition 2023+ -> reference 0.1.0 "
                  "conforming_with_gaps by edition 2023+",
                  "Passthrough.KataByName (PASS-001): fail (answer to create: answered 400 "
                  "{\"message\": \"unknown or invalid runtime name: io.containerd.kata.v2\"}) -> "
                  "pass"));
}

TEST(Difference, IsAFailureOfAnotherKind) {
  RunResult later = sample_run();
  later.targets.front().cases.at(1).outcome.findings.front().seen = "answered 500";
  EXPECT_THAT(differences(sample_run(), later), ElementsAre(testing::HasSubstr("still fail, but")));
}

TEST(Difference, IsACaseOfOneRunOnly) {
  RunResult later = sample_run();
  later.targets.front().cases.front().description.name = "New";
  EXPECT_THAT(differences(sample_run(), later),
              testing::IsSupersetOf({"Refusal.Root: pass -> not in the second report",
                                     "Refusal.New: not in the first report -> pass"}));
}

TEST(Difference, OfTwoEnginesIsThatOfTheirCases) {
  RunResult other = sample_run();
  other.targets.front().target = "dockerd";
  EXPECT_THAT(differences(sample_run(), other), testing::SizeIs(1));  // the name
}

TEST(Difference, IsAnotherCatalogue) {
  RunResult later = sample_run();
  later.catalogue_digest = std::string(64, 'd');
  EXPECT_THAT(differences(sample_run(), later),
              Contains("the two were judged by different catalogues"));
}

}  // namespace
}  // namespace plimsoll::conformance
