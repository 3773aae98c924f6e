#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "conformance/cases/observation.h"
#include "fixtures/engine/containerd.h"
#include "fixtures/sandbox/sandbox.h"
#include "fixtures/witness/containerd_observer.h"
#include "fixtures/witness/witness.h"

namespace plimsoll::conformance {

// Who looks on while a case runs: the kernel's testimony of executions, containerd's of records.
class Watch {
 public:
  Watch(fixtures::Sandbox& sandbox, fixtures::Containerd& containerd);

  // Forgets what was before. Containers made so far belong to earlier cases; what is still executed
  // for them (a shim that cleans up) is not this case's.
  void begin_case();
  void belongs_to_this_case(const std::string& container) { ours_.insert(container); }

  // Since the case began, all of it.
  [[nodiscard]] const std::vector<Execution>& executions();
  // ... and not before there are so many, unless that takes too long.
  [[nodiscard]] std::vector<ContainerRecord> records_made(const std::string& containerd_namespace,
                                                          std::size_t at_least = 0);
  [[nodiscard]] std::vector<ContainerRecord> records_now(const std::string& containerd_namespace);

  // From now on records of that namespace are kept.
  void observe(const std::string& containerd_namespace);
  // And no longer: its engine is gone for good.
  void forget(const std::string& containerd_namespace) { observers_.erase(containerd_namespace); }

 private:
  [[nodiscard]] bool is_of_an_earlier_case(const fixtures::Execution& execution) const;

  fixtures::Containerd& containerd_;
  fixtures::Witness witness_;
  std::map<std::string, std::unique_ptr<fixtures::ContainerdObserver>> observers_;  // by namespace
  std::vector<Execution> executions_;
  std::set<std::string> ours_;
  std::set<std::string> earlier_;
};

}  // namespace plimsoll::conformance
