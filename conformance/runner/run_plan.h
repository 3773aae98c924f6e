#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "conformance/catalogue/case_description.h"
#include "conformance/catalogue/catalogue.h"
#include "conformance/runner/order.h"
#include "conformance/verdict/edition.h"
#include "conformance/verdict/surprise.h"

namespace plimsoll::conformance {

// What `plimsoll run` was asked for, checked: every case named here exists.
struct RunPlan {
  std::filesystem::path program;  // ourselves, started again as worker
  std::vector<std::string> targets;
  std::vector<CaseDescription> cases;         // selected, in the order of `plimsoll list`
  std::vector<CaseDescription> filtered_out;  // the others: what they stand for stays unverified
  std::vector<CaseDescription> other_shards;  // selected too, but another shard's affair
  Edition edition = newest_edition;
  bool edition_of_target = false;  // --edition auto: what the target's version promises
  std::size_t jobs = 1;
  int repeat = 1;  // how often each case runs
  Order order;     // in which the cases run; reports keep the order of the list
  std::chrono::seconds case_timeout{60};
  std::chrono::seconds setup_timeout{60};  // sandbox, containerd, engine and image
  double timeout_scale = 1;                // in the two above already; workers scale their steps'
  std::filesystem::path report;            // directory
  std::filesystem::path junit_copy;        // --gtest_output=xml:FILE; may be empty
  bool keep_sandbox = false;
  std::vector<std::string> required_capabilities;
  std::vector<SurpriseKind> tolerated;  // of the expectations the run is held against
  Level gate = Level::may;              // failures of a level beyond it do not count
  std::string shard = "1/1";
  std::vector<std::string>
      gtest_arguments;  // --gtest_shuffle, --gtest_fail_fast, ...: for the workers
};

// Where a target's evidence goes, relative to the report: "" if it is the only target, else a
// folder named after it ("dockerd-usr-sbin-dockerd/").
[[nodiscard]] std::string evidence_prefix(const RunPlan& plan, const std::string& target);

// One command that runs this case alone.
[[nodiscard]] std::string reproduce_command(const RunPlan& plan, const std::string& target,
                                            const std::string& case_name);

}  // namespace plimsoll::conformance
