#include "reference-engine/stdio/log_file.h"

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>

#include "reference-engine/stdio/temporary_directory.h"

namespace plimsoll::engine {
namespace {

class LogFileTest : public testing::Test {
 protected:
  void write(const std::string& text, Stream stream = Stream::standard_output) {
    log.append({.stream = stream, .bytes = std::make_shared<const std::string>(text)});
  }

  std::string read(LogReader::Range range) {
    LogReader reader(log.path(), range);
    std::string text;
    while (const auto entry = reader.next()) text += entry->text;
    return text;
  }

  TemporaryDirectory directory;
  boost::asio::io_context context;
  LogFile log{context.get_executor(), directory.path() / "x-json.log"};
};

TEST_F(LogFileTest, ThatWasNeverWrittenIsEmpty) { EXPECT_EQ(read({}), ""); }

TEST_F(LogFileTest, KeepsLinesAndTheUnendedOneAtTheClose) {
  log.open();
  write("one\ntw");
  write("o\nthree");
  EXPECT_EQ(read({}), "one\ntwo\n");
  EXPECT_EQ(log.pending(Stream::standard_output), "three");
  log.close();
  EXPECT_EQ(read({}), "one\ntwo\nthree");
}

TEST_F(LogFileTest, TailCountsEntriesFromTheEnd) {
  log.open();
  for (int i = 0; i < 5000; ++i) write(std::to_string(i) + "\n");
  log.close();
  EXPECT_EQ(read({.tail = 0}), "");
  EXPECT_EQ(read({.tail = 1}), "4999\n");
  EXPECT_EQ(read({.tail = 3}), "4997\n4998\n4999\n");
  EXPECT_EQ(read({.tail = 4000}).substr(0, 5), "1000\n");
  EXPECT_EQ(read({.tail = 9000}).substr(0, 2), "0\n");
}

TEST_F(LogFileTest, ARangeOfTimeIsKept) {
  log.open();
  write("old\n");
  const Timestamp between = now();
  write("new\n");
  log.close();
  EXPECT_EQ(read({.since = between}), "new\n");
  EXPECT_EQ(read({.until = between}), "old\n");
}

TEST_F(LogFileTest, AReaderGoesOnWhereItStopped) {
  log.open();
  write("one\n");
  LogReader reader(log.path(), {});
  EXPECT_EQ(reader.next()->text, "one\n");
  EXPECT_EQ(reader.next(), std::nullopt);
  write("two\n");
  EXPECT_EQ(reader.next()->text, "two\n");
}

}  // namespace
}  // namespace plimsoll::engine
