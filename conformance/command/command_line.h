#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace plimsoll::conformance {

// What was typed, as typed: values are checked where they are used.
struct RunOptions {
  std::vector<std::string> targets;
  std::string edition;
  std::string filter;
  std::vector<std::string> areas;
  std::string level = "may";
  int jobs = 0;  // 0: as many as there are cores
  std::string shard;
  std::string report = "report";
  std::vector<std::string> required_capabilities;
  bool keep_sandbox = false;
  int timeout = 30;
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
struct DoctorOptions {};
// Not for people: what `run` starts for each of its workers.
struct WorkerOptions {
  std::string target;
  std::string report;
  int messages = -1;
  bool keep_sandbox = false;
  std::vector<std::string> gtest_arguments;
};
struct HelpText {  // --help or --version: to be printed, and that was that
  std::string text;
};

using Command =
    std::variant<RunOptions, ListOptions, ExplainOptions, DoctorOptions, WorkerOptions, HelpText>;

// Throws UsageError, naming what was probably meant.
[[nodiscard]] Command parse_command_line(const std::vector<std::string>& words);

}  // namespace plimsoll::conformance
