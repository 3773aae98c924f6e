#include "conformance/report/report_directory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "conformance/report/sample_run.h"
#include "conformance/report/temporary_directory.h"
#include "conformance/report/write_file.h"
#include "errors/error.h"

namespace plimsoll::conformance {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;

class ReportDirectoryTest : public testing::Test {
 protected:
  [[nodiscard]] fs::path report() const { return directory_.path() / "some" / "report"; }

  void put(const std::string& name) const { write_file(report() / name, "x"); }
  [[nodiscard]] bool has(const std::string& name) const {
    return fs::exists(fs::symlink_status(report() / name));
  }

  static std::string complaint(const fs::path& path) {
    try {
      const ReportDirectory directory(path);
    } catch (const Error& error) {
      return error.what();
    }
    return "accepted";
  }

 private:
  TemporaryDirectory directory_;
};

TEST_F(ReportDirectoryTest, IsMadeAndReceivesEveryForm) {
  const ReportDirectory directory(report());
  directory.write(sample_run());
  EXPECT_TRUE(nlohmann::json::accept(content_of(report() / "report.json")));
  EXPECT_THAT(content_of(report() / "junit.xml"), HasSubstr("<testsuites"));
  EXPECT_THAT(content_of(report() / "summary.md"), HasSubstr("not conforming"));
}

TEST_F(ReportDirectoryTest, IsClearedOfWhatAnEarlierRunLeft) {
  ReportDirectory(report()).write(sample_run());
  const std::vector<std::string> left = {"evidence/A.B/http.txt", "workers.log",
                                         "dockerd-usr/workers.log",
                                         "dockerd-usr/evidence/A.B/http.txt"};
  for (const std::string& name : left) put(name);
  const ReportDirectory again(report());
  for (const std::string& name : left) EXPECT_FALSE(has(name)) << name;
  for (const char* name : {"report.json", "junit.xml", "summary.md", "evidence", "dockerd-usr"}) {
    EXPECT_FALSE(has(name)) << name;
  }
}

TEST_F(ReportDirectoryTest, IsNotSharedWithAnotherRun) {
  {
    const ReportDirectory one(report());
    EXPECT_THAT(complaint(report()), HasSubstr("another run is writing to it"));
  }
  EXPECT_EQ(complaint(report()), "accepted") << "once that is over";
}

TEST_F(ReportDirectoryTest, GetsWhatCanBeWrittenWhateverBecomesOfTheRest) {
  const ReportDirectory directory(report());
  fs::create_directories(report() / "junit.xml" / "in-the-way");
  EXPECT_THROW(directory.write(sample_run()), Error);
  EXPECT_TRUE(nlohmann::json::accept(content_of(report() / "report.json")));
}

TEST_F(ReportDirectoryTest, IsClearedOfARunThatWasKilled) {
  { const ReportDirectory killed(report()); }
  put("evidence/A.B/http.txt");
  EXPECT_EQ(complaint(report()), "accepted");
  EXPECT_FALSE(has("evidence"));
}

TEST_F(ReportDirectoryTest, KeepsWhatItDoesNotKnow) {
  { const ReportDirectory earlier(report()); }
  const std::vector<std::string> others = {"notes.txt", "other/evidence/mine", "other/notes"};
  for (const std::string& name : others) put(name);
  put("dockerd/workers.log");
  put("dockerd/notes");
  EXPECT_EQ(complaint(report()), "accepted");
  for (const std::string& name : others) EXPECT_TRUE(has(name)) << name;
  EXPECT_TRUE(has("dockerd/notes"));
  EXPECT_FALSE(has("dockerd/workers.log"));
}

TEST_F(ReportDirectoryTest, FollowsNoLinkWhenItClears) {
  { const ReportDirectory earlier(report()); }
  const fs::path elsewhere = report().parent_path() / "elsewhere";
  write_file(elsewhere / "precious", "x");
  fs::create_directory_symlink(elsewhere, report() / "evidence");
  EXPECT_EQ(complaint(report()), "accepted");
  EXPECT_FALSE(has("evidence"));
  EXPECT_TRUE(fs::exists(elsewhere / "precious"));
}

TEST_F(ReportDirectoryTest, TakesADirectoryOfSomebodyElsesIfNothingIsInItsWay) {
  put("notes.txt");
  EXPECT_EQ(complaint(report()), "accepted");
  EXPECT_TRUE(has("notes.txt"));
}

TEST_F(ReportDirectoryTest, RefusesToReplaceWhatItDidNotMake) {
  for (const char* name :
       {"report.json", "junit.xml", "summary.md", "evidence/mine", "workers.log"}) {
    fs::remove_all(report());
    put(name);
    EXPECT_THAT(complaint(report()), AllOf(HasSubstr(report()), HasSubstr("--report"))) << name;
    EXPECT_TRUE(has(name));
  }
}

TEST_F(ReportDirectoryTest, SaysWhyItCannotBe) {
  put("file");
  EXPECT_THAT(complaint(report() / "file"), HasSubstr("ot a directory"));
  EXPECT_THAT(complaint(report() / "file" / "below"), HasSubstr("ot a directory"));
  // Root may write anywhere but to a file system that takes no files.
  EXPECT_THAT(complaint("/proc"), HasSubstr("not writable"));
}

}  // namespace
}  // namespace plimsoll::conformance
