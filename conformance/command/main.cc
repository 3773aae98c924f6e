// plimsoll: the conformance suite's command.
#include <iostream>

#include "conformance/cases/case.h"
#include "conformance/command/command_line.h"
#include "conformance/command/commands.h"
#include "conformance/command/usage_error.h"
#include "conformance/data/data_error.h"

namespace {

using namespace plimsoll::conformance;

std::vector<CaseDescription> descriptions() {
  std::vector<CaseDescription> all;
  for (const Case& one : all_cases()) all.push_back(one.description);
  return all;
}

struct Perform {
  ExitCode operator()(const RunOptions& options) const {
    return run_command(options, descriptions());
  }
  ExitCode operator()(const ListOptions& options) const {
    return list_command(options, descriptions());
  }
  ExitCode operator()(const ExplainOptions& options) const {
    return explain_command(options, descriptions());
  }
  ExitCode operator()(const MergeOptions& options) const {
    return merge_command(options, descriptions());
  }
  ExitCode operator()(const DiffOptions& options) const {
    return diff_command(options, descriptions());
  }
  ExitCode operator()(const VerifyOptions& options) const {
    return verify_command(options, descriptions());
  }
  ExitCode operator()(const RequirementsOptions& options) const {
    return requirements_command(options, descriptions());
  }
  ExitCode operator()(const CheckOptions& options) const { return check_command(options); }
  ExitCode operator()(const DoctorOptions&) const { return doctor_command(); }
  ExitCode operator()(const MatrixOptions& options) const {
    return matrix_command(options, descriptions());
  }
  ExitCode operator()(const DifferOptions& options) const { return differ_command(options); }
  ExitCode operator()(const SysrootOptions& options) const { return sysroot_command(options); }
  ExitCode operator()(const NamesOptions& options) const { return names_command(options); }
  ExitCode operator()(const SelfTestOptions& options) const {
    return self_test_command(options, descriptions());
  }
  ExitCode operator()(const WorkerOptions& options) const { return worker_command(options); }
  ExitCode operator()(const HelpText& help) const {
    std::cout << help.text;
    return ExitCode::as_expected;
  }
};

ExitCode perform(const std::vector<std::string>& words) {
  try {
    return std::visit(Perform{}, parse_command_line(words));
  } catch (const UsageError& error) {
    std::cerr << "plimsoll: " << error.what() << "\n";
    return ExitCode::usage;
  } catch (const DataError& error) {
    std::cerr << "plimsoll: " << error.what() << "\n";
    return ExitCode::usage;
  } catch (const std::exception& error) {
    std::cerr << "plimsoll: " << error.what() << "\n";
    return ExitCode::harness_failed;
  }
}

}  // namespace

int main(int argc, char** argv) {
  return static_cast<int>(perform(std::vector<std::string>(argv + 1, argv + argc)));
}
