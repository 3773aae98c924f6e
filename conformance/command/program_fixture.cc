#include "conformance/command/program_fixture.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <system_error>

extern char** environ;

namespace plimsoll::conformance {

namespace fs = std::filesystem;

Program::Program() {
  std::string pattern = (fs::temp_directory_path() / "plimsoll-XXXXXX").string();
  directory_ = mkdtemp(pattern.data());
  const char* programs = std::getenv("PLIMSOLL_PROGRAMS");
  program_ = fs::path(programs == nullptr ? "." : programs) / "plimsoll";
}

Program::~Program() { fs::remove_all(directory_); }

pid_t Program::start(std::vector<std::string> words, const std::string& output_name) const {
  words.insert(words.begin(), program_.string());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  const std::string output = (directory_ / output_name).string();
  posix_spawn_file_actions_addopen(&actions, 1, output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawn_file_actions_adddup2(&actions, 1, 2);
  pid_t pid = -1;
  const int failed = posix_spawn(&pid, argv[0], &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  // Thrown, not expected: a pid of -1 would have kill() reach every process there is.
  if (failed != 0) throw std::system_error(failed, std::generic_category(), program_.string());
  return pid;
}

Program::Ended Program::finish(pid_t pid, const std::string& output_name) const {
  int status = 0;
  waitpid(pid, &status, 0);
  std::ifstream file(directory_ / output_name);
  return {.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1,
          .output = {std::istreambuf_iterator<char>(file), {}}};
}

Program::Ended Program::judge(const FakeEngine& engine,
                              const std::vector<std::string>& options) const {
  std::vector<std::string> words = {
      "run",      "--target",        engine.target(),
      "--report", report().string(), "--jobs",
      "1",        "--filter",        "Texts.AbsolutePath:Texts.WithoutDot"};
  words.insert(words.end(), options.begin(), options.end());
  return run(words);
}

nlohmann::json Program::cases() const {
  std::ifstream file(report() / "report.json");
  return nlohmann::json::parse(file).at("targets").at(0).at("cases");
}

std::vector<std::string> Program::verdicts() const {
  std::vector<std::string> verdicts;
  const auto all = cases();
  for (const auto& one : all) verdicts.push_back(one.at("verdict"));
  return verdicts;
}

std::set<std::string> Program::names_with(const std::string& verdict) const {
  std::set<std::string> names;
  const auto all = cases();
  for (const auto& one : all) {
    if (one.at("verdict") == verdict) names.insert(one.at("case").get<std::string>());
  }
  return names;
}

}  // namespace plimsoll::conformance
