#include "conformance/report/checksums.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <sstream>

#include "conformance/report/sha256.h"

namespace plimsoll::conformance {
namespace {

namespace fs = std::filesystem;

constexpr std::array files_of_the_run = {"report.json", "junit.xml", "summary.md"};
constexpr std::size_t digits = 64;

std::string content_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

class Folder {
 public:
  explicit Folder(fs::path report) : report_(std::move(report)) {}

  Checksums sums() {
    for (const char* name : files_of_the_run) add(report_ / name);
    add_target(report_);
    for (const auto& entry : fs::directory_iterator(report_)) {
      const bool folder = fs::is_directory(entry.symlink_status());
      if (folder && fs::exists(entry.path() / "workers.log")) add_target(entry.path());
    }
    return std::move(sums_);
  }

 private:
  void add(const fs::path& file) {
    if (!fs::is_regular_file(fs::symlink_status(file))) return;
    sums_[file.lexically_relative(report_).string()] = sha256(content_of(file));
  }
  void add_target(const fs::path& place) {
    add(place / "workers.log");
    if (!fs::is_directory(fs::symlink_status(place / "evidence"))) return;
    for (const auto& entry : fs::recursive_directory_iterator(place / "evidence")) {
      add(entry.path());
    }
  }

  fs::path report_;
  Checksums sums_;
};

}  // namespace

Checksums checksums_of(const fs::path& report) { return Folder(report).sums(); }

std::string text_of(const Checksums& checksums) {
  std::string text;
  for (const auto& [file, sum] : checksums) text += sum + "  " + file + "\n";
  return text;
}

std::vector<std::string> not_as_summed(const fs::path& report) {
  if (!fs::exists(report / checksums_file)) {
    return {std::string("there is no ") + checksums_file};
  }
  Checksums told;
  std::istringstream lines(content_of(report / checksums_file));
  for (std::string line; std::getline(lines, line);) {
    if (line.size() > digits + 2) told[line.substr(digits + 2)] = line.substr(0, digits);
  }
  std::vector<std::string> faults;
  const Checksums found = checksums_of(report);
  for (const auto& [file, sum] : told) {
    const auto at = found.find(file);
    if (at == found.end()) {
      faults.push_back(file + " is missing");
    } else if (at->second != sum) {
      faults.push_back(file + " was changed");
    }
  }
  for (const auto& [file, sum] : found) {
    if (!told.contains(file)) faults.push_back(file + " was added");
  }
  return faults;
}

}  // namespace plimsoll::conformance
