// write_sample_reports DIRECTORY: the reports of every sample run, for the check against the
// schema.
#include <filesystem>
#include <iostream>

#include "conformance/report/json_report.h"
#include "conformance/report/junit_report.h"
#include "conformance/report/sample_run.h"
#include "conformance/report/write_file.h"

int main(int argc, char** argv) {
  using namespace plimsoll::conformance;
  if (argc != 2) {
    std::cerr << "usage: write_sample_reports DIRECTORY\n";
    return 2;
  }
  const std::filesystem::path directory = argv[1];
  const std::pair<const char*, RunResult> runs[] = {{"sample", sample_run()},
                                                    {"conforming", conforming_run()},
                                                    {"interrupted", interrupted_run()},
                                                    {"without_target", run_without_target()},
                                                    {"expectations", run_with_expectations()},
                                                    {"hostile", hostile_run()}};
  for (const auto& [name, run] : runs) {
    write_file(directory / name / "report.json", json_report(run));
    write_file(directory / name / "junit.xml", junit_report(run));
  }
}
