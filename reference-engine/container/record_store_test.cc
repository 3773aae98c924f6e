#include "reference-engine/container/record_store.h"

#include <gtest/gtest.h>

#include <fstream>

#include "reference-engine/container/example_record.h"
#include "reference-engine/stdio/temporary_directory.h"

namespace plimsoll::engine {
namespace {

using namespace std::chrono_literals;

TEST(RecordStore, GivesBackWhatWasSaved) {
  const TemporaryDirectory directory;
  const RecordStore store(directory.path() / "containers");
  EXPECT_TRUE(store.load().records.empty());
  Record saved = example_record();
  saved.state = {.status = Status::exited,
                 .pid = 0,
                 .exit_code = 3,
                 .error = "why",
                 .started = example_time,
                 .finished = example_time + 1ns};
  store.save(saved);
  const auto loaded = store.load().records;
  ASSERT_EQ(loaded.size(), 1u);
  EXPECT_EQ(to_json(loaded[0]), to_json(saved));
  store.remove(saved.id);
  EXPECT_TRUE(store.load().records.empty());
}

TEST(RecordStore, ABrokenRecordHidesNoOther) {
  const TemporaryDirectory directory;
  const RecordStore store(directory.path());
  store.save(example_record());
  std::filesystem::create_directory(directory.path() / "broken");
  std::ofstream(directory.path() / "broken/config.json") << "{";
  const auto loaded = store.load();
  EXPECT_EQ(loaded.records.size(), 1U);
  EXPECT_EQ(loaded.unreadable.size(), 1u);
}

TEST(RecordStore, ClearsAwayWhatNeverGotARecord) {
  const TemporaryDirectory directory;
  std::filesystem::create_directory(directory.path() / "unfinished");
  EXPECT_TRUE(RecordStore(directory.path()).load().unreadable.empty());
  EXPECT_FALSE(std::filesystem::exists(directory.path() / "unfinished"));
}

}  // namespace
}  // namespace plimsoll::engine
