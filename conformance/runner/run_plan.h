#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "conformance/catalogue/case_description.h"
#include "conformance/verdict/edition.h"

namespace plimsoll::conformance {

// What `plimsoll run` was asked for, checked: every case named here exists.
struct RunPlan {
  std::filesystem::path program;  // ourselves, started again as worker
  std::vector<std::string> targets;
  std::vector<CaseDescription> cases;         // selected, in the order of `plimsoll list`
  std::vector<CaseDescription> filtered_out;  // the others: what they stand for stays unverified
  Edition edition = newest_edition;
  std::size_t jobs = 1;
  std::chrono::seconds case_timeout{30};
  std::chrono::seconds setup_timeout{60};  // sandbox, containerd, engine and image
  std::filesystem::path report;            // directory
  std::filesystem::path junit_copy;        // --gtest_output=xml:FILE; may be empty
  bool keep_sandbox = false;
  std::vector<std::string> required_capabilities;
  std::vector<std::string>
      gtest_arguments;  // --gtest_repeat, --gtest_shuffle, ...: for the workers
};

// Where a target's evidence goes, relative to the report: "" if it is the only target, else a
// folder named after it ("dockerd-usr-sbin-dockerd/").
[[nodiscard]] std::string evidence_prefix(const RunPlan& plan, const std::string& target);

// One command that runs this case alone.
[[nodiscard]] std::string reproduce_command(const RunPlan& plan, const std::string& target,
                                            const std::string& case_name);

}  // namespace plimsoll::conformance
