#include "reference-engine/container/record_store.h"

#include <gtest/gtest.h>

#include <fstream>

#include "reference-engine/container/create_request.h"
#include "reference-engine/stdio/temporary_directory.h"

namespace plimsoll::engine {
namespace {

using namespace std::chrono_literals;

const Timestamp kNow = Timestamp(std::chrono::seconds(1767323045));

Record record() {
  const auto parsed = parse_create_request({{"Image", "busybox"}, {"Cmd", {"echo", "hi"}}});
  const auto& request = std::get<CreateRequest>(parsed);
  Record made;
  made.id = std::string(64, 'a');
  made.name = "web";
  made.created = kNow;
  made.image_id = "sha256:0123";
  made.config = request.config;
  made.host_config = request.host_config;
  made.mounts.push_back({.source = "/src", .destination = "/dst"});
  made.storage_driver = "overlayfs";
  return made;
}

TEST(RecordStore, GivesBackWhatWasSaved) {
  const TemporaryDirectory directory;
  const RecordStore store(directory.path() / "containers");
  EXPECT_TRUE(store.load().records.empty());
  Record saved = record();
  saved.state = {.status = Status::exited,
                 .pid = 0,
                 .exit_code = 3,
                 .error = "why",
                 .started = kNow,
                 .finished = kNow + 1ns};
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
  store.save(record());
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
