#pragma once

#include <gtest/gtest.h>
#include <sys/types.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "conformance/command/fake_engine.h"

namespace plimsoll::conformance {

// `plimsoll` as a process, and a directory of the test's own for what it writes.
class Program : public testing::Test {
 protected:
  struct Ended {
    int status = -1;     // the exit code; -1: a signal ended it
    std::string output;  // stdout and stderr
  };

  Program();
  ~Program() override;

  // Throws if it cannot be executed: whoever sends signals must have a pid to send them to.
  pid_t start(std::vector<std::string> words, const std::string& output_name = "output") const;
  Ended finish(pid_t pid, const std::string& output_name = "output") const;
  Ended run(const std::vector<std::string>& words) const { return finish(start(words)); }

  // Two cases on that engine.
  Ended judge(const FakeEngine& engine, const std::vector<std::string>& options = {}) const;

  // What the report says of the cases.
  [[nodiscard]] nlohmann::json cases() const;
  [[nodiscard]] std::vector<std::string> verdicts() const;
  [[nodiscard]] std::set<std::string> names_with(const std::string& verdict) const;

  [[nodiscard]] std::filesystem::path report() const { return directory_ / "report"; }
  [[nodiscard]] std::filesystem::path socket() const { return directory_ / "engine.sock"; }

 private:
  std::filesystem::path directory_;
  std::filesystem::path program_;
};

}  // namespace plimsoll::conformance
