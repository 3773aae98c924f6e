#include "reference-engine/container/look_path.h"

#include <gtest/gtest.h>

#include <fstream>

#include "reference-engine/stdio/temporary_directory.h"

namespace plimsoll::engine {
namespace {

namespace fs = std::filesystem;

class LookPath : public testing::Test {
 protected:
  LookPath() {
    std::ofstream(directory_.path() / "program") << "#!/bin/sh\n";
    fs::permissions(directory_.path() / "program", fs::perms::owner_all);
    std::ofstream(directory_.path() / "text") << "x";
  }
  std::string at(const char* name) const { return directory_.path() / name; }

  TemporaryDirectory directory_;
};

TEST_F(LookPath, FindsAPathThatIsExecutable) {
  EXPECT_EQ(why_not_executable(at("program"), ""), std::nullopt);
}

TEST_F(LookPath, FindsANameInOneOfTheDirectories) {
  EXPECT_EQ(why_not_executable("program", "/nowhere::" + directory_.path().string()), std::nullopt);
}

TEST_F(LookPath, SaysWhyAPathIsNone) {
  EXPECT_EQ(why_not_executable("/no/such", ""),
            "exec: \"/no/such\": stat /no/such: no such file or directory");
  EXPECT_EQ(why_not_executable("/", ""), "exec: \"/\": is a directory");
  EXPECT_EQ(why_not_executable(at("text"), ""), "exec: \"" + at("text") + "\": permission denied");
}

TEST_F(LookPath, SaysThatANameIsNowhere) {
  for (const std::string path :
       {std::string(), std::string("/nowhere"), directory_.path().string()})
    EXPECT_EQ(why_not_executable("text", path),
              "exec: \"text\": executable file not found in $PATH");
}

}  // namespace
}  // namespace plimsoll::engine
