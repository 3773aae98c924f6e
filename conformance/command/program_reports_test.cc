// What a run leaves for people and programs to read, and what is done with it afterwards.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/mount.h>

#include <csignal>
#include <fstream>
#include <utility>

#include "conformance/command/fake_engine.h"
#include "conformance/command/program_fixture.h"

namespace plimsoll::conformance {
namespace {

namespace fs = std::filesystem;
using testing::Each;
using testing::HasSubstr;
using testing::Not;

// The known deviations of the engine that accepts everything.
class KnownDeviations : public Program {
 protected:
  KnownDeviations() : engine_(socket(), Manner::accepts) {}

  [[nodiscard]] std::string write(const std::string& cases, const std::string& seen,
                                  const std::string& version = ">=1") const {
    const fs::path file = report().parent_path() / "known.json";
    std::ofstream(file)
        << R"({"format": "plimsoll-expectations-1", "about": "x", "entries": [
      {"cases": ")"
        << cases << R"(", "when": {"engine": "Fake", "version": ")" << version
        << R"("}, "findings": [{"subject": "*", "seen": ")" << seen
        << R"("}], "reason": "It accepts everything.", "source": "fake_engine.cc:61"}]})";
    return file.string();
  }

  FakeEngine engine_;
};

TEST_F(KnownDeviations, AreNoReasonToEndWith1) {
  const Ended ended =
      judge(engine_, {"--expectations", write("Texts.AbsolutePath:Texts.WithoutDot", "201*")});
  EXPECT_EQ(ended.status, 0) << ended.output;
  EXPECT_THAT(verdicts(), Each("fail"));
  EXPECT_THAT(ended.output, HasSubstr("fail 2 (2 as expected)"));
  EXPECT_THAT(ended.output, HasSubstr("It accepts everything. (fake_engine.cc:61)"));
  EXPECT_THAT(ended.output, HasSubstr("not conforming"));
}

TEST_F(KnownDeviations, ThatChangedAreShownAndCount) {
  const std::string file = write("Texts.AbsolutePath:Texts.WithoutDot", "500*");
  const Ended ended = judge(engine_, {"--expectations", file});
  EXPECT_EQ(ended.status, 1) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("changed-message Texts.AbsolutePath"));
  EXPECT_EQ(judge(engine_, {"--expectations", file, "--tolerate", "changed-message"}).status, 0);
}

TEST_F(KnownDeviations, ThatAreAboutNothingAreShownAndCount) {
  for (const auto& [cases, version] :
       {std::pair{"Texts.AbsolutePath:Texts.WithoutDot:Texts.Gone", ">=1"},
        std::pair{"Texts.Unicode", ">=7"}}) {
    const std::string file = write(cases, "201*", version);
    const Ended ended = judge(engine_, {"--expectations", file});
    EXPECT_EQ(ended.status, 1) << ended.output;
    EXPECT_THAT(ended.output, HasSubstr("stale-entry"));
  }
}

TEST_F(KnownDeviations, ThatPassNowAreShownAndCount) {
  const std::string file = write("Texts.AbsolutePath:Texts.WithoutDot", "201*");
  const FakeEngine good(report().parent_path() / "good.sock", Manner::refuses);
  const Ended ended = judge(good, {"--expectations", file});
  EXPECT_EQ(ended.status, 1) << ended.output;
  EXPECT_THAT(verdicts(), Each("pass"));
  EXPECT_THAT(ended.output, HasSubstr("unexpected-pass Texts.AbsolutePath"));
  EXPECT_EQ(judge(good, {"--expectations", file, "--tolerate", "unexpected-pass"}).status, 0);
}

TEST_F(KnownDeviations, AreWrittenAndWaitForTheirReasons) {
  const std::string file = (report().parent_path() / "written.json").string();
  const Ended ended = judge(engine_, {"--write-expectations", file});
  EXPECT_EQ(ended.status, 1) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("2 known deviations; say why in 2 of them"));
  const Ended too_early = judge(engine_, {"--expectations", file});
  EXPECT_EQ(too_early.status, 2) << too_early.output;
  EXPECT_THAT(too_early.output, HasSubstr("written.json:5: reason: says nothing"));
}

TEST_F(KnownDeviations, InAMalformedFileStopTheRunBeforeItBegins) {
  const Ended ended = judge(engine_, {"--expectations", write("Texts.*", "201*", "=>1")});
  EXPECT_EQ(ended.status, 2) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("known.json:2: version: "));
  EXPECT_FALSE(fs::exists(report()));
  EXPECT_EQ(judge(engine_, {"--expectations", "/no/such.json"}).status, 2);
}

class Shards : public Program {
 protected:
  Shards() : engine_(socket(), Manner::refuses) {}
  std::string shard(const std::string& which) const {
    const std::string part = report().string() + "-" + which.substr(0, 1);
    EXPECT_EQ(run({"run", "--target", engine_.target(), "--report", part, "--filter", "Texts.*",
                   "--shard", which})
                  .status,
              0);
    return part;
  }
  FakeEngine engine_;
};

