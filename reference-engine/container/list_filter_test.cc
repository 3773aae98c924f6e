#include "reference-engine/container/list_filter.h"

#include <gtest/gtest.h>

namespace plimsoll::engine {
namespace {

using nlohmann::json;

Record record(std::string name, Status status, int age) {
  Record made;
  made.id = std::string(64, name.back());
  made.name = std::move(name);
  made.created = Timestamp(std::chrono::seconds(1000 - age));
  made.image_id = "sha256:0123456789";
  made.config = {{"Image", "busybox"}, {"Labels", {{"tier", "front"}}}};
  made.host_config = json::object();
  made.state.status = status;
  return made;
}

class ListFilter : public testing::Test {
 protected:
  // The names of those selected, in order.
  std::string names(std::string_view filters, bool all = false, int limit = 0) {
    const auto parsed = parse_list_query(filters);
    if (const auto* bad = std::get_if<InvalidFilter>(&parsed)) return bad->message;
    auto query = std::get<ListQuery>(parsed);
    query.all = all;
    query.limit = limit;
    std::string line;
    for (const Record* found : select({&web, &base, &job}, query)) line += found->name + " ";
    return line;
  }

  Record web = record("web-a", Status::running, 10);
  Record base = record("base-b", Status::exited, 30);
  Record job = record("job-c", Status::created, 20);
};

TEST_F(ListFilter, RunningOnesUnlessAllAreAskedFor) {
  EXPECT_EQ(names(""), "web-a ");
  EXPECT_EQ(names("", true), "web-a job-c base-b ");
  EXPECT_EQ(names("", false, 2), "web-a job-c ");
}

TEST_F(ListFilter, EachKindSelects) {
  base.state.exit_code = 3;
  const std::pair<const char*, const char*> cases[] = {
      {R"({"name":["^web"]})", "web-a "},
      {R"({"name":{"^/job-c$":true}})", "job-c "},
      {R"({"name":["web","job"]})", "web-a job-c "},
      {R"({"id":["bbb"]})", "base-b "},
      {R"({"status":["exited"]})", "base-b "},
      {R"({"status":["exited","created"]})", "job-c base-b "},
      {R"({"exited":["3"]})", "base-b "},
      {R"({"exited":["4"]})", ""},
      {R"({"label":["tier"]})", "web-a job-c base-b "},
      {R"({"label":["tier=front"]})", "web-a job-c base-b "},
      {R"({"label":["tier=back"]})", ""},
      {R"({"ancestor":["busybox:latest"]})", "web-a job-c base-b "},
      {R"({"ancestor":["0123456"]})", "web-a job-c base-b "},
      {R"({"ancestor":["alpine"]})", ""},
      {R"({"before":["job-c"]})", "base-b "},
      {R"({"since":["job-c"]})", "web-a "},
      {R"({"name":["web"],"status":["exited"]})", ""},
  };
  for (const auto& [filters, expected] : cases)
    EXPECT_EQ(names(filters, true), expected) << filters;
}

TEST_F(ListFilter, WhatIsNoFilterIsSaid) {
  const std::pair<const char*, const char*> cases[] = {
      {R"({"colour":["red"]})", "invalid filter 'colour'"},
      {R"({"status":["asleep"]})", "invalid filter 'status=asleep'"},
      {R"({"exited":["soon"]})", "invalid filter 'exited=soon'"},
      {R"([])", "invalid filter"},
      {R"({"name":5})", "invalid filter"},
      {R"({"name":[5]})", "invalid filter"},
      {"{", "invalid filter"},
  };
  for (const auto& [filters, expected] : cases) EXPECT_EQ(names(filters), expected) << filters;
}

TEST_F(ListFilter, ABrokenPatternSelectsNothing) { EXPECT_EQ(names(R"({"name":["["]})"), ""); }

// A backtracking matcher would not come back.
TEST_F(ListFilter, APatternTakesNoLongerThanTheTextIsLong) {
  web.name = std::string(40, 'a') + "!";
  EXPECT_EQ(names(R"({"name":["^(a+)+$"]})"), "");
}

}  // namespace
}  // namespace plimsoll::engine
