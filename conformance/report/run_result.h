#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "conformance/catalogue/case_description.h"
#include "conformance/catalogue/catalogue.h"
#include "conformance/verdict/conformity.h"
#include "conformance/verdict/edition.h"
#include "conformance/verdict/exit_code.h"
#include "conformance/verdict/outcome.h"
#include "conformance/verdict/surprise.h"

namespace plimsoll::conformance {

// One case on one target, with what its reader needs to see it again.
struct CaseResult {
  CaseDescription description;
  Outcome outcome;
  std::string reproduce;                        // one command that runs this case alone
  std::optional<Explanation> explanation = {};  // of a failure that is a known deviation
};

// What came of one target.
struct TargetResult {
  std::string target;                 // as it was typed
  std::string version;                // as it answered; empty if it never did
  std::string engine;                 // "dockerd", "podman": who it says it is; empty likewise
  std::string api_version;            // the newest it speaks
  Edition edition = newest_edition;   // what it was judged by
  std::string containerd_version;     // empty if it cannot be seen
  std::vector<std::string> runtimes;  // "runc 1.1.5"
  std::chrono::milliseconds duration{0};
  std::vector<CaseResult> cases;              // those with a verdict, in the order of the list
  std::vector<CaseDescription> not_reached;   // selected, but the run was cut short before them
  std::vector<CaseDescription> filtered_out;  // not asked for: filter, area, level
  std::vector<CaseDescription> other_shards;  // asked for, but of another shard's run
  std::vector<std::string> flaky;             // cases whose runs (--repeat) had different verdicts
  std::string cannot_work;  // why no (further) case could run; else empty. The cases that got no
                            // turn are among `cases`, broken for this reason
};

// What a run was held against.
struct ExpectationsUsed {
  std::string file;
  std::vector<Surprise> surprises;
  std::vector<SurpriseKind> tolerated;  // shown, but do not gate

  [[nodiscard]] bool tolerates(SurpriseKind kind) const;
};

// One run of the suite: everything the reports are made of.
//
//   RunResult run{.suite_version = "0.1.0", ...};
//   run.targets.push_back(...);
//   write_file("junit.xml", junit_report(run));
//   return run.exit_code();
struct RunResult {
  std::string suite_version;
  std::string catalogue_digest;
  std::vector<std::string> command_line;  // as typed; reports show it without credentials
  std::string host;
  std::string started;  // RFC 3339, UTC
  std::string ended;
  bool interrupted = false;
  std::uint64_t seed = 0;  // of the order of the cases (--order random:SEED); 0: none
  std::string shard = "1/1";
  Level gate = Level::may;  // failures of a level beyond this one do not gate
  std::optional<ExpectationsUsed> expectations = {};
  std::vector<TargetResult> targets = {};

  // The worst that can be said of any target: one that was not judged is not made good by another.
  [[nodiscard]] ExitCode exit_code() const;
};

// Every must of the target's edition in the catalogue, with the verdicts of its cases. One whose
// cases were filtered out or not reached is there all the same: nobody verified it.
[[nodiscard]] std::vector<MustRequirement> must_requirements(
    const TargetResult& target, const Catalogue& catalogue = Catalogue::embedded());

[[nodiscard]] ConformityVerdict conformity_of(const TargetResult& target);

// Failures that nobody has to answer for: known deviations, those of a level that does not gate,
// and of known ones those that changed, where that is tolerated.
[[nodiscard]] bool is_excused(const RunResult& run, const TargetResult& target,
                              const CaseResult& failed,
                              const Catalogue& catalogue = Catalogue::embedded());

// A requirement nobody knows counts as a must: what is judged by it is not taken lightly.
[[nodiscard]] Level level_of(const CaseDescription& description,
                             const Catalogue& catalogue = Catalogue::embedded());

}  // namespace plimsoll::conformance
