#include "conformance/differ/operation.h"

#include <gtest/gtest.h>

namespace plimsoll::conformance {
namespace {

using Verb = Operation::Verb;

TEST(Operation, IsALineThatIsReadAgain) {
  for (const Operation& one :
       {Operation{Verb::create, "io.containerd.kata.v2"}, Operation{Verb::create, "a \"b\"\n\x01"},
        Operation{Verb::create, ""}, Operation{Verb::start}, Operation{Verb::inspect},
        Operation{Verb::info}, Operation{Verb::reload, R"({"runtimes": {}})"},
        Operation{Verb::restart, "{"}}) {
    EXPECT_EQ(operation_from(to_text(one)), one) << to_text(one);
  }
}

TEST(Operation, IsNoOtherLine) {
  for (const char* line :
       {"", "creat \"x\"", "create", "create x", "create 7", "start \"x\"", " start"}) {
    EXPECT_EQ(operation_from(line), std::nullopt) << line;
  }
}

TEST(Sequence, ConfiguresWithAReloadOrARestart) {
  EXPECT_FALSE(configures({{Verb::create, "x"}, {Verb::start}}));
  EXPECT_TRUE(configures({{Verb::create, "x"}, {Verb::reload, "{}"}}));
  EXPECT_TRUE(configures({{Verb::restart, "{}"}}));
}

}  // namespace
}  // namespace plimsoll::conformance
