#include "reference-engine/image/spool.h"

#include <gtest/gtest.h>

#include "errors/error.h"
#include "reference-engine/stdio/temporary_directory.h"

namespace plimsoll::engine {
namespace {

namespace fs = std::filesystem;

TEST(Spool, KnowsDigestAndSizeOfWhatWasWritten) {
  const TemporaryDirectory directory;
  SpoolWriter writer(directory.path() / "blob");
  const std::string text = "hello";
  writer.write(std::as_bytes(std::span(text)));
  const SpooledBlob blob = writer.finish();
  EXPECT_EQ(blob.size, 5);
  EXPECT_EQ(blob.digest, digest_of(text));
  EXPECT_EQ(fs::file_size(blob.path), 5U);
}

TEST(Spool, GoesWithEverythingInIt) {
  const TemporaryDirectory parent;
  {
    SpoolDirectory spool(parent.path());
    (void)SpoolWriter(spool.next_file()).finish();
    EXPECT_NE(spool.next_file(), spool.next_file());
    EXPECT_FALSE(fs::is_empty(parent.path()));
  }
  EXPECT_TRUE(fs::is_empty(parent.path()));
}

TEST(Spool, SaysWhenTheDiskIsFull) {
  SpoolWriter writer("/dev/full");
  const std::string text(1 << 20, 'x');
  EXPECT_THROW(writer.write(std::as_bytes(std::span(text))), Error);
}

}  // namespace
}  // namespace plimsoll::engine
