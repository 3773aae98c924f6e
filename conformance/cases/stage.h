#pragma once

#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/cases/answer.h"
#include "conformance/cases/log_slice.h"
#include "conformance/cases/observation.h"
#include "conformance/cases/test_bed.h"
#include "conformance/catalogue/case_description.h"
#include "fixtures/shim/installed_shim.h"
#include "fixtures/witness/canary.h"

namespace plimsoll::conformance {

// A container as a client asks for it.
struct Asked {
  std::optional<std::string> runtime;  // HostConfig.Runtime; nothing: not in the body
  std::string image = std::string(our_image);
  std::vector<std::string> command = {"/bin/sh", "-c", "echo plimsoll ran; exit 42"};
  std::string name = {};  // the container's; empty: the one made for this case
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
  // Puts our own shim on containerd's PATH, where containerd finds it under this runtime name: it
  // really runs containers, and testifies. Returns what has to be executed. The machine's shim for
  // runc stands back for the rest of the case when the name leads to it.
  std::filesystem::path install_shim(std::string_view runtime_name);
  // Plants an executable wherever containerd could be led by this name.
  void plant_canaries(std::string_view runtime_name);
  [[nodiscard]] Places places() const { return bed_.places(); }

  // --- act: one request each
  Answer create(const Asked& asked);
  Answer create_with_body(const nlohmann::json& body, const std::string& name = {});
  Answer start(const std::string& container);
  Answer wait(const std::string& container);  // until it ended
  Answer inspect(const std::string& container);
  Answer logs(const std::string& container);
  Answer list();  // all containers
  Answer info();
  Answer remove(const std::string& container);

  // --- observe: what happened since the case began, from outside the engine
  [[nodiscard]] std::vector<Execution> executed();
  [[nodiscard]] std::vector<ContainerRecord> recorded();     // records made in containerd
  [[nodiscard]] std::vector<ContainerRecord> records_now();  // records there are
  [[nodiscard]] std::vector<std::string> canaries_executed() const;
  // What a shim that install_shim() put there was told, in its own words.
  [[nodiscard]] std::vector<ToldToShim> testimony_of(const std::filesystem::path& shim) const;
  // How the OCI runtime of `crun-with-arguments` was called.
  [[nodiscard]] std::vector<std::string> calls_of_the_testifier() const;

  // The namespace in which the engine keeps its containers in containerd.
  [[nodiscard]] std::string containerd_namespace() const;

  // The container's name in this case; create uses it unless told otherwise.
  [[nodiscard]] const std::string& container_name() const { return container_name_; }

 private:
  void use(EngineUnderTest& engine);
  [[nodiscard]] std::string path_of(const std::string& container, const std::string& action);
  void tidy_up();
  void write_evidence();

  TestBed& bed_;
  std::filesystem::path evidence_;
  std::string container_name_;
  EngineUnderTest* engine_ = nullptr;
  std::optional<LogSlice> engine_log_;
  std::optional<LogSlice> containerd_log_;
  std::vector<fixtures::Canary> canaries_;
  std::vector<std::string> made_;  // ids of containers
  std::vector<fixtures::InstalledShim> installed_;
};

}  // namespace plimsoll::conformance
