#include "containerd/ttrpc/envelope.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "containerd/ttrpc/utf8.h"

namespace plimsoll::ttrpc {
namespace {

using namespace std::chrono_literals;
using namespace std::string_literals;

TEST(RequestEnvelope, HasGosFieldNumbers) {
  const Request request{
      .service = "s", .method = "m", .payload = "p", .timeout = 1ns, .metadata = {{"k", "v"}}};
  EXPECT_EQ(encode(request), "\x0a\1s\x12\1m\x1a\1p\x20\1\x2a\6\x0a\1k\x12\1v"s);
}

TEST(RequestEnvelope, ComesBackAsItWas) {
  const Request request{.service = "containerd.task.v2.Task",
                        .method = "Create",
                        .payload = "\0\xff\n"s,
                        .timeout = -5s,
                        .metadata = {{"a", "1"}, {"a", "2"}, {"", ""}}};
  EXPECT_EQ(decode_request(encode(request)), request);
}

TEST(RequestEnvelope, MayBeEmpty) { EXPECT_EQ(decode_request(""), Request{}); }

TEST(RequestEnvelope, FindsTheFirstValueOfAKey) {
  const Request request{.metadata = {{"a", "1"}, {"a", "2"}}};
  EXPECT_EQ(request.metadata_value("a"), "1");
  EXPECT_EQ(request.metadata_value("b"), std::nullopt);
}

TEST(RequestEnvelope, IsNotMadeOfAnything) {
  EXPECT_EQ(decode_request("\xff\xff\xff"), std::nullopt);
  EXPECT_EQ(decode_request("\x0a\5s"), std::nullopt) << "shorter than it says";
  EXPECT_EQ(decode_request("\x0a\1\xff"), std::nullopt)
      << "a name that is no UTF-8, as Go refuses it";
}

TEST(AnswerEnvelope, HasGosFieldNumbers) {
  const Answer answer{.status = {.code = Code::not_found, .message = "no"}, .payload = "p"};
  EXPECT_EQ(encode(answer), "\x0a\6\x08\5\x12\2no\x12\1p"s);
}

TEST(AnswerEnvelope, ComesBackAsItWas) {
  const Answer answer{.status = {.code = Code{99}, .message = "later"}, .payload = "\0"s};
  EXPECT_EQ(decode_answer(encode(answer)), answer);
}

TEST(AnswerEnvelope, WithoutStatusIsOk) {
  EXPECT_EQ(decode_answer("\x12\1p"), (Answer{.status = {}, .payload = "p"}));
}

TEST(AnswerEnvelope, MayCarryDetailsThatNobodyReads) {
  EXPECT_EQ(decode_answer("\x0a\6\x08\5\x1a\2hi"s),
            (Answer{.status = {.code = Code::not_found}, .payload = {}}));
}

TEST(AnswerEnvelope, TellsAnErrorThatIsNoUtf8) {
  const Answer answer{.status = {.code = Code::unknown, .message = "runc said \xff\xfe"},
                      .payload = {}};
  EXPECT_EQ(decode_answer(encode(answer))->status.message, "runc said ??");
}

TEST(StatusName, IsGos) {
  EXPECT_EQ(name(Code::ok), "OK");
  EXPECT_EQ(name(Code::unauthenticated), "Unauthenticated");
  EXPECT_EQ(name(Code{17}), "Code(17)");
  EXPECT_EQ(name(Code{-1}), "Code(-1)");
}

TEST(ValidUtf8, LeavesTextAloneAndReplacesTheRest) {
  const std::pair<std::string, std::string> table[] = {
      {"", ""},
      {"plain", "plain"},
      {"é€😀", "é€😀"},
      {"cut \xe2\x82", "cut ??"},
      {"\xc0\xaf overlong", "?? overlong"},
      {"\xed\xa0\x80 surrogate", "??? surrogate"},
      {"\xf4\x90\x80\x80 beyond", "???? beyond"},
      {"\x80 alone", "? alone"},
  };
  for (const auto& [text, valid] : table) EXPECT_EQ(valid_utf8(text), valid);
}

}  // namespace
}  // namespace plimsoll::ttrpc
