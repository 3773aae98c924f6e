#pragma once

#include <memory>
#include <string>
#include <vector>

#include "conformance/cases/test_bed.h"
#include "conformance/differ/operation.h"

namespace plimsoll::conformance {

// A target that sequences of operations are played on, one after the other. What one leaves is not
// the next one's: containers are removed, and an engine that was configured anew is thrown away.
//
//   PlayedEngine trixie("dockerd@trixie");
//   trixie.play({{Verb::create, "io.containerd.kata.v2"}, {Verb::start}});
class PlayedEngine {
 public:
  explicit PlayedEngine(const std::string& target);

  // An engine that is gone answers "gone" from then on.
  [[nodiscard]] Answers play(const Sequence& sequence);

  [[nodiscard]] const TargetReady& facts() const { return bed_.facts(); }

 private:
  std::string perform(const Operation& operation);
  std::string create(const std::string& runtime);
  std::string start();
  std::string inspect();
  std::string info();
  std::string reload(const std::string& daemon_json);
  std::string restart(const std::string& daemon_json);
  void begin(const Sequence& sequence);
  void end();

  // Without what differs between any two engines: directories, ids, times.
  [[nodiscard]] std::string comparable(std::string text) const;

  TestBed bed_;
  std::unique_ptr<EngineUnderTest> own_;
  EngineUnderTest* engine_ = nullptr;
  bool gone_ = false;
  std::vector<std::string> made_;  // ids
};

}  // namespace plimsoll::conformance
