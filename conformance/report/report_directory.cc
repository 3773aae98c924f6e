#include "conformance/report/report_directory.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <exception>
#include <system_error>
#include <utility>
#include <vector>

#include "conformance/report/checksums.h"
#include "conformance/report/json_report.h"
#include "conformance/report/junit_report.h"
#include "conformance/report/markdown_report.h"
#include "conformance/report/sha256.h"
#include "conformance/report/write_file.h"
#include "errors/error.h"

namespace plimsoll::conformance {
namespace {

namespace fs = std::filesystem;

constexpr const char* mark = ".plimsoll-report";
constexpr const char* mark_text =
    "A report of plimsoll's. The next run with this --report replaces report.json, junit.xml,\n"
    "summary.md, SHA256SUMS, workers.log and evidence/ here, and nothing else.\n";
constexpr std::array files_of_the_run = {"report.json", "junit.xml", "summary.md", checksums_file};
constexpr std::array files_of_a_target = {"workers.log", "evidence"};

Error unusable(const fs::path& directory, const std::string& cause) {
  return Error({.operation = "use report directory",
                .subject = directory.string(),
                .cause = cause,
                .remedy = "name another one with --report"});
}

void make(const fs::path& directory) {
  std::error_code failed;
  fs::create_directories(directory, failed);
  if (failed) throw unusable(directory, failed.message());
  if (!fs::is_directory(directory)) throw unusable(directory, "not a directory");
}

bool is_there(const fs::path& path) { return fs::exists(fs::symlink_status(path)); }

bool is_ours(const fs::path& directory) {
  return fs::is_regular_file(fs::symlink_status(directory / mark));
}

void refuse_if_somebody_elses(const fs::path& directory) {
  const auto refuse_if_there = [&directory](const char* name) {
    if (!is_there(directory / name)) return;
    throw unusable(directory,
                   std::string("it holds a ") + name + " that no run of plimsoll's made");
  };
  for (const char* name : files_of_the_run) refuse_if_there(name);
  for (const char* name : files_of_a_target) refuse_if_there(name);
}

void take_away(const fs::path& path) {
  std::error_code failed;
  fs::remove_all(path, failed);  // a link is removed, not what it leads to
  if (failed)
    throw unusable(path.parent_path(), "cannot remove " + path.filename().string() +
                                           " of an earlier run: " + failed.message());
}

// With several targets each has a folder of its own, in which its workers write their log.
std::vector<fs::path> folders_of_targets(const fs::path& directory) {
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(directory)) {
    const bool folder = fs::is_directory(entry.symlink_status());
    if (folder && is_there(entry.path() / "workers.log")) folders.push_back(entry.path());
  }
  return folders;
}

void remove_what_a_run_left(const fs::path& directory) {
  for (const fs::path& folder : folders_of_targets(directory)) {
    for (const char* name : files_of_a_target) take_away(folder / name);
    if (fs::is_empty(folder)) take_away(folder);
  }
  for (const char* name : files_of_a_target) take_away(directory / name);
  for (const char* name : files_of_the_run) take_away(directory / name);
}

void mark_as_ours(const fs::path& directory) {
  try {
    write_file(directory / mark, mark_text);
  } catch (const Error& error) {
    throw unusable(directory, "not writable: " + error.story().cause);
  }
}

}  // namespace

ReportDirectory::ReportDirectory(fs::path directory) : directory_(std::move(directory)) {
  make(directory_);
  keep_others_out();
  if (is_ours(directory_)) {
    remove_what_a_run_left(directory_);
  } else {
    refuse_if_somebody_elses(directory_);
  }
  mark_as_ours(directory_);
}

ReportDirectory::~ReportDirectory() {
  if (lock_ >= 0) close(lock_);
}

void ReportDirectory::keep_others_out() {
  lock_ = open(directory_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (lock_ < 0) throw unusable(directory_, std::generic_category().message(errno));
  if (flock(lock_, LOCK_EX | LOCK_NB) == 0) return;
  const std::string why = std::generic_category().message(errno);
  const bool taken = errno == EWOULDBLOCK;
  close(std::exchange(lock_, -1));
  throw unusable(directory_, taken ? "another run is writing to it" : why);
}

void ReportDirectory::write(const RunResult& run) const {
  std::exception_ptr failed;
  const auto attempt = [&failed](const auto& write) {
    try {
      write();
    } catch (const std::exception&) {
      if (!failed) failed = std::current_exception();
    }
  };
  const std::string report = json_report(run);
  attempt([&] { write_file(directory_ / "junit.xml", junit_report(run)); });
  attempt([&] { write_file(directory_ / "summary.md", markdown_report(run)); });
  attempt([&] {
    Checksums sums = checksums_of(directory_);
    sums["report.json"] = sha256(report);
    write_file(directory_ / checksums_file, text_of(sums));
  });
  // Last: whoever sees report.json sees the others too.
  attempt([&] { write_file(directory_ / "report.json", report); });
  if (failed) std::rethrow_exception(failed);
}

}  // namespace plimsoll::conformance
