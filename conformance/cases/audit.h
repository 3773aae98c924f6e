#pragma once

#include <string>

#include "conformance/cases/answer.h"
#include "conformance/cases/engine_under_test.h"

namespace plimsoll::conformance {

// All that a case of the `audit` area is handed: it can look and ask, but there is no way from here
// to a container. So it may be run against an engine that somebody works with.
//
//   EXPECT_THAT(audit.would_take("/bin/true"), Answered(400));      // refused
//   EXPECT_THAT(audit.would_take("runc"), Answered(404));           // taken; the image is not
//   there
class Audit {
 public:
  explicit Audit(EngineUnderTest& engine) : engine_(engine) {}

  // What the engine says to a container with this runtime. It is asked for with an image that is
  // nowhere: a name that is taken is answered with 404, as the runtime is looked at first
  // (moby 6de52a29a8:daemon/create.go:65). An engine that makes one of it all the same has it
  // removed, and is a TargetFault.
  Answer would_take(const std::string& runtime);

  Answer info();
  Answer version();
  Answer list();

 private:
  EngineUnderTest& engine_;
};

}  // namespace plimsoll::conformance
