#include "conformance/expectations/expectations_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/data/data_error.h"
#include "conformance/expectations/sample_expectations.h"

namespace plimsoll::conformance {
namespace {

using testing::HasSubstr;

std::string fault_of(const std::string& json) {
  try {
    static_cast<void>(parse_expectations(json, "e.json"));
  } catch (const DataError& error) {
    return error.what();
  }
  return "accepted";
}

struct FileRow {
  const char* why;
  std::string json;
  const char* fault;
};

class AnExpectationsFile : public testing::TestWithParam<FileRow> {};

TEST_P(AnExpectationsFile, ThatIsMalformedIsRefusedWithFileLineAndKey) {
  EXPECT_THAT(fault_of(GetParam().json), HasSubstr(GetParam().fault));
}

std::string entry(const std::string& text) { return file_with({text}); }

INSTANTIATE_TEST_SUITE_P(
    Table, AnExpectationsFile,
    testing::Values(
        FileRow{"NoJson", "{\n\n", "e.json:3: this is no JSON"},
        FileRow{"AnotherFormat", R"({"format": "plimsoll-expectations-2"})",
                "did you mean `plimsoll-expectations-1`"},
        FileRow{"ANewKey", entry(R"("case": "A.B", "findings": [])"),
                "e.json:2: case: there is no such key (did you mean `cases`?)"},
        FileRow{"NoCases", entry(R"("findings": [{"subject": "*", "seen": "*"}])"),
                "e.json:2: entries[0]: names neither"},
        FileRow{"NoFindings", entry(R"("cases": "A.B")"), "lacks the key `findings`"},
        FileRow{"EmptyFindings", entry(R"("cases": "A.B", "findings": [])"),
                "findings: says nothing"},
        FileRow{
            "NoReason",
            entry(
                R"("cases": "A.B", "findings": [{"subject": "*", "seen": "*"}], "reason": " ", "source": "x")"),
            "e.json:2: reason: says nothing"},
        FileRow{
            "NoSource",
            entry(R"("cases": "A.B", "findings": [{"subject": "*", "seen": "*"}], "reason": "x")"),
            "lacks the key `source`"},
        FileRow{"AConditionThatNeverHolds", file_with({explaining_entry}, ">=23 <22"),
                "`>=23 <22` is no condition that can hold"},
        FileRow{"AnEditionThatIsNone",
                entry(std::string(explaining_entry) +
                      R"(, "when": {"engine": "dockerd", "version": ">=1", "editions": ["2021"]})"),
                "there is no `2021` (did you mean `2022`?)"}),
    [](const auto& row) { return row.param.why; });

TEST(AnExpectationsFileThatIsWritten, IsReadTheSame) {
  const std::string json = file_with(
      {explaining_entry,
       R"("requirement": "TXT-*", "findings": [{"subject": "\"a\"", "seen": "Ω\n*"}], "reason": "x", "source": "y", "link": "https://example.com")"});
  const std::string text = text_of(parse_expectations(json, "e.json"));
  EXPECT_EQ(text_of(parse_expectations(text, "e.json")), text);
  EXPECT_THAT(text, HasSubstr("\n    {\"cases\": \"Passthrough.*\", \"when\": "));
}

TEST(AnExpectationsFileThatIsWritten, MayBeEmpty) {
  EXPECT_EQ(fault_of(text_of({.file = {}, .about = "x", .entries = {}})), "accepted");
}

}  // namespace
}  // namespace plimsoll::conformance
