#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace plimsoll::conformance {

// What was typed, as typed: values are checked where they are used.
struct RunOptions {
  std::vector<std::string> targets;
  std::string containerd;  // another one below them: @RELEASE or a path
  std::string edition;
  std::string filter;
  std::vector<std::string> areas;
  std::string level = "may";
  int jobs = 0;  // 0: as many as there are cores
  std::string shard;
  std::string report = "report";
  std::vector<std::string> required_capabilities;
  std::string expectations;        // file of known deviations
  std::string write_expectations;  // where the file for this run goes
  std::vector<std::string> tolerated;
  std::string gate = "may";
  bool keep_sandbox = false;
  int timeout = 60;
  double timeout_scale = 1;
  int repeat = 1;
  std::string order = "forward";
  std::vector<std::string> gtest_arguments;
  std::vector<std::string> words;  // the whole command line, for the report
};
struct ListOptions {
  std::string format = "text";
};
struct ExplainOptions {
  std::string subject;
  std::string report = "report";  // where a run may have left evidence
};
struct MergeOptions {
  std::vector<std::string> reports;  // directories
  std::string report = "report";
  std::string expectations;
};
struct DiffOptions {
  std::string before;
  std::string after;
};
struct VerifyOptions {
  std::string report;
};
struct RequirementsOptions {
  std::string format = "text";  // or markdown, json
};
struct CheckOptions {
  std::vector<std::string> files;
};
struct DoctorOptions {};
struct DifferOptions {
  std::vector<std::string> targets;  // two
  long count = 400;
  long seed = 1;
  std::string save = "differences.json";
  std::string replay;  // a file of differences instead of generated sequences
};
struct MatrixOptions {
  std::vector<std::string> engines;
  std::vector<std::string> containerds;  // releases: @sid
  std::string filter;
  int jobs = 0;
  std::string report = "matrix-report";
  std::string expectations = "conformance/expectations";  // directory of known deviations
  std::string page;                                       // docs/matrix.md, to be written anew
  bool again = false;                                     // also what is there already
};
struct SysrootOptions {
  std::vector<std::string> words;  // for plimsoll-sysroot
};
struct NamesOptions {
  std::string target = "reference";
  std::string edition;
  long count = 100'000;
  long seed = 1;
  std::string replay;  // a file of names instead of generated ones
  std::string counterexamples = "counterexamples.json";
  long start_one_in = 1000;
  double timeout_scale = 1;
  bool keep_sandbox = false;
};
struct SelfTestOptions {
  std::vector<std::string> defects;  // patterns; none: all
  std::vector<std::string> filters;  // patterns of cases to be tried on every defect
  int jobs = 0;                      // 0: as many as there are cores
  bool full = false;                 // every case on every defect
  std::string report = "self-test-report";
  std::string update;  // noticed.json, to be written anew
  int timeout = 60;
};
// Not for people: what `run` starts for each of its workers.
struct WorkerOptions {
  std::string target;
  std::string report;
  int messages = -1;
  bool keep_sandbox = false;
  std::string order = "forward";
  int round = 1;  // which of --repeat it begins with
  double timeout_scale = 1;
  std::vector<std::string> gtest_arguments;
};
struct HelpText {  // --help or --version: to be printed, and that was that
  std::string text;
};

using Command = std::variant<RunOptions, ListOptions, ExplainOptions, DoctorOptions, SysrootOptions,
                             MatrixOptions, DifferOptions, NamesOptions, SelfTestOptions,
                             WorkerOptions, MergeOptions, DiffOptions, VerifyOptions,
                             RequirementsOptions, CheckOptions, HelpText>;

// Throws UsageError, naming what was probably meant.
[[nodiscard]] Command parse_command_line(const std::vector<std::string>& words);

}  // namespace plimsoll::conformance
