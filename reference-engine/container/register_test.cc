#include "reference-engine/container/register.h"

#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>

namespace plimsoll::engine {
namespace {

class RegisterTest : public testing::Test {
 protected:
  ContainerRef add(std::string id, std::string name) {
    Record record;
    record.id = std::move(id);
    record.name = std::move(name);
    EXPECT_TRUE(containers.hold_name(record.name, record.id));
    auto container = std::make_shared<Container>(context.get_executor(), record);
    containers.add(container);
    return container;
  }

  // The id of the one found, "none" or "several".
  std::string find(std::string_view reference) {
    const auto found = containers.find(reference);
    if (std::holds_alternative<Register::None>(found)) return "none";
    if (std::holds_alternative<Register::Several>(found)) return "several";
    return std::get<ContainerRef>(found)->id();
  }

  boost::asio::io_context context;
  Register containers;
};

TEST_F(RegisterTest, FindsByIdNameAndBeginning) {
  add("abc1", "web");
  add("abd2", "abc");
  EXPECT_EQ(find("abc1"), "abc1");
  EXPECT_EQ(find("web"), "abc1");
  EXPECT_EQ(find("/web"), "abc1");
  EXPECT_EQ(find("abd"), "abd2");
  EXPECT_EQ(find("abc"), "abd2") << "a name goes before the beginning of an id";
  EXPECT_EQ(find("ab"), "several");
  EXPECT_EQ(find("x"), "none");
  EXPECT_EQ(find(""), "none");
  EXPECT_EQ(find("/"), "none");
}

TEST_F(RegisterTest, ANameIsHeldOnceAndFreeAfterwards) {
  const auto web = add("abc1", "web");
  EXPECT_FALSE(containers.hold_name("web", "other"));
  EXPECT_EQ(containers.holder_of("web"), "abc1");
  containers.remove(web);
  EXPECT_EQ(find("web"), "none");
  EXPECT_EQ(find("abc1"), "none");
  EXPECT_TRUE(containers.hold_name("web", "other"));
  EXPECT_EQ(find("web"), "none") << "held, but not there yet";
}

}  // namespace
}  // namespace plimsoll::engine
