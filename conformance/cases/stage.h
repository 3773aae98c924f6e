#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/cases/answer.h"
#include "conformance/cases/audit.h"
#include "conformance/cases/boot.h"
#include "conformance/cases/log_slice.h"
#include "conformance/cases/observation.h"
#include "conformance/cases/placed.h"
#include "conformance/cases/test_bed.h"
#include "conformance/catalogue/case_description.h"
#include "conformance/names/names_to_try.h"
#include "conformance/names/vector_line.h"
#include "fixtures/shim/installed_shim.h"
#include "fixtures/witness/canary.h"

namespace plimsoll::conformance {

// A container as a client asks for it.
struct Asked {
  std::optional<std::string> runtime;  // HostConfig.Runtime; nothing: not in the body
  std::string image = std::string(our_image);
  std::vector<std::string> command = {"/bin/sh", "-c", "echo plimsoll ran; exit 42"};
  std::string name = {};  // the container's; empty: the one made for this case
  nlohmann::json host = nlohmann::json::object();    // more of HostConfig
  nlohmann::json config = nlohmann::json::object();  // more of the body's top level
};

// What our containers' command leaves behind, so that nobody takes an accident for a run.
inline constexpr int our_exit_status = 42;
inline constexpr std::string_view our_output = "plimsoll ran";

// What one case acts through and looks through. It begins when the case does, keeps everything that
// was said and seen, and at the end removes what the case made and writes the evidence.
//
//   const Answer answer_to_create = stage.create({.runtime = "io.containerd.kata.v2"});
//   EXPECT_THAT(answer_to_create, Answered(201));
//   const Answer answer_to_start = stage.start(answer_to_create.id());
//   EXPECT_THAT(answer_to_start, Answered(204));
//   EXPECT_THAT(stage.recorded(), ElementsAre(HasRuntime("io.containerd.kata.v2")));
class Stage {
 public:
  Stage(TestBed& bed, const CaseDescription& description, std::filesystem::path evidence);
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  // Runs the case on this stage; afterwards, however it went, tidies up and writes the evidence.
  void perform(const std::function<void(Stage&)>& body);

  // Ends the case here. For a case that cannot go on after an expectation failed: what would follow
  // says nothing new. Asking about a container that was never created does the same.
  [[noreturn]] void stop();

  // --- prepare
  // From here on the case speaks with an engine that has this default runtime.
  void use_engine_with_default(const std::string& runtime);
  // Starts an engine for this case alone, and tells how that ended. If it serves, the case speaks
  // with it from here on; at the case's end it is gone.
  Boot boot(const fixtures::EngineConfiguration& configuration);
  // The same, with an image of ours in it. An engine that does not serve has failed the case.
  void use_engine_configured(const fixtures::EngineConfiguration& configuration);
  void use_own_engine(const Told& told = {});  // configured as all are, apart from what it is told
  // Ends that engine (SIGTERM, unless it is dead), starts it with the same data, and tells how that
  // ended. If it does not serve, the case goes on with restart_engine().
  Boot reboot(const Told& told);
  void restart_engine(const Told& told = {});  // one that does not come back is a TargetFault
  void kill_engine();                          // SIGKILL
  // Has it read this as its configuration again (nothing: there is no file any more).
  fixtures::Reload reload(const std::optional<std::string>& daemon_json);
  // The requests from here on are made in that version of the API: "1.24"; "": in none.
  void speak_version(const std::string& version);
  // Puts our own shim on containerd's PATH, where containerd finds it under this runtime name: it
  // really runs containers, and testifies. Returns what has to be executed. The machine's shim for
  // runc stands back for the rest of the case when the name leads to it.
  std::filesystem::path install_shim(std::string_view runtime_name);
  // Plants an executable wherever containerd could be led by this name.
  void plant_canaries(std::string_view runtime_name);
  // One at this place.
  std::filesystem::path plant_canary(const std::filesystem::path& path);
  // Something else at this place, and away with it again.
  void place(const Placed::What& what);
  void take_away_what_was_placed() { placed_.clear(); }
  void take_away_shims();  // what install_shim() put there, with its testimony
  // The directory that containerd looks into first on its PATH, and the one that it runs in.
  [[nodiscard]] std::filesystem::path shims() const;
  [[nodiscard]] std::filesystem::path containerds_directory() const;
  [[nodiscard]] Places places() const { return bed_.places(); }

  // The engine as a case of the `audit` area sees it.
  [[nodiscard]] Audit audit() { return Audit(*engine_); }

