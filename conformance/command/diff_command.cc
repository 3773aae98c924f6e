#include <iostream>

#include "conformance/command/commands.h"
#include "conformance/report/conclusion.h"
#include "conformance/report/difference.h"
#include "conformance/report/printable.h"
#include "conformance/report/report_file.h"

namespace plimsoll::conformance {

ExitCode diff_command(const DiffOptions& options, const std::vector<CaseDescription>& all_cases) {
  const auto found =
      differences(read_report(options.before, all_cases), read_report(options.after, all_cases));
  for (const std::string& difference : found) std::cout << printable(difference) << "\n";
  std::cout << (found.empty() ? "No difference.\n" : counted(found.size(), "difference") + ".\n");
  return found.empty() ? ExitCode::as_expected : ExitCode::violated;
}

}  // namespace plimsoll::conformance
