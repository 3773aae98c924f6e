#include "conformance/cases/test_bed.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <csignal>

#include "conformance/cases/target_fault.h"
#include "conformance/verdict/engine_identity.h"
#include "errors/error.h"
#include "fixtures/engine/external.h"
#include "fixtures/image/busybox.h"
#include "fixtures/runtime/kata.h"

namespace plimsoll::conformance {
namespace {

constexpr const char* not_ours = "the target is not ours: ";

std::string first_words(const std::string& line) {
  // "runc version 1.1.5+ds1" -> "1.1.5+ds1"
  const auto at = line.rfind("version ");
  return at == std::string::npos ? line : line.substr(at + 8);
}

}  // namespace

TestBed::TestBed(const Options& options) : target_(Target::parse(options.target)) {
  if (target_.is_sandboxed()) {
    start_sandbox(options.keep_sandbox);
    engines_[""] = start_with_image(configuration_of({}));
  } else {
    runtimes_ = fixtures::detect_runtimes();
    engines_[""] = std::make_unique<EngineUnderTest>(fixtures::connect_external(target_.path));
  }
  gather_facts();
}

void TestBed::start_sandbox(bool keep) {
  auto options = sandbox_for(target_);
  options.keep = keep;
  if (!options.root.empty()) root_ = options.root;
  sandbox_ = fixtures::Sandbox::start(options);
  runtimes_ = fixtures::detect_runtimes(*sandbox_);
  std::filesystem::create_directories(places().canaries);
  link_shim_for_runc();
  testifier_.emplace(sandbox_->directory() / "testifier", path_of("crun"));
  containerd_ = fixtures::Containerd::start(*sandbox_, containerd_for(target_));
  watch_ = std::make_unique<Watch>(*sandbox_, *containerd_);
}

// containerd remembers for good where it found a shim. Through this link it remembers a place where
// a case can put another one for a while (InstalledShim), and all others get the machine's.
void TestBed::link_shim_for_runc() {
  const auto containerd = containerd_for(target_);
  const bool has_its_own = !containerd.path.empty() && target_.containerd.empty();
  const std::string shim = has_its_own
                               ? (containerd.path.front() / "containerd-shim-runc-v2").string()
                               : path_of("containerd-shim-runc-v2");
  if (shim.empty()) return;
  std::filesystem::create_symlink(shim, sandbox_->shims() / "containerd-shim-runc-v2");
}

fixtures::EngineConfiguration TestBed::configuration_of(const Told& told) const {
  fixtures::EngineConfiguration configuration{
      .runtimes = told.runtimes.is_null() ? configured_runtimes(places()) : told.runtimes,
      .default_runtime = told.default_runtime,
      .flags = told.flags};
  if (told.live_restore) configuration.flags.emplace_back("--live-restore");
  return configuration;
}

std::unique_ptr<EngineUnderTest> TestBed::start_engine(
    const fixtures::EngineConfiguration& configuration) {
  auto engine =
      std::make_unique<EngineUnderTest>(start(target_, *sandbox_, *containerd_, configuration));
  if (target_.has_containerd()) watch_->observe(engine->engine().containerd_namespace());
  return engine;
}

std::unique_ptr<EngineUnderTest> TestBed::start_with_image(
    const fixtures::EngineConfiguration& configuration) {
  auto engine = start_engine(configuration);
  fixtures::load_busybox(engine->client());
  return engine;
}

EngineUnderTest& TestBed::engine() {
  EngineUnderTest& engine = *engines_.at("");
  if (is_sandboxed() && !engine.engine().alive()) engine.engine().restart();
  return engine;
}

bool TestBed::engine_was_killed() {
  return std::ranges::any_of(
      engines_, [](auto& one) { return one.second->engine().ending_signal() == SIGKILL; });
}

EngineUnderTest& TestBed::engine_with_default(const std::string& runtime) {
  if (const auto known = engines_.find(runtime); known != engines_.end()) return *known->second;
  try {
    return *(engines_[runtime] = start_with_image(configuration_of({.default_runtime = runtime})));
  } catch (const Error& error) {
    // It did start with our configuration, so it is this default that it does not take.
    engines_.erase(runtime);
    throw TargetFault({.operation = "start the target with the default runtime",
                       .subject = runtime,
                       .cause = error.what(),
                       .remedy = {}});
  }
}

std::unique_ptr<EngineUnderTest> TestBed::start_own(
    const fixtures::EngineConfiguration& configuration) {
  try {
    return start_engine(configuration);
  } catch (const fixtures::EngineEnded&) {
    throw;
  } catch (const Error& error) {
    throw TargetFault(error.story());  // it neither serves nor ends
  }
}

void TestBed::let_go(std::unique_ptr<EngineUnderTest> own) {
  if (!own) return;
  try {
    // The image's snapshot would stay with containerd, which lives on.
    if (own->engine().alive()) {
      own->ask({.verb = "DELETE", .path = "/images/" + std::string(our_image) + "?force=1"});
    }
  } catch (const Error&) {
    spoil();  // what is left goes with the bed
  }
  watch_->forget(own->engine().containerd_namespace());
}

std::string TestBed::lacks(Need need) const {
  switch (need) {
    case Need::witness:
      return is_sandboxed() ? "" : std::string(not_ours) + "what it executes cannot be seen";
    case Need::containerd:
      return is_sandboxed() ? "" : std::string(not_ours) + "its containerd cannot be looked into";
    case Need::image:
      return is_sandboxed() ? "" : std::string(not_ours) + "no image of ours is put into it";
    case Need::configuration:
      return is_sandboxed() ? "" : std::string(not_ours) + "it is not configured by us";
    case Need::runc:
      return path_of("runc").empty() ? "runc is not installed (apt-get install runc)" : "";
    case Need::crun:
      return path_of("crun").empty() ? "crun is not installed (apt-get install crun)" : "";
    case Need::testimony:
      return is_sandboxed() ? "" : std::string(not_ours) + "its containerd finds no shim of ours";
    case Need::runsc:
      return lacks_runsc();
    case Need::runsc_shim:
      return path_of("containerd-shim-runsc-v1").empty()
                 ? "gVisor's shim, containerd-shim-runsc-v1, is not installed; Debian packages none"
                 : "";
    case Need::kata:
      return lacks_kata();
  }
  throw Error({.operation = "look for a capability",
               .subject = std::to_string(static_cast<int>(need)),
               .cause = "nobody knows how to tell whether it is there",
               .remedy = {}});
}

// gVisor's sandbox executes runsc once more, as nobody.
std::string TestBed::lacks_runsc() const {
  if (path_of("runsc").empty()) return "runsc is not installed (apt-get install runsc)";
  const auto root = std::filesystem::status(root_).permissions();
  const bool open = (root & std::filesystem::perms::others_exec) != std::filesystem::perms::none;
  return open ? "" : "runsc does not run where others than root may not enter / (chmod 755 /)";
}

std::string TestBed::lacks_kata() const {
  const auto kata = fixtures::find_kata(root_);
  return kata.lacks.empty()
             ? ""
             : "kata does not run here: " + fmt::format("{}", fmt::join(kata.lacks, "; "));
}

Places TestBed::places() const {
  Places places{
      .canaries = "/nowhere", .runc = path_of("runc"), .crun = path_of("crun"), .testifier = {}};
  places.runsc = path_of("runsc");
  if (is_sandboxed()) {
    places.canaries = (sandbox_->directory() / "canaries").string();
    places.shims = sandbox_->shims().string();
  }
  if (testifier_) places.testifier = testifier_->path().string();
  return places;
}

std::string TestBed::path_of(const std::string& runtime) const {
  const auto found = std::ranges::find(runtimes_, runtime, &fixtures::RuntimeBinary::name);
  if (found == runtimes_.end()) return {};
  const std::filesystem::path real =
      std::filesystem::canonical(root_ / found->path.relative_path());
  return "/" / real.lexically_relative(root_);
}

void TestBed::gather_facts() {
  EngineUnderTest& engine = *engines_.at("");
  facts_.engine_log = engine.engine().log().string();
  for (const fixtures::RuntimeBinary& binary : runtimes_) {
    const std::string version = first_words(binary.version);
    facts_.runtimes.push_back(binary.name + (version.empty() ? "" : " " + version));
  }
  if (is_sandboxed() && target_.has_containerd()) {
    facts_.containerd_version = containerd_->version();
  }
  try {
    const auto identity = identity_of(engine.ask({.verb = "GET", .path = "/version"}).json());
    facts_.target_version = identity.version;
    facts_.engine = identity.engine;
    facts_.api_version = identity.api_version;
  } catch (const Error&) {
    // A target that cannot tell its version may still be judged; but somebody has to be there.
    if (!std::filesystem::exists(engine.engine().socket())) throw;
  }
}

}  // namespace plimsoll::conformance
