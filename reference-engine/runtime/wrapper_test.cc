#include "reference-engine/runtime/wrapper.h"

#include <gtest/gtest.h>

namespace plimsoll::runtime {
namespace {

TEST(Wrapper, QuotesEachArgument) {
  EXPECT_EQ(wrapper_for("x", {"/usr/bin/runc", {"--a b", "it's", "$HOME"}}).content,
            "#!/bin/sh\nexec '/usr/bin/runc' '--a b' 'it'\\''s' '$HOME' \"$@\"\n");
}

TEST(Wrapper, HasAnotherFileForOtherContentOrName) {
  const auto file = [](const char* name, const char* argument) {
    return wrapper_for(name, {"/usr/bin/runc", {argument}}).file_name;
  };
  EXPECT_EQ(file("x", "a"), file("x", "a"));
  EXPECT_NE(file("x", "a"), file("x", "b"));
  EXPECT_NE(file("x", "a"), file("y", "a"));
}

TEST(Wrapper, HasAPlainFileNameWhateverTheRuntimeIsCalled) {
  EXPECT_EQ(wrapper_for("../" + std::string(5000, 'x'), {"/r", {"a"}}).file_name.find('/'),
            std::string::npos);
}

TEST(Wrapper, IsMadeOnlyForPathsWithArguments) {
  const ConfiguredRuntimes configured = {{"plain", PathRuntime{"/r"}},
                                         {"typed", TypedRuntime{.type = "a.b"}},
                                         {"with", PathRuntime{"/r", {"a"}}}};
  EXPECT_EQ(wrappers(configured), std::vector{wrapper_for("with", {"/r", {"a"}})});
}

}  // namespace
}  // namespace plimsoll::runtime
