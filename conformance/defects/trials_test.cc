#include "conformance/defects/trials.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plimsoll::conformance {
namespace {

using testing::ElementsAre;

Outcome failure(const std::vector<std::string>& subjects) {
  Outcome outcome{.verdict = Verdict::fail};
  for (const auto& subject : subjects)
    outcome.findings.push_back({.subject = subject, .where = subject + ".cc:1"});
  return outcome;
}

CaseDescription description(const char* name, const char* requirement) {
  return {.area = "refusal", .suite = "Refusal", .name = name, .requirement = requirement};
}

std::vector<std::string> names(const std::vector<CaseDescription>& cases) {
  std::vector<std::string> names;
  for (const auto& one : cases) names.push_back(one.name);
  return names;
}

Stock stock() {
  return {.cases = {description("First", "REF-001"), description("Second", "REF-001"),
                    description("Third", "REF-002")},
          .defects = {{.name = "one", .violates = "REF-001", .witness = "Refusal.First"},
                      {.name = "two", .violates = "REF-002", .witness = "Refusal.Third"}},
          .noticed = {}};
}

TEST(Trials, TryTheWitnessAndWhatWasNoticedBefore) {
  Stock some = stock();
  some.noticed = {{.defect = "two", .case_name = "Refusal.First", .subjects = {"answer"}},
                  {.defect = "two", .case_name = "Refusal.Second", .subjects = {"answer"}}};
  const Trials trials = trials_of(some);
  EXPECT_THAT(names(trials.at("one")), ElementsAre("First"));
  EXPECT_THAT(names(trials.at("two")), ElementsAre("First", "Second", "Third"));
}

TEST(Trials, TryACaseNobodyKnowsOnDefectsOfItsRequirement) {
  const Trials trials = trials_of(stock());
  EXPECT_THAT(names(trials.at("one")), ElementsAre("First", "Second"));
  EXPECT_THAT(names(trials.at("two")), ElementsAre("Third"));
}

TEST(Trials, TryACaseThatIsAskedForOnEveryDefect) {
  Stock some = stock();
  some.on_every_defect = {"Refusal.Third"};
  const Trials trials = trials_of(some);
  EXPECT_THAT(names(trials.at("one")), ElementsAre("First", "Second", "Third"));
  EXPECT_THAT(names(trials.at("two")), ElementsAre("Third"));
}

TEST(Trials, TryEverythingWithoutADefectToo) {
  EXPECT_THAT(names(trials_of(stock()).at(no_defect)), ElementsAre("First", "Second", "Third"));
}

// As the runner keeps them.
Tried named(Tried tried) {
  for (auto& [defect, outcomes] : tried) {
    for (auto& [name, outcome] : outcomes) outcome.case_name = name;
  }
  return tried;
}

TEST(Cover, LeavesOutWhatOthersSeeAsWell) {
  Tried tried;
  tried["one"] = {{"Refusal.First", failure({"answer"})}, {"Refusal.Second", failure({"answer"})}};
  tried["two"] = {{"Refusal.Second", failure({"answer", "list"})},
                  {"Refusal.Third", failure({"answer"})}};
  const std::vector<Noticed> expected = {
      {.defect = "one", .case_name = "Refusal.First", .subjects = {"answer"}},
      {.defect = "two", .case_name = "Refusal.Second", .subjects = {"answer", "list"}},
      {.defect = "two", .case_name = "Refusal.Third", .subjects = {"answer"}}};
  EXPECT_EQ(cover(stock(), named(tried)), expected);
}

TEST(Cover, TellsApartTwoExpectationsAboutOneSubject) {
  Outcome first = failure({"answer"});
  Outcome second = failure({"answer"});
  first.findings[0].where = "a.cc:1";
  second.findings[0].where = "a.cc:2";
  Tried tried;
  tried["one"] = {{"Refusal.Second", first}};
  tried["two"] = {{"Refusal.Second", second}};
  EXPECT_THAT(cover(stock(), named(tried)), testing::SizeIs(2));
}

TEST(Cover, KeepsAWitnessEvenIfOthersSeeTheSame) {
  Tried tried;
  Stock some = stock();
  some.defects.push_back({.name = "zero", .violates = "REF-001", .witness = "Refusal.First"});
  tried["one"] = {{"Refusal.First", failure({"answer"})}};
  tried["zero"] = {{"Refusal.First", failure({"answer"})}};
  EXPECT_THAT(cover(some, named(tried)), testing::SizeIs(2));
}

TEST(Noticed, IsReadAsItIsWritten) {
  const std::vector<Noticed> all = {
      {.defect = "one", .case_name = "Refusal.First", .subjects = {"answer", "answer", "list"}}};
  EXPECT_EQ(parse_noticed(to_json_text(all)), all);
}

TEST(Missing, CountsRepetitions) {
  EXPECT_THAT(missing({"answer", "answer", "list"}, {"answer"}), ElementsAre("answer", "list"));
}

}  // namespace
}  // namespace plimsoll::conformance
