#include "conformance/report/write_file.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>

#include "conformance/report/temporary_directory.h"
#include "errors/error.h"

namespace plimsoll::conformance {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class WriteFile : public testing::Test {
 protected:
  [[nodiscard]] fs::path within(const std::string& name) const { return directory_.path() / name; }

  [[nodiscard]] long entries() const {
    return std::distance(fs::directory_iterator(directory_.path()), fs::directory_iterator());
  }

  static std::string complaint(const fs::path& path) {
    try {
      write_file(path, "x");
    } catch (const Error& error) {
      return error.what();
    }
    return "written";
  }

 private:
  TemporaryDirectory directory_;
};

TEST_F(WriteFile, MakesItsDirectoriesAndLeavesNothingElse) {
  write_file(within("a/b/file"), "text");
  EXPECT_EQ(content_of(within("a/b/file")), "text");
  EXPECT_EQ(std::distance(fs::directory_iterator(within("a/b")), fs::directory_iterator()), 1);
}

TEST_F(WriteFile, PutsANewFileInTheOldOnesPlace) {
  write_file(within("file"), "old");
  std::ifstream reader(within("file"));  // somebody who opened the old one
  write_file(within("file"), "new and longer");
  EXPECT_EQ((std::string{std::istreambuf_iterator<char>(reader), {}}), "old");
  EXPECT_EQ(content_of(within("file")), "new and longer");
  EXPECT_EQ(entries(), 1);
}

TEST_F(WriteFile, IsReadableForOthers) {
  write_file(within("file"), "x");
  EXPECT_EQ(fs::status(within("file")).permissions(), fs::perms(0644));
}

TEST_F(WriteFile, WritesToWhatIsNoFileAndLetsItBe) {
  const fs::path pipe = within("pipe");
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  const int reader = open(pipe.c_str(), O_RDONLY | O_NONBLOCK);
  write_file(pipe, "through");
  std::array<char, 16> buffer{};
  EXPECT_EQ(read(reader, buffer.data(), buffer.size()), 7);
  close(reader);
  EXPECT_TRUE(fs::is_fifo(pipe));
}

TEST_F(WriteFile, FollowsALink) {
  write_file(within("file"), "old");
  fs::create_symlink("file", within("link"));
  write_file(within("link"), "new");
  EXPECT_TRUE(fs::is_symlink(within("link")));
  EXPECT_EQ(content_of(within("file")), "new");
}

TEST_F(WriteFile, SaysWhatStandsInItsWay) {
  write_file(within("file"), "x");
  EXPECT_THAT(complaint(within("file") / "below"), HasSubstr("Not a directory"));
  fs::create_directory(within("directory"));
  EXPECT_THAT(complaint(within("directory")), HasSubstr("Is a directory"));
  EXPECT_THAT(complaint("/proc/plimsoll-cannot-be-here"), HasSubstr("write /proc/"));
}

}  // namespace
}  // namespace plimsoll::conformance
