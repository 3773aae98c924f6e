#include "errors/error.h"

#include <gtest/gtest.h>

#include <cerrno>

namespace plimsoll {
namespace {

TEST(Error, TellsOperationSubjectCauseAndRemedyInOneSentence) {
  const Error error({.operation = "start containerd",
                     .subject = "/usr/bin/containerd",
                     .cause = "not found",
                     .remedy = "apt-get install containerd"});
  EXPECT_STREQ(error.what(),
               "start containerd /usr/bin/containerd: not found (apt-get install containerd)");
}

TEST(Error, LeavesOutWhatIsEmpty) {
  EXPECT_STREQ(
      Error({.operation = "connect", .subject = {}, .cause = "refused", .remedy = {}}).what(),
      "connect: refused");
}

TEST(Error, FromErrnoNamesTheSystemsReason) {
  errno = ENOENT;
  EXPECT_STREQ(Error::from_errno("open", "/nowhere").what(),
               "open /nowhere: No such file or directory");
}

}  // namespace
}  // namespace plimsoll
