#include "reference-engine/container/state.h"

#include <gtest/gtest.h>

namespace plimsoll::engine {
namespace {

using enum Status;
constexpr Status kStatuses[] = {created, running, paused, exited, dead};

TEST(ContainerState, EveryHappeningInEveryState) {
  constexpr std::nullopt_t no = std::nullopt;
  const struct {
    Happening happening;
    std::optional<Status> next[5];  // from created, running, paused, exited, dead
  } table[] = {
      {Happening::started, {running, no, no, running, no}},
      {Happening::start_failed, {created, no, no, exited, no}},
      {Happening::paused, {no, paused, no, no, no}},
      {Happening::resumed, {no, no, running, no, no}},
      {Happening::ended, {no, exited, exited, no, no}},
      {Happening::removal_failed, {dead, no, no, dead, dead}},
  };
  for (const auto& row : table) {
    for (int i = 0; i < 5; ++i) {
      EXPECT_EQ(after(kStatuses[i], row.happening), row.next[i])
          << word_for(kStatuses[i]) << ", happening " << static_cast<int>(row.happening);
    }
  }
}

TEST(ContainerState, EveryWordNamesItsState) {
  for (const Status status : kStatuses) EXPECT_EQ(status_named(word_for(status)), status);
  EXPECT_EQ(status_named("asleep"), std::nullopt);
}

// '-' go on, '=' nothing to do (304), 'x' refused (409)
char verdict(Status status, Request request) {
  const auto found = objection(status, request, {.id = "ID", .name = "web"});
  if (!found) return '-';
  return found->nothing_to_do ? '=' : 'x';
}

TEST(ContainerState, EveryRequestInEveryState) {
  const struct {
    Request request;
    const char* verdicts;  // created, running, paused, exited, dead
  } table[] = {
      {Request::start, "-=x-x"},  {Request::stop, "=--=="},    {Request::kill, "x--xx"},
      {Request::pause, "x-xxx"},  {Request::unpause, "xx-xx"}, {Request::exec, "x-xxx"},
      {Request::attach, "--x--"}, {Request::remove, "-xx--"},  {Request::forced_remove, "-----"},
  };
  for (const auto& row : table) {
    for (int i = 0; i < 5; ++i) {
      EXPECT_EQ(verdict(kStatuses[i], row.request), row.verdicts[i])
          << word_for(kStatuses[i]) << ", request " << static_cast<int>(row.request);
    }
  }
}

TEST(ContainerState, RefusalsUseDockersWords) {
  const Subject web{.id = "ID", .name = "web"};
  EXPECT_EQ(objection(running, Request::remove, web)->message,
            "cannot remove container \"/web\": container is running: stop the container before "
            "removing or force remove");
  EXPECT_EQ(objection(paused, Request::remove, web)->message,
            "cannot remove container \"/web\": container is paused and must be unpaused first");
  EXPECT_EQ(objection(exited, Request::kill, web)->message, "container ID is not running");
  EXPECT_EQ(objection(paused, Request::start, web)->message,
            "cannot start a paused container, try unpause instead");
}

}  // namespace
}  // namespace plimsoll::engine
