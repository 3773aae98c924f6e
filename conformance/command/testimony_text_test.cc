#include "conformance/command/testimony_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "conformance/command/commands.h"
#include "errors/error.h"

namespace plimsoll::conformance {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::vector<CaseDescription> kata_case = {{.area = "passthrough",
                                                 .suite = "Passthrough",
                                                 .name = "KataByName",
                                                 .purpose = "Shows what a case looks like.",
                                                 .requirement = "PASS-001",
                                                 .steps = {"first"},
                                                 .needs = {Need::testimony},
                                                 .editions = {},
                                                 .file = "conformance/cases/x.cc",
                                                 .line = 7}};

nlohmann::json start(const nlohmann::json& options) {
  return {{"schema", 1},
          {"kind", "invocation"},
          {"action", "start"},
          {"executable", "/shims/containerd-shim-kata-v2"},
          {"argv", {"shim", "-namespace", "moby", "-id", "c0ffee", "start"}},
          {"environment", nlohmann::json::object()},
          {"cwd", "/bundles/moby/c0ffee"},
          {"pid", 7},
          {"ppid", 6},
          {"stdin", {{"size", 0}, {"base64", ""}, {"options", options}}},
          {"started", "2025-11-25T14:00:00.123456789Z"}};
}

// A report that holds the testimony of Passthrough.KataByName.
class Reported : public testing::Test {
 protected:
  Reported() {
    std::string name = (fs::temp_directory_path() / "plimsoll-report-XXXXXX").string();
    report_ = mkdtemp(name.data());
  }
  ~Reported() override { fs::remove_all(report_); }

  [[nodiscard]] fs::path write(const std::string& target, const nlohmann::json& json) const {
    const fs::path file =
        report_ / target / "evidence" / "Passthrough.KataByName" / "testimony.json";
    fs::create_directories(file.parent_path());
    std::ofstream(file) << json;
    return file.lexically_normal();
  }

  [[nodiscard]] std::string explained() const {
    return explanation({.subject = "Passthrough.KataByName", .report = report_}, kata_case);
  }

  fs::path report_;
};

class ExplainedTestimony : public Reported {};

TEST_F(ExplainedTestimony, IsSaidToBeTheProof) {
  EXPECT_THAT(explained(), AllOf(HasSubstr("testimony of the shim"), HasSubstr("none in "),
                                 HasSubstr("--report DIR")));
}

TEST_F(ExplainedTestimony, IsShownAsTheLastRunLeftIt) {
  const auto file = write("", {{{"shim", "/shims/containerd-shim-kata-v2"},
                                {"documents", {{"1-start.json", start(nullptr)}}}}});
  EXPECT_THAT(explained(), AllOf(HasSubstr(file.string()),
                                 HasSubstr("executed   /shims/containerd-shim-kata-v2"),
                                 HasSubstr("container  c0ffee"), HasSubstr("options    none"),
                                 Not(HasSubstr("none in "))));
}

TEST_F(ExplainedTestimony, ShowsOptionsToTheByteAndDecoded) {
  (void)write("", {{{"shim", "/s"},
                    {"documents",
                     {{"1-start.json", start({{"type_url", "containerd.runc.v1.Options"},
                                              {"base64", "MgRjcnVu"},
                                              {"content", {{"binary_name", "crun"}}}})}}}}});
  EXPECT_THAT(explained(), AllOf(HasSubstr("containerd.runc.v1.Options: 32046372756e"),
                                 HasSubstr(R"({"binary_name":"crun"})")));
}

TEST_F(ExplainedTestimony, SaysOfAShimThatItWasNeverExecuted) {
  (void)write("", {{{"shim", "/s"}, {"documents", nlohmann::json::object()}}});
  EXPECT_THAT(explained(), HasSubstr("never executed"));
}

TEST_F(ExplainedTestimony, IsFoundForEveryTargetOfARun) {
  const auto dockerd = write("dockerd", nlohmann::json::array());
  const auto reference = write("reference", nlohmann::json::array());
  EXPECT_THAT(testimonies_of("Passthrough.KataByName", report_), ElementsAre(dockerd, reference));
  EXPECT_THAT(testimonies_of("Passthrough.Other", report_), IsEmpty());
  EXPECT_THAT(testimonies_of("Passthrough.KataByName", report_ / "none"), IsEmpty());
}

TEST_F(ExplainedTestimony, ThatIsSpoiltIsAnError) {
  (void)write("", 7);
  EXPECT_THROW((void)explained(), Error);
  (void)write("", {{{"shim", "/s"}, {"documents", {{"1-start.json", 7}}}}});
  EXPECT_THROW((void)explained(), Error);
}

TEST_F(ExplainedTestimony, CannotCommandTheTerminal) {
  auto document = start(nullptr);
  document["executable"] = "/shims/a\x1b[2Jb";
  (void)write("", {{{"shim", "/s"}, {"documents", {{"1-start.json", document}}}}});
  EXPECT_THAT(explained(), Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace plimsoll::conformance
