#include "reference-engine/stdio/process_io.h"

#include <fcntl.h>
#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include "reference-engine/stdio/temporary_directory.h"

namespace plimsoll::engine {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

asio::awaitable<void> read_all(std::shared_ptr<Broadcast::Listener> listener, std::string& into) {
  while (const auto piece = co_await listener->next()) into += *piece->bytes;
}

asio::awaitable<void> drain(std::shared_ptr<ProcessIo> io, std::chrono::milliseconds limit,
                            bool& done) {
  co_await io->drain(limit);
  done = true;
}

// The test is the shim here: it opens the other ends of the pipes.
class ProcessIoTest : public testing::Test {
 protected:
  ProcessIoTest() {
    ProcessIo::Options options;
    options.directory = directory.path() / "pipes";
    options.process = "init";
    options.standard_input = true;
    options.log = log;
    io = ProcessIo::make(context.get_executor(), options);
    asio::co_spawn(context, read_all(io->listen({true, true}), heard), asio::detached);
    io->open();
  }

  Descriptor open_to_write(Stream stream) {
    return Descriptor(::open(io->path_of(stream).c_str(), O_WRONLY | O_NONBLOCK));
  }
  void write(const Descriptor& pipe, std::string_view text) {
    ASSERT_EQ(::write(pipe.get(), text.data(), text.size()), static_cast<ssize_t>(text.size()));
  }
  void settle(std::chrono::milliseconds time = 20ms) {
    context.restart();
    context.run_for(time);
  }
  void start_drain(std::chrono::milliseconds limit) {
    asio::co_spawn(context, drain(io, limit, drained), asio::detached);
  }

  TemporaryDirectory directory;
  asio::io_context context;
  std::shared_ptr<LogFile> log =
      std::make_shared<LogFile>(context.get_executor(), directory.path() / "log");
  std::shared_ptr<ProcessIo> io;
  std::string heard;
  bool drained = false;
};

TEST_F(ProcessIoTest, NobodyWritingYetIsNotTheEnd) {
  settle();
  const Descriptor out = open_to_write(Stream::standard_output);
  write(out, "late");
  settle();
  EXPECT_EQ(heard, "late");
}

TEST_F(ProcessIoTest, WhatWasWrittenBeforeTheEndIsHeardAndLogged) {
  {
    const Descriptor out = open_to_write(Stream::standard_output);
    const Descriptor error = open_to_write(Stream::standard_error);
    write(out, "out\n");
    write(error, "err\n");
  }
  start_drain(2s);
  settle(500ms);
  EXPECT_TRUE(drained);
  EXPECT_EQ(heard.size(), 8u);
  EXPECT_FALSE(log->is_open());
}

TEST_F(ProcessIoTest, PipesNobodyEverOpenedEndAtTheDrain) {
  settle();
  start_drain(2s);
  settle(500ms);
  EXPECT_TRUE(drained);
}

TEST_F(ProcessIoTest, AWriterThatStaysIsWaitedForNoLongerThanTheLimit) {
  const Descriptor out = open_to_write(Stream::standard_output);
  write(out, "kept");
  start_drain(50ms);
  settle(20ms);
  EXPECT_FALSE(drained);
  settle(200ms);
  EXPECT_TRUE(drained);
  EXPECT_EQ(heard, "kept");
}

asio::awaitable<void> type(std::shared_ptr<ProcessIo> io, std::string text, int& written) {
  written = co_await io->write_input(asio::buffer(text)) ? 1 : 0;
}

TEST_F(ProcessIoTest, InputTypedEarlyWaitsForTheProcess) {
  int written = -1;
  asio::co_spawn(context, type(io, "hello", written), asio::detached);
  settle();
  EXPECT_EQ(written, -1);
  io->process_is_there();
  settle();
  EXPECT_EQ(written, 1);
  io->close_input();
  asio::co_spawn(context, type(io, "more", written), asio::detached);
  settle();
  EXPECT_EQ(written, 0);
}

TEST_F(ProcessIoTest, AbandonedBeforeTheProcessCameEverybodyHearsTheEnd) {
  int written = -1;
  asio::co_spawn(context, type(io, "hello", written), asio::detached);
  settle();
  io->abandon();
  settle();
  EXPECT_EQ(written, 0);
  EXPECT_FALSE(log->is_open());
}

TEST_F(ProcessIoTest, PipesGoWithTheObject) {
  const std::string pipe = io->path_of(Stream::standard_output);
  start_drain(2s);
  settle(500ms);
  io.reset();
  EXPECT_FALSE(std::filesystem::exists(pipe));
}

}  // namespace
}  // namespace plimsoll::engine
