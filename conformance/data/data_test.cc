#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "conformance/data/data_file.h"

namespace plimsoll::conformance {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

const char* const file = R"({
  "entries": [
    {"id": "A-1", "level": "must"},
    {"id": "A-2",
     "level": "shuold",
     "count": 3}
  ]
})";

std::string fault_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const DataError& error) {
    return error.what();
  }
  return "accepted";
}

std::string fault_in(const std::string& json) {
  return fault_of([&] { static_cast<void>(read_data(json, "x.json")); });
}

TEST(DataFile, KnowsTheLineOfEveryValue) {
  const DataNode root = read_data(file, "x.json");
  const auto& entries = root.at("entries").elements();
  EXPECT_EQ(root.at("entries").line(), 2);
  EXPECT_EQ(entries.at(0).line(), 3);
  EXPECT_EQ(entries.at(0).at("level").text(), "must");
  EXPECT_EQ(entries.at(1).line(), 4);
  EXPECT_EQ(entries.at(1).at("level").line(), 5);
  EXPECT_EQ(entries.at(1).at("count").line(), 6);
  EXPECT_EQ(root.json().dump(), nlohmann::ordered_json::parse(file).dump());
}

TEST(DataFile, NamesFileLineKeyAndTheNearestValidName) {
  const DataNode root = read_data(file, "x.json");
  const DataNode& entry = root.at("entries").elements().at(1);
  EXPECT_THAT(fault_of([&] {
                (void)entry.at("level").one_of({"must", "should", "may"});
              }),
              AllOf(HasSubstr("x.json:5: level: there is no `shuold`"), HasSubstr("`should`")));
  EXPECT_THAT(fault_of([&] {
                entry.allow_only({"id", "levels", "count"});
              }),
              AllOf(HasSubstr("x.json:5: level: there is no such key"), HasSubstr("`levels`")));
  EXPECT_THAT(
      fault_of([&] { (void)entry.at("counts"); }),
      AllOf(HasSubstr("x.json:4: entries[1]: lacks the key `counts`"), HasSubstr("`count`")));
  EXPECT_THAT(fault_of([&] { (void)entry.at("count").text(); }), HasSubstr("count: has to be a s"));
}

struct Malformed {
  const char* json;
  const char* fault;
};

class AFileThatIs : public testing::TestWithParam<Malformed> {};

TEST_P(AFileThatIs, MalformedIsRefusedWithItsLine) {
  EXPECT_THAT(fault_in(GetParam().json),
              AllOf(StartsWith("read x.json:"), HasSubstr(GetParam().fault)));
}

INSTANTIATE_TEST_SUITE_P(Table, AFileThatIs,
                         testing::Values(Malformed{"", "x.json:1: this is no JSON"},
                                         Malformed{"{\n\"a\": 1,\n}", "x.json:3: this is no JSON"},
                                         Malformed{"{\"a\": 1,\n\"a\": 2}",
                                                   "x.json:2: the key `a` is there twice"},
                                         Malformed{"{\"a\": 1} {", "this is no JSON"}));

TEST(DataFile, ThatIsNestedTooDeepIsRefused) {
  EXPECT_THAT(fault_in(std::string(100'000, '[')), HasSubstr("nested too deep"));
}

TEST(DataFile, ThatIsNotThereIsRefused) {
  EXPECT_THAT(fault_of([] { static_cast<void>(text_of_data_file("/no/such.json")); }),
              HasSubstr("/no/such.json: there is no such file"));
  EXPECT_THAT(fault_of([] { static_cast<void>(text_of_data_file("/")); }), HasSubstr("read /"));
}

}  // namespace
}  // namespace plimsoll::conformance
