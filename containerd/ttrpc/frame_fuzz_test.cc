// The fuzz target with the inputs it starts from and every beginning of them, so that it is true
// before anybody fuzzes.
#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace plimsoll::ttrpc {
namespace {

TEST(FrameFuzz, HoldsForEverySeed) {
  int seeds = 0;
  for (const auto& entry : std::filesystem::directory_iterator(PLIMSOLL_FUZZ_CORPUS)) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string input((std::istreambuf_iterator<char>(file)),
                            std::istreambuf_iterator<char>());
    SCOPED_TRACE(entry.path());
    for (std::size_t size = 0; size <= input.size(); ++size) {
      EXPECT_EQ(LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), size),
                0);
    }
    ++seeds;
  }
  EXPECT_GT(seeds, 0);
}

}  // namespace
}  // namespace plimsoll::ttrpc
