#include "conformance/differ/generated_sequences.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

namespace plimsoll::conformance {
namespace {

using Verb = Operation::Verb;

TEST(GeneratedSequences, AreTheSameForTheSameSeed) {
  const GeneratedSequences one({.seed = 7});
  const GeneratedSequences same({.seed = 7});
  const GeneratedSequences other({.seed = 8});
  int different = 0;
  for (std::uint64_t i = 0; i < 100; ++i) {
    EXPECT_EQ(one.at(i), same.at(i));
    if (one.at(i) != other.at(i)) ++different;
  }
  EXPECT_GT(different, 90);
}

TEST(GeneratedSequences, AskForAContainerEachTime) {
  const GeneratedSequences sequences({});
  for (std::uint64_t i = 0; i < 1000; ++i) {
    int creates = 0;
    for (const Operation& one : sequences.at(i)) creates += one.verb == Verb::create ? 1 : 0;
    EXPECT_EQ(creates, 1) << i;
  }
}

TEST(GeneratedSequences, ConfigureOneInSoMany) {
  const GeneratedSequences sequences({.seed = 1, .configured_one_in = 10});
  int configured = 0;
  std::set<std::string> files;
  for (std::uint64_t i = 0; i < 1000; ++i) {
    const Sequence sequence = sequences.at(i);
    configured += configures(sequence) ? 1 : 0;
    for (const Operation& one : sequence) {
      if (one.verb != Verb::reload && one.verb != Verb::restart) continue;
      EXPECT_TRUE(nlohmann::json::accept(one.text));
      files.insert(one.text);
    }
  }
  EXPECT_NEAR(configured, 100, 35);
  EXPECT_GT(files.size(), 50U);
}

}  // namespace
}  // namespace plimsoll::conformance
