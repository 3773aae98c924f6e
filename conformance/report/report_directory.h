#pragma once

#include <filesystem>

#include "conformance/report/run_result.h"

namespace plimsoll::conformance {

// The folder a run leaves behind: report.json, junit.xml, summary.md, SHA256SUMS, and the evidence
// the cases put there while they run.
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
  ~ReportDirectory();
  ReportDirectory(const ReportDirectory&) = delete;
  ReportDirectory& operator=(const ReportDirectory&) = delete;

  // Every file that can be written is, whatever becomes of the others; then throws the first Error.
  void write(const RunResult& run) const;

 private:
  void keep_others_out();

  std::filesystem::path directory_;
  int lock_ = -1;  // held as long as this lives: no other run takes its files away
};

}  // namespace plimsoll::conformance
