#include "conformance/cases/registration.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>

#include "conformance/cases/case.h"
#include "conformance/cases/judge.h"
#include "conformance/cases/target_fault.h"
#include "errors/error.h"

namespace plimsoll::conformance {
namespace {

// GoogleTest's view of a case: checks what it needs, gives it a stage, and tells apart what the
// target did wrong from what went wrong on our side.
class CaseTest final : public testing::Test {
 public:
  CaseTest(const Case& one, const RegistrationOptions& options) : case_(one), options_(options) {}

  void TestBody() override {
    try {
      perform();
    } catch (const TargetFault& fault) {
      // No engine kills itself with SIGKILL: somebody else did, or the kernel, for want of memory.
      if (options_.bed().engine_was_killed()) {
        RecordProperty(
            broken_property,
            std::string("the target was killed from outside (SIGKILL); ") + fault.what());
      }
      ADD_FAILURE()
          << "Value of: the target\nExpected: does what it is asked and answers\n  Actual: "
          << fault.what();
    } catch (const std::exception& error) {
      RecordProperty(broken_property, error.what());
      ADD_FAILURE() << error.what();
    }
  }

 private:
  void perform() {
    TestBed& bed = options_.bed();
    for (const Need need : case_.description.needs) {
      if (const std::string why = bed.lacks(need); !why.empty()) {
        RecordProperty(lacking_property, std::string(to_string(need)));
        GTEST_SKIP() << why;
      }
    }
    std::string evidence = "evidence/" + case_.description.full_name();
    if (const int round = options_.round(); round > 1) evidence += fmt::format("/run-{}", round);
    RecordProperty(evidence_property, evidence);
    Stage stage(bed, case_.description, options_.report / evidence);
    stage.perform(case_.body);
    if (!stage.violation().empty()) RecordProperty(violation_property, stage.violation());
  }

  const Case& case_;
  const RegistrationOptions& options_;
};

}  // namespace

void register_with_googletest(const RegistrationOptions& options) {
  static RegistrationOptions kept;
  kept = options;
  std::map<std::string, const Case*> cases;
  std::vector<std::string> names;
  for (const Case& one : all_cases()) {
    names.push_back(one.description.full_name());
    cases[names.back()] = &one;
  }
  for (const std::string& name : ordered(names, kept.order)) {
    const Case& one = *cases.at(name);
    const CaseDescription& description = one.description;
    testing::RegisterTest(description.suite.c_str(), description.name.c_str(), nullptr, nullptr,
                          description.file.c_str(), description.line,
                          [&one]() -> testing::Test* { return new CaseTest(one, kept); });
  }
}

}  // namespace plimsoll::conformance
