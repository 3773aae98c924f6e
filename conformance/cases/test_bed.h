#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/cases/engine_under_test.h"
#include "conformance/cases/observation.h"
#include "conformance/catalogue/case_description.h"
#include "conformance/runner/worker_message.h"
#include "conformance/vectors/vectors.h"
#include "fixtures/engine/containerd.h"
#include "fixtures/sandbox/sandbox.h"
#include "fixtures/witness/containerd_observer.h"
#include "fixtures/witness/witness.h"

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
  explicit TestBed(Options options);
  ~TestBed();
  TestBed(const TestBed&) = delete;
  TestBed& operator=(const TestBed&) = delete;

  // Why that is not there; empty if it is.
  [[nodiscard]] std::string lacks(Need need) const;
  [[nodiscard]] const TargetReady& facts() const { return facts_; }
  [[nodiscard]] Places places() const;

  // The engine with our configuration and no default runtime of its own; started again if a case
  // was its end.
  EngineUnderTest& engine();
  // One with this default runtime, started when it is first asked for.
  EngineUnderTest& engine_with_default(const std::string& runtime);

  // Not with an external engine.
  [[nodiscard]] fixtures::Sandbox& sandbox() { return *sandbox_; }
  [[nodiscard]] fixtures::Containerd& containerd() { return *containerd_; }
  [[nodiscard]] fixtures::Witness& witness() { return *witness_; }
  [[nodiscard]] fixtures::ContainerdObserver& observer() { return *observer_; }
  [[nodiscard]] bool is_sandboxed() const { return sandbox_ != nullptr; }

  // A case may have led containerd to remember what the next ones must not meet. The worker makes
  // a new bed then.
  void spoil() { spoiled_ = true; }
  [[nodiscard]] bool is_spoiled() const { return spoiled_; }
};

}  // namespace plimsoll::conformance
