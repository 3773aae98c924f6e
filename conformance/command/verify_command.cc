#include <iostream>

#include "conformance/catalogue/catalogue.h"
#include "conformance/command/commands.h"
#include "conformance/report/conclusion.h"
#include "conformance/report/printable.h"
#include "conformance/report/report_file.h"
#include "errors/error.h"

namespace plimsoll::conformance {

ExitCode verify_command(const VerifyOptions& options,
                        const std::vector<CaseDescription>& all_cases) {
  const RunResult run = read_report(options.report, all_cases);
  if (run.catalogue_digest != Catalogue::digest()) {
    throw Error({.operation = "verify",
                 .subject = options.report,
                 .cause = "it was judged by another catalogue (" + run.catalogue_digest +
                          ") than this program has",
                 .remedy = "verify it with plimsoll " + run.suite_version +
                           " as it was when the report was made"});
  }
  const auto faults = contradictions_in(options.report, all_cases);
  for (const std::string& fault : faults) std::cout << printable(fault) << "\n";
  if (!faults.empty()) return ExitCode::violated;
  std::cout << "Untouched, and free of contradictions. It says:\n";
  for (const TargetResult& target : run.targets) {
    std::cout << "  " << printable(conclusion(target)) << "\n";
  }
  return ExitCode::as_expected;
}

}  // namespace plimsoll::conformance
