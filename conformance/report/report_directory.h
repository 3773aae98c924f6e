#pragma once

#include <filesystem>

#include "conformance/report/run_result.h"

namespace plimsoll::conformance {

// The folder a run leaves behind: report.json, junit.xml, summary.md, and the evidence the cases
// put there while they run.
//
//   const ReportDirectory report("report");  // made, or cleared of an earlier run
//   ...                                      // cases write report/evidence/CASE/
//   report.write(run);
//
// A directory that is ours holds a file that says so. Of such a directory what an earlier run left
// is removed, and nothing else; in any other nothing is removed or overwritten, and one that holds
// files of our names is refused.
class ReportDirectory {
 public:
  // Throws Error if it cannot be made, written to, or is somebody else's.
  explicit ReportDirectory(std::filesystem::path directory);

  void write(const RunResult& run) const;

 private:
  std::filesystem::path directory_;
};

}  // namespace plimsoll::conformance
