#include "reference-engine/stdio/stream.h"

#include <gtest/gtest.h>

namespace plimsoll::engine {
namespace {

using namespace std::string_literals;

TEST(OnTheWire, FramesEachPieceWithItsStreamAndLength) {
  EXPECT_EQ(on_the_wire(Stream::standard_output, "hello", false), "\1\0\0\0\0\0\0\5hello"s);
  EXPECT_EQ(on_the_wire(Stream::standard_error, std::string(0x010203, 'x'), false).substr(0, 8),
            "\2\0\0\0\0\1\2\3"s);
}

TEST(OnTheWire, LeavesATerminalsBytesAlone) {
  EXPECT_EQ(on_the_wire(Stream::standard_output, "hello", true), "hello");
}

}  // namespace
}  // namespace plimsoll::engine