TEST_F(Shards, ArePutTogetherVerifiedAndCompared) {
  const std::string whole = report().string();
  const std::vector<std::string> parts = {shard("1/2"), shard("2/2")};
  const Ended merged = run({"merge", parts[0], parts[1], "--report", whole});
  EXPECT_EQ(merged.status, 0) << merged.output;
  EXPECT_EQ(run({"verify", whole}).status, 0);
  const std::string once = whole + "-once";
  run({"run", "--target", engine_.target(), "--report", once, "--filter", "Texts.*"});
  const Ended compared = run({"diff", whole, once});
  EXPECT_EQ(compared.status, 0) << compared.output;
  EXPECT_EQ(run({"diff", parts[0], parts[1]}).status, 1);
  EXPECT_TRUE(fs::exists(fs::path(whole) / "evidence" / "Texts.AbsolutePath" / "http.json"));
}

TEST_F(Shards, ThatAreLostOrRepeatedAreNoticed) {
  const std::string first = shard("1/2");
  const Ended lost = run({"merge", first, "--report", report().string()});
  EXPECT_EQ(lost.status, 3) << lost.output;
  EXPECT_THAT(lost.output, HasSubstr("shard 2/2 is lost"));
  const Ended repeated = run({"merge", first, first, "--report", report().string()});
  EXPECT_EQ(repeated.status, 2) << repeated.output;
  EXPECT_THAT(repeated.output, HasSubstr("shard 1/2: it is there twice"));
}

TEST_F(Program, NoticesAReportThatWasTamperedWith) {
  const FakeEngine engine(socket(), Manner::accepts);
  judge(engine);
  EXPECT_EQ(run({"verify", report().string()}).status, 0);
  fs::remove(report() / "evidence" / "Texts.AbsolutePath" / "http.json");
  const Ended ended = run({"verify", report().string()});
  EXPECT_EQ(ended.status, 1) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("http.json is missing"));
}

TEST_F(Program, ChecksDataFilesAndEndsWith2) {
  const fs::path file = report().parent_path() / "requirements.json";
  std::ofstream(file) << "{\"requirements\": [\n{\"id\": \"A-1\", \"levle\": \"must\"}]}";
  const Ended ended = run({"check", file.string()});
  EXPECT_EQ(ended.status, 2) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("requirements.json:2: levle: there is no such key"));
  EXPECT_THAT(ended.output, HasSubstr("`level`"));
}

TEST_F(Program, KeepsTheEvidenceOfEachRunWhenItRepeats) {
  const FakeEngine engine(socket(), Manner::accepts);
  const Ended ended = run({"run", "--target", engine.target(), "--report", report().string(),
                           "--filter", "Texts.WithoutDot", "--repeat", "3"});
  EXPECT_EQ(ended.status, 1) << ended.output;
  EXPECT_THAT(ended.output, Not(HasSubstr("flaky"))) << "it fails each time";
  const fs::path evidence = report() / "evidence" / "Texts.WithoutDot";
  for (const char* file : {"http.json", "run-2/http.json", "run-3/http.json"}) {
    EXPECT_TRUE(fs::exists(evidence / file)) << file;
  }
}

TEST_F(Program, DoesNotWriteIntoTheReportOfAnotherRun) {
  const FakeEngine engine(socket(), Manner::hangs);
  const std::vector<std::string> words = {
      "run",      "--target",        engine.target(), "--report", report().string(),
      "--filter", "Texts.WithoutDot"};
  const pid_t first = start(words, "first-output");
  for (int i = 0; i < 200 && !fs::exists(report() / "workers.log"); ++i) poll(nullptr, 0, 20);
  const Ended second = run(words);
  EXPECT_EQ(second.status, 3) << second.output;
  EXPECT_THAT(second.output, HasSubstr("another run is writing to it"));
  kill(first, SIGINT);
  finish(first, "first-output");
}

// A file system of its own that takes next to nothing: what was learnt is on the terminal.
TEST_F(Program, TellsWhatItLearntWhenTheDiskIsFull) {
  fs::create_directories(report());
  ASSERT_EQ(mount("plimsoll-test", report().c_str(), "tmpfs", 0, "size=16k"), 0);
  const FakeEngine engine(socket(), Manner::accepts);
  const Ended ended = run({"run", "--target", engine.target(), "--report", report().string(),
                           "--filter", "Texts.*", "--jobs", "1"});
  EXPECT_EQ(umount2(report().c_str(), MNT_DETACH), 0);
  EXPECT_EQ(ended.status, 3) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("No space left on device"));
  EXPECT_THAT(ended.output, HasSubstr("Texts.AbsolutePath (TXT-001)")) << "which case it was";
}

TEST_F(Program, KeepsGoogleTestsXml) {
  const FakeEngine engine(socket(), Manner::refuses);
  const fs::path xml = report().parent_path() / "gtest.xml";
  run({"run", "--target", engine.target(), "--report", report().string(),
       "--gtest_filter=Texts.Unicode", "--gtest_repeat=2", "--gtest_output=xml:" + xml.string()});
  std::ifstream file(xml);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  EXPECT_THAT(text, HasSubstr("<testcase name=\"Unicode\""));
}

}  // namespace
}  // namespace plimsoll::conformance