  // --- act: one request each
  Answer create(const Asked& asked);
  Answer create_with_body(const nlohmann::json& body, const std::string& name = {});
  Answer create_with(const Request& request);  // any other way; what comes of it is kept in mind
  Answer start(const std::string& container);
  Answer wait(const std::string& container);  // until it ended
  Answer inspect(const std::string& container);
  Answer logs(const std::string& container);
  Answer list();  // all containers
  Answer info();
  Answer events();  // all since the case's own engine was started
  Answer remove(const std::string& container);
  // Any other one: steps.h has names for most.
  Answer ask(const Request& request);

  // --- act and observe at once
  // Asks for a container with each of very many names, canaries wherever one could lead. Those that
  // were treated otherwise than the rule says, each shrunk; for vectors/names.json they are in the
  // evidence as well.
  [[nodiscard]] std::vector<Counterexample> try_out(const NamesToTry& names);

  // --- observe: what happened since the case began, from outside the engine
  // ... or since here. The evidence keeps all.
  void look_from_here();
  [[nodiscard]] std::vector<Execution> executed();
  [[nodiscard]] std::vector<ContainerRecord> recorded();     // records made in containerd
  [[nodiscard]] std::vector<ContainerRecord> records_now();  // records there are
  // The records made, once there are so many: for what an engine does by itself.
  [[nodiscard]] std::vector<ContainerRecord> await_records(std::size_t count);
  [[nodiscard]] std::vector<std::string> canaries_executed() const;
  // What a shim that install_shim() put there was told, in its own words.
  [[nodiscard]] std::vector<ToldToShim> testimony_of(const std::filesystem::path& shim);
  // How the OCI runtime of `crun-with-arguments` was called.
  [[nodiscard]] std::vector<std::string> calls_of_the_testifier() const;

  // Whether a process runs that the engine names, by the number it has in the sandbox.
  [[nodiscard]] bool is_running(const nlohmann::json& pid) const;

  // What that process executes: a file of the sandbox; empty: there is no such process.
  [[nodiscard]] std::filesystem::path program_of(const nlohmann::json& pid) const;
  [[nodiscard]] static std::string kernel_of_the_host();  // "6.1.0-13-amd64"

  // Bundles and mounts that are there for this container, and everything mounted.
  [[nodiscard]] std::vector<std::string> remains_of(const std::string& container) const;
  [[nodiscard]] std::vector<std::string> mounts() const;

  // For somebody who wants to ask on connections of his own.
  [[nodiscard]] const std::filesystem::path& socket() const { return engine_->engine().socket(); }

  // The namespace in which the engine keeps its containers in containerd.
  [[nodiscard]] std::string containerd_namespace() const;

  // Whether it has one: podman runs without, and then what containerd was told is not asked about.
  [[nodiscard]] bool engine_has_containerd() const { return bed_.engine_has_containerd(); }

  // A name for what a failed case shows, where it has one (silent_downgrade.h); else empty.
  [[nodiscard]] const std::string& violation() const { return violation_; }

  // The container's name in this case; create uses it unless told otherwise.
  [[nodiscard]] const std::string& container_name() const { return container_name_; }

 private:
  // A container that was asked for with a runtime, and accepted.
  struct Accepted {
    std::string asked;
    std::string container;
    nlohmann::json answer;
  };
  void use(EngineUnderTest& engine);
  void name_the_violation();
  // Ends the case: what it wants to see cannot be seen with this engine. If what can be seen is a
  // violation all the same, the case has failed; else it is skipped.
  void expect_containerd();
  void remove_containers();
  void use_own();
  void leave_own_engine();
  [[nodiscard]] fixtures::Engine& own();
  [[nodiscard]] std::string path_of(const std::string& container, const std::string& action);
  void tidy_up();
  void write_evidence();

  TestBed& bed_;
  std::filesystem::path evidence_;
  std::string container_name_;
  EngineUnderTest* engine_ = nullptr;
  std::unique_ptr<EngineUnderTest> own_;
  std::size_t executions_before_ = 0;  // look_from_here()
  std::size_t records_before_ = 0;
  std::optional<LogSlice> engine_log_;
  std::optional<LogSlice> containerd_log_;
  std::vector<fixtures::Canary> canaries_;
  std::vector<Placed> placed_;
  std::vector<std::string> made_;  // ids of containers
  std::vector<Accepted> accepted_;
  std::string violation_;
  std::vector<fixtures::InstalledShim> installed_;
  std::vector<Counterexample> counterexamples_;
};

}  // namespace plimsoll::conformance
