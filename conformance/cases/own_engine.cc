// A stage's engine for one case alone: how it starts, ends, and takes another configuration.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/cases/judge.h"
#include "conformance/cases/stage.h"
#include "conformance/cases/target_fault.h"
#include "fixtures/http/http_client.h"
#include "fixtures/image/busybox.h"

namespace plimsoll::conformance {
namespace {

void skip_for_want_of_daemon_json() {
  testing::Test::RecordProperty(lacking_property, std::string(to_string(Need::configuration)));
  GTEST_SKIP() << "the target has no daemon.json: it is configured in another way";
}

// Ends the case with an engine that is configured in another way. That which runs without
// containerd is podman, whose file is containers.conf: it has neither directives nor flags of
// dockerd's, and is never read again.
void expect_daemon_json(Stage& stage) {
  if (stage.engine_has_containerd()) return;
  skip_for_want_of_daemon_json();
  stage.stop();
}

}  // namespace

void Stage::leave_own_engine() {
  if (!own_) return;
  remove_containers();
  use(bed_.engine());
  bed_.let_go(std::move(own_));
}

fixtures::Engine& Stage::own() {
  if (own_) return own_->engine();
  throw Error({.operation = "restart or kill the engine in",
               .subject = container_name_,
               .cause = "other cases use this engine too",
               .remedy = "call use_own_engine() first"});
}

void Stage::use_own() {
  use(*own_);
  own_->has_served();
  engine_log_.emplace(LogSlice::whole(own_->engine().log()));
}

Boot Stage::boot(const fixtures::EngineConfiguration& configuration) {
  if (configuration.daemon_json) expect_daemon_json(*this);
  leave_own_engine();
  try {
    own_ = bed_.start_own(configuration);
  } catch (const fixtures::EngineEnded& ended) {
    engine_log_.emplace(LogSlice::whole(ended.ending().log));
    return {.ended = ended.ending().status, .said = ended.ending().said};
  }
  use_own();
  return {.ended = std::nullopt, .said = engine_log_->text()};
}

void Stage::use_engine_configured(const fixtures::EngineConfiguration& configuration) {
  const Boot start_of_the_engine = boot(configuration);
  EXPECT_THAT(start_of_the_engine, Serves());
  if (start_of_the_engine.ended) stop();
  try {
    fixtures::load_busybox(own_->client());
  } catch (const Error& error) {
    throw TargetFault(error.story());  // others of its kind have taken this image
  }
  use_own();
}

void Stage::use_own_engine(const Told& told) { use_engine_configured(bed_.configuration_of(told)); }

Boot Stage::reboot(const Told& told) {
  try {
    own().restart(bed_.configuration_of(told));
  } catch (const fixtures::EngineEnded& ended) {
    return {.ended = ended.ending().status, .said = ended.ending().said};
  }
  return {.ended = std::nullopt, .said = engine_log_->text()};
}

void Stage::restart_engine(const Told& told) {
  try {
    own().restart(bed_.configuration_of(told));
  } catch (const Error& error) {
    throw TargetFault({.operation = "start the target again",
                       .subject = own().name(),
                       .cause = error.what(),
                       .remedy = {}});
  }
}

void Stage::kill_engine() { own().kill(); }

fixtures::Reload Stage::reload(const std::optional<std::string>& daemon_json) {
  expect_daemon_json(*this);
  try {
    return engine_->engine().reload(daemon_json);
  } catch (const fixtures::HttpError& error) {
    throw TargetFault(error.story());  // it does not tell of events
  }
}

}  // namespace plimsoll::conformance
