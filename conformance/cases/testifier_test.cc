#include "conformance/cases/testifier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

namespace plimsoll::conformance {
namespace {

TEST(Testifier, WritesDownItsCallsAndIsTheOther) {
  std::string pattern = (std::filesystem::temp_directory_path() / "plimsoll-XXXXXX").string();
  const std::filesystem::path directory = mkdtemp(pattern.data());
  const Testifier testifier(directory, "/bin/true");
  EXPECT_THAT(testifier.calls(), testing::IsEmpty());
  EXPECT_EQ(std::system((testifier.path().string() + " --root x create 'a b'").c_str()), 0);
  EXPECT_THAT(testifier.calls(), testing::ElementsAre("--root x create a b"));
  testifier.forget();
  EXPECT_THAT(testifier.calls(), testing::IsEmpty());
  std::filesystem::remove_all(directory);
}

}  // namespace
}  // namespace plimsoll::conformance
