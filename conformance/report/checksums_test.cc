#include "conformance/report/checksums.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/report/report_directory.h"
#include "conformance/report/sample_run.h"
#include "conformance/report/sha256.h"
#include "conformance/report/temporary_directory.h"
#include "conformance/report/write_file.h"

namespace plimsoll::conformance {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

TEST(Sha256, IsWhatSha256sumSays) {
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

class AReport : public testing::Test {
 protected:
  AReport() {
    const ReportDirectory report(directory_.path());
    write_file(directory_.path() / "evidence/Refusal.Root/http.json", "[]\n");
    write_file(directory_.path() / "workers.log", "");
    write_file(directory_.path() / "notes.txt", "somebody's");
    report.write(sample_run());
  }
  [[nodiscard]] std::vector<std::string> faults() const { return not_as_summed(directory_.path()); }

  TemporaryDirectory directory_;
};

TEST_F(AReport, ThatNobodyTouchedIsAsSummed) { EXPECT_THAT(faults(), IsEmpty()); }

TEST_F(AReport, TellsWhatWasChangedAddedAndTakenAway) {
  write_file(directory_.path() / "evidence/Refusal.Root/http.json", "[1]\n");
  write_file(directory_.path() / "evidence/Refusal.Root/more.json", "[]\n");
  std::filesystem::remove(directory_.path() / "junit.xml");
  EXPECT_THAT(faults(), UnorderedElementsAre("evidence/Refusal.Root/http.json was changed",
                                             "evidence/Refusal.Root/more.json was added",
                                             "junit.xml is missing"));
}

TEST_F(AReport, WithoutChecksumsIsNone) {
  std::filesystem::remove(directory_.path() / checksums_file);
  EXPECT_THAT(faults(), ElementsAre("there is no SHA256SUMS"));
}

}  // namespace
}  // namespace plimsoll::conformance
