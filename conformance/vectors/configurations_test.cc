#include "conformance/vectors/configurations.h"

#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <memory>

#include "conformance/catalogue/catalogue.h"
#include "conformance/data/data_error.h"
#include "errors/error.h"
#include "github.com/containerd/containerd/pkg/runtimeoptions/v1/api.pb.h"
#include "github.com/containerd/containerd/runtime/v2/runc/options/oci.pb.h"

namespace plimsoll::conformance {
namespace {

using testing::AllOf;
using testing::HasSubstr;

template <class Vector>
void expect_in_order(const std::vector<Vector>& vectors) {
  std::string label;
  int line = 0;
  for (const Vector& vector : vectors) {
    EXPECT_LT(label, vector.label);
    EXPECT_LT(line, vector.line) << vector.label;
    EXPECT_THAT(vector.why, testing::EndsWith(".")) << vector.label;
    const Requirement* requirement = Catalogue::embedded().find(vector.requirement);
    ASSERT_NE(requirement, nullptr) << vector.label;
    for (const Edition edition : vector.editions) {
      EXPECT_TRUE(requirement->holds_in(edition)) << vector.label;
    }
    label = vector.label;
    line = vector.line;
  }
}

TEST(ConfigurationVectors, StandInOrderForRequirementsThatThereAre) {
  expect_in_order(boot_vectors());
  expect_in_order(reload_vectors());
  expect_in_order(options_vectors());
}

// Who runs what is told from all executions of the case.
template <class Vector>
void expect_at_most_one_run(const std::vector<Vector>& vectors) {
  for (const Vector& vector : vectors) {
    EXPECT_FALSE(vector.known.runs(NameUse::run_by_runc) && vector.known.runs(NameUse::run_by_crun))
        << vector.label;
  }
}

TEST(ConfigurationVectors, RunContainersUnderOneProgramEach) {
  expect_at_most_one_run(boot_vectors());
  expect_at_most_one_run(reload_vectors());
}

TEST(ConfigurationVectors, AreWordForWordWhereTheyAreNoJson) {
  const auto vectors = parse_boot_vectors(R"({"boots": [
      {"label": "A", "why": "W.", "requirement": "CFG-013", "outcome": "refused", "text": "{",
       "says": "x"},
      {"label": "B", "why": "W.", "requirement": "CFG-013", "outcome": "serves"}]})");
  ASSERT_EQ(vectors.size(), 2u);
  EXPECT_EQ(vectors[0].daemon_json, "{");
  EXPECT_EQ(vectors[0].line, 2);
  EXPECT_EQ(vectors[1].daemon_json, "{}");
}

TEST(ConfigurationVectors, MayTakeTheFileAway) {
  const auto vectors = parse_reload_vectors(
      R"({"reloads": [{"label": "A", "why": "W.", "requirement": "RLD-009", "outcome": "refused"}]})");
  ASSERT_EQ(vectors.size(), 1u);
  EXPECT_FALSE(vectors[0].then_daemon_json);
}

std::string complaint_about(const std::string& more) {
  try {
    (void)parse_boot_vectors(R"({"boots": [
        {"label": "A", "why": "W.", "requirement": "CFG-013", )" +
                             more + "}]}");
  } catch (const Error& error) {
    return error.what();
  }
  return "none";
}

TEST(ConfigurationVectors, ThatAreWrongAreToldWithFileLineAndKey) {
  const std::string place = "conformance/vectors/boots.json:2: ";
  EXPECT_THAT(complaint_about(R"("outcome": "serve")"),
              AllOf(HasSubstr(place + "outcome: "), HasSubstr("did you mean `serves`?")));
  EXPECT_THAT(complaint_about(R"("outcome": "serves", "flag": [])"),
              AllOf(HasSubstr(place + "flag: "), HasSubstr("did you mean `flags`?")));
  EXPECT_THAT(complaint_about(R"("outcome": "serves", "names": {"x": "acepted"})"),
              AllOf(HasSubstr(place + "x: "), HasSubstr("did you mean `accepted`?")));
  EXPECT_THAT(complaint_about(R"("outcome": "serves", "names": {"x": 5})"),
              HasSubstr(place + "x: "));
  EXPECT_THAT(complaint_about(R"("outcome": "serves", "editions": ["2023"])"),
              HasSubstr("did you mean"));
  EXPECT_THAT(complaint_about(R"("outcome": "refused")"), HasSubstr("`says`"));
  EXPECT_THAT(complaint_about(R"("outcome": "serves", "text": "", "daemon_json": {})"),
              HasSubstr(place + "text: "));
}

TEST(ConfigurationVectors, AreThere) {
  for (const char* text : {"[]", "{}", R"({"boots": {}})", R"({"boots": []})"}) {
    EXPECT_THROW(static_cast<void>(parse_boot_vectors(text)), DataError) << text;
  }
}

TEST(OptionsVectors, WithBytesThatAreNoneAreToldWithFileLineAndKey) {
  for (const char* bytes : {"0", "0x", "zz", "0a0"}) {
    try {
      (void)parse_options_vectors(R"({"options": [{"label": "A", "why": "W.",
          "requirement": "OPT-003", "entry": {}, "shim": "a.b", "record": "a.b", "bytes": ")" +
                                  std::string(bytes) + R"("}]})");
      ADD_FAILURE() << bytes;
    } catch (const Error& error) {
      EXPECT_THAT(error.what(), HasSubstr("conformance/vectors/options.json:2: bytes: "));
    }
  }
}

std::unique_ptr<google::protobuf::Message> message_of_type(const std::string& type) {
  if (type == "containerd.runc.v1.Options") {
    return std::make_unique<containerd::runc::v1::Options>();
  }
  return std::make_unique<runtimeoptions::v1::Options>();
}

// People read the fields, the cases compare the bytes.
TEST(OptionsVectors, HaveFieldsAndBytesThatSayTheSame) {
  for (const OptionsVector& vector : options_vectors()) {
    if (vector.type.empty()) {
      EXPECT_TRUE(vector.bytes.empty()) << vector.label;
      continue;
    }
    const auto message = message_of_type(vector.type);
    EXPECT_EQ(message->GetTypeName(), vector.type) << vector.label;
    ASSERT_TRUE(message->ParseFromString(vector.bytes)) << vector.label;
    EXPECT_EQ(message->SerializeAsString(), vector.bytes) << vector.label;
    std::string fields;
    ASSERT_TRUE(google::protobuf::util::MessageToJsonString(*message, &fields).ok());
    EXPECT_EQ(nlohmann::json::parse(fields), vector.fields) << vector.label;
  }
}

}  // namespace
}  // namespace plimsoll::conformance
