#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/cases/answer.h"
#include "conformance/cases/observation.h"
#include "conformance/cases/test_bed.h"
#include "conformance/catalogue/case_description.h"

namespace plimsoll::conformance {

// A container as a client asks for it.
struct Asked {
  std::optional<std::string> runtime;  // HostConfig.Runtime; nothing: not in the body
  std::string image = std::string(our_image);
  std::vector<std::string> command = {"/bin/busybox", "sh", "-c", "echo plimsoll ran; exit 42"};
  std::string name;  // the container's; empty: one made for this case
};

// What our containers' command leaves behind, so that nobody takes an accident for a run.
inline constexpr int our_exit_status = 42;
inline constexpr std::string_view our_output = "plimsoll ran";

// What one case acts through and looks through. It begins when the case does, keeps everything that
// was said and seen, and at the end removes what the case made and writes the evidence.
//
//   const Answer created = stage.create({.runtime = "io.containerd.kata.v2"});
//   ASSERT_THAT(created, Answered(201));
//   EXPECT_THAT(stage.start(created.id()), Answered(204));
//   EXPECT_THAT(stage.recorded(), ElementsAre(RecordedAs("io.containerd.kata.v2", NoOptions())));
class Stage {
 public:
  Stage(TestBed& bed, CaseDescription description, std::filesystem::path evidence);
  ~Stage();
  Stage(const Stage&) = delete;
  Stage& operator=(const Stage&) = delete;

  // --- prepare
  // From here on the case speaks with an engine that has this default runtime.
  void use_engine_with_default(const std::string& runtime);
  // Puts a shim on containerd's PATH that containerd finds under this runtime name. It really runs
  // containers (it hands over to the shim for runc). Returns where it is.
  std::filesystem::path install_shim(std::string_view runtime_name);
  // Where containerd would look for such a shim, nothing installed.
  [[nodiscard]] std::string shim_binary(std::string_view runtime_name) const;
  // Plants an executable wherever containerd could be led by this name. Executed or not is seen by
  // the witness, and by what the canary itself leaves behind.
  void plant_canaries(std::string_view runtime_name);
  [[nodiscard]] Places places() const;

  // --- act: one request each
  Answer create(const Asked& asked);
  Answer create_with_body(const nlohmann::json& body);
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
  [[nodiscard]] std::vector<std::string> canaries_executed();

  // The container's name in this case; create uses it unless told otherwise.
  [[nodiscard]] const std::string& container_name() const { return container_name_; }

 private:
  void remove_what_was_made();
  void write_evidence();

  TestBed& bed_;
  CaseDescription description_;
  std::filesystem::path evidence_;
  std::string container_name_;
  EngineUnderTest* engine_;
  Mark mark_;
  std::vector<std::string> made_;  // ids of containers
  std::vector<std::filesystem::path> installed_;
  std::vector<std::filesystem::path> canaries_;
};

}  // namespace plimsoll::conformance
