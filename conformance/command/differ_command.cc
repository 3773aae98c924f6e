#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>

#include "conformance/cases/played_engine.h"
#include "conformance/command/commands.h"
#include "conformance/command/machine.h"
#include "conformance/command/plan.h"
#include "conformance/command/usage_error.h"
#include "conformance/data/data_file.h"
#include "conformance/differ/difference.h"
#include "conformance/differ/generated_sequences.h"
#include "conformance/report/conclusion.h"
#include "conformance/report/printable.h"
#include "conformance/report/write_file.h"
#include "conformance/runner/interruption.h"

namespace plimsoll::conformance {
namespace {

// The sequences of a file that an earlier run wrote.
std::vector<Sequence> read_sequences(const std::string& file) {
  const auto json = nlohmann::json::parse(text_of_data_file(file), nullptr, false);
  const auto refuse = [&](const std::string& why) {
    throw UsageError("--replay: " + file + ": " + why);
  };
  if (!json.is_object() || json.value("format", "") != "plimsoll-differences-1") {
    refuse("it is no file of differences (plimsoll-differences-1)");
  }
  std::vector<Sequence> sequences;
  for (const auto& one : json.at("differences")) {
    Sequence& sequence = sequences.emplace_back();
    for (const auto& line : one.at("sequence")) {
      const auto operation = operation_from(line.get<std::string>());
      if (!operation) refuse("there is no such operation: " + line.get<std::string>());
      sequence.push_back(*operation);
    }
  }
  return sequences;
}

class DifferRun {
 public:
  explicit DifferRun(const DifferOptions& options)
      : options_(options),
        one_(options.targets[0]),
        other_(options.targets[1]),
        generated_({.seed = static_cast<std::uint64_t>(options.seed)}) {
    if (!options.replay.empty()) replayed_ = read_sequences(options.replay);
  }

  ExitCode run() {
    const Interruption interruption;
    const std::size_t count =
        replayed_.empty() ? static_cast<std::size_t>(options_.count) : replayed_.size();
    for (; done_ < count && !interruption.happened(); ++done_) {
      progress(count);
      const Sequence sequence = replayed_.empty() ? generated_.at(done_) : replayed_[done_];
      if (const auto difference = play(sequence)) add(*difference);
    }
    erase_progress();
    tell(count);
    save();
    if (done_ < count) return ExitCode::harness_failed;
    return causes_.empty() ? ExitCode::as_expected : ExitCode::violated;
  }

 private:
  std::optional<Difference> play(const Sequence& sequence) {
    return first_difference(sequence, one_.play(sequence), other_.play(sequence));
  }

  void add(const Difference& difference) {
    const auto [known, is_new] = causes_.try_emplace(difference.cause());
    ++known->second.count;
    if (!is_new) return;
    known->second.example =
        shrunk(difference, [this](const Sequence& sequence) { return play(sequence); });
    save();  // what comes later may not come
  }

  [[nodiscard]] std::vector<const Cause*> by_count() const {
    std::vector<const Cause*> ordered;
    for (const auto& [name, cause] : causes_) ordered.push_back(&cause);
    std::ranges::stable_sort(ordered, std::ranges::greater{}, &Cause::count);
    return ordered;
  }

  static std::string title(const std::string& target, const TargetReady& facts) {
    return fmt::format(
        "{} {}{}", target, facts.target_version,
        facts.containerd_version.empty() ? "" : " on containerd " + facts.containerd_version);
  }

  void tell(std::size_t count) const {
    std::size_t number = 0;
    for (const Cause* cause : by_count()) {
      std::cout << fmt::format("\n{}. {} of {} sequences\n", ++number, cause->count, done_);
      for (const Operation& operation : cause->example.sequence) {
        std::cout << "     " << printable(to_text(operation)) << "\n";
      }
      for (std::size_t i = 0; i < 2; ++i) {
        std::cout << fmt::format("   {:<28} {}\n", options_.targets[i] + ":",
                                 printable(cause->example.seen[i]));
      }
    }
    std::cout << fmt::format(
        "\n{} and {}: {} of {} sequences of seed {}, {}\n",
        title(options_.targets[0], one_.facts()), title(options_.targets[1], other_.facts()), done_,
        count, options_.seed, counted(causes_.size(), "way") + " in which they differ");
    if (!causes_.empty()) std::cout << "Saved: " << options_.save << "\n";
    std::cout << std::flush;
  }

  void save() const {
    nlohmann::ordered_json file = {
        {"format", "plimsoll-differences-1"},
        {"targets", options_.targets},
        {"versions", {one_.facts().target_version, other_.facts().target_version}},
        {"seed", options_.seed},
        {"differences", nlohmann::ordered_json::array()}};
    for (const Cause* cause : by_count()) {
      nlohmann::ordered_json sequence = nlohmann::ordered_json::array();
      for (const Operation& operation : cause->example.sequence)
        sequence.push_back(to_text(operation));
      file["differences"].push_back(
          {{"count", cause->count}, {"sequence", sequence}, {"seen", cause->example.seen}});
    }
    if (!causes_.empty()) {
      write_file(options_.save,
                 file.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
    }
  }

  void progress(std::size_t count) const {
    if (isatty(STDOUT_FILENO) != 1) return;
    std::cout << fmt::format("\r\x1b[2K{}/{} sequences, {}", done_, count,
                             counted(causes_.size(), "difference"))
              << std::flush;
  }
  static void erase_progress() {
    if (isatty(STDOUT_FILENO) == 1) std::cout << "\r\x1b[2K" << std::flush;
  }

  const DifferOptions& options_;
  PlayedEngine one_;
  PlayedEngine other_;
  GeneratedSequences generated_;
  std::vector<Sequence> replayed_;
  std::map<std::string, Cause> causes_;
  std::size_t done_ = 0;
};

}  // namespace

ExitCode differ_command(const DifferOptions& options) {
  if (options.targets.size() != 2)
    throw UsageError("--targets: two, as in dockerd@bookworm,dockerd@trixie");
  if (options.count < 1) throw UsageError("--count: a number from 1 on");
  for (const std::string& target : options.targets) {
    check_target(target);
    if (target.starts_with("unix://")) {
      throw UsageError("--targets: `" + target + "` is not ours: it is not configured by us");
    }
    if (const std::string why = missing_for_sandboxed_target(target); !why.empty()) {
      std::cerr << "plimsoll: " << target << ": " << why << "\n";
      return ExitCode::harness_failed;
    }
  }
  return DifferRun(options).run();
}

}  // namespace plimsoll::conformance
