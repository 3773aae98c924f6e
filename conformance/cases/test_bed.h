#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/cases/boot.h"
#include "conformance/cases/engine_under_test.h"
#include "conformance/cases/target.h"
#include "conformance/cases/testifier.h"
#include "conformance/cases/watch.h"
#include "conformance/catalogue/case_description.h"
#include "conformance/runner/worker_message.h"
#include "conformance/vectors/vectors.h"
#include "fixtures/runtime/runtime_binary.h"

namespace plimsoll::conformance {

// The image every container of ours is made from.
inline constexpr std::string_view our_image = "plimsoll/busybox:latest";

// What the cases of one worker stand on: a sandbox with a containerd in it, the engine under test
// on top, and who watches them. An external engine comes without sandbox and watchers; the cases
// that need those are skipped.
class TestBed {
 public:
  struct Options {
    std::string target;  // "reference", "dockerd=/usr/sbin/dockerd", "unix:///run/x.sock"
    bool keep_sandbox = false;
  };
  explicit TestBed(const Options& options);

  // Why that is not there; empty if it is.
  [[nodiscard]] std::string lacks(Need need) const;
  [[nodiscard]] const TargetReady& facts() const { return facts_; }
  [[nodiscard]] Places places() const;

  // The engine with our configuration and no default runtime of its own; started again if a case
  // was its end.
  EngineUnderTest& engine();
  // One with this default runtime besides, started when it is first asked for.
  EngineUnderTest& engine_with_default(const std::string& runtime);
  // One for the caller alone, with this configuration and nothing else. Throws
  // fixtures::EngineEnded if it ends instead of serving, TargetFault if it does neither.
  [[nodiscard]] std::unique_ptr<EngineUnderTest> start_own(
      const fixtures::EngineConfiguration& configuration);
  void let_go(std::unique_ptr<EngineUnderTest> own);  // its image is removed with it
  [[nodiscard]] fixtures::EngineConfiguration configuration_of(const Told& told) const;

  // Whether an engine of ours was ended by a SIGKILL that is not ours.
  [[nodiscard]] bool engine_was_killed();

  // Beside an engine that has none of its own (podman) a containerd runs as well, so that what
  // would lead a containerd astray is laid out in the same way.
  [[nodiscard]] bool engine_has_containerd() const { return target_.has_containerd(); }

  // Not with an external engine.
  [[nodiscard]] bool is_sandboxed() const { return sandbox_ != nullptr; }
  [[nodiscard]] fixtures::Sandbox& sandbox() { return *sandbox_; }
  [[nodiscard]] fixtures::Containerd& containerd() { return *containerd_; }
  [[nodiscard]] Watch& watch() { return *watch_; }
  [[nodiscard]] const Testifier& testifier() const { return *testifier_; }

  // A case may have led containerd to remember what the next ones must not meet. The worker makes
  // a new bed then.
  void spoil() { spoiled_ = true; }
  [[nodiscard]] bool is_spoiled() const { return spoiled_; }

 private:
  std::unique_ptr<EngineUnderTest> start_engine(const fixtures::EngineConfiguration& configuration);
  std::unique_ptr<EngineUnderTest> start_with_image(
      const fixtures::EngineConfiguration& configuration);
  void start_sandbox(bool keep);
  void link_shim_for_runc();
  void gather_facts();
  [[nodiscard]] std::string lacks_runsc() const;
  [[nodiscard]] std::string lacks_kata() const;
  [[nodiscard]] std::string path_of(const std::string& runtime) const;

  Target target_;
  std::filesystem::path root_ = "/";  // of the sandbox, as the host sees it
  std::vector<fixtures::RuntimeBinary> runtimes_;
  // What is on top goes first: the engines before containerd, all before the sandbox.
  std::unique_ptr<fixtures::Sandbox> sandbox_;
  std::unique_ptr<fixtures::Containerd> containerd_;
  std::unique_ptr<Watch> watch_;
  std::optional<Testifier> testifier_;
  std::map<std::string, std::unique_ptr<EngineUnderTest>> engines_;  // by default runtime
  TargetReady facts_;
  bool spoiled_ = false;
};

}  // namespace plimsoll::conformance
