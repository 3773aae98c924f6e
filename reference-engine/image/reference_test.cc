#include "reference-engine/image/reference.h"

#include <gtest/gtest.h>

namespace plimsoll::engine {
namespace {

const std::string kDigest = "sha256:" + std::string(64, 'a');

struct Row {
  std::string text;
  std::string full;
  std::string familiar;
};

class ValidReference : public testing::TestWithParam<Row> {};

TEST_P(ValidReference, HasAFullAndAFamiliarForm) {
  const auto parsed = parse_reference(GetParam().text);
  const auto* reference = std::get_if<Reference>(&parsed);
  ASSERT_NE(reference, nullptr) << std::get<InvalidReference>(parsed).message;
  EXPECT_EQ(reference->full(), GetParam().full);
  EXPECT_EQ(reference->familiar(), GetParam().familiar);
  EXPECT_EQ(full_reference(reference->familiar()), GetParam().full) << "the way back";
}

INSTANTIATE_TEST_SUITE_P(
    Table, ValidReference,
    testing::Values(
        Row{"busybox", "docker.io/library/busybox:latest", "busybox:latest"},
        Row{"busybox:1", "docker.io/library/busybox:1", "busybox:1"},
        Row{"busybox:1.36-Musl_2", "docker.io/library/busybox:1.36-Musl_2", "busybox:1.36-Musl_2"},
        Row{"library/busybox", "docker.io/library/busybox:latest", "busybox:latest"},
        Row{"plimsoll/busybox", "docker.io/plimsoll/busybox:latest", "plimsoll/busybox:latest"},
        Row{"docker.io/busybox", "docker.io/library/busybox:latest", "busybox:latest"},
        Row{"index.docker.io/busybox", "docker.io/library/busybox:latest", "busybox:latest"},
        Row{"docker.io/library/x:1", "docker.io/library/x:1", "x:1"},
        Row{"library/a/b", "docker.io/library/a/b:latest", "library/a/b:latest"},
        Row{"a/b/c/d", "docker.io/a/b/c/d:latest", "a/b/c/d:latest"},
        Row{"localhost/x:t", "localhost/x:t", "localhost/x:t"},
        Row{"host:5000/a/b", "host:5000/a/b:latest", "host:5000/a/b:latest"},
        Row{"host.example/x", "host.example/x:latest", "host.example/x:latest"},
        Row{"HOST/x", "HOST/x:latest", "HOST/x:latest"},
        Row{"a.b_c__d--e", "docker.io/library/a.b_c__d--e:latest", "a.b_c__d--e:latest"},
        Row{"x@" + kDigest, "docker.io/library/x@" + kDigest, "x@" + kDigest},
        Row{"x:1@" + kDigest, "docker.io/library/x:1@" + kDigest, "x:1@" + kDigest},
        Row{std::string(63, 'a'), "docker.io/library/" + std::string(63, 'a') + ":latest",
            std::string(63, 'a') + ":latest"}));

struct Refused {
  std::string text;
  std::string message = "invalid reference format";
};

class InvalidName : public testing::TestWithParam<Refused> {};

TEST_P(InvalidName, IsRefusedWithDockersText) {
  const auto parsed = parse_reference(GetParam().text);
  const auto* invalid = std::get_if<InvalidReference>(&parsed);
  ASSERT_NE(invalid, nullptr) << "became " << std::get<Reference>(parsed).full();
  EXPECT_EQ(invalid->message, GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    Table, InvalidName,
    testing::Values(
        Refused{""}, Refused{":"}, Refused{":1"}, Refused{"@"}, Refused{"a:"}, Refused{"a@"},
        Refused{"a@sha256:1"}, Refused{"a:b:c"}, Refused{"a b"}, Refused{"a//b"}, Refused{"/a"},
        Refused{"a/"}, Refused{"../x"}, Refused{"./x"}, Refused{"a/../b"}, Refused{"-a"},
        Refused{"a-"}, Refused{"a..b"}, Refused{"a___b"}, Refused{"a._b"}, Refused{"_a"},
        Refused{"a:.t"}, Refused{"a:-t"}, Refused{"a:" + std::string(129, 't')},
        Refused{"-host.example/x"}, Refused{"host:/x"}, Refused{"host:p/x"}, Refused{"a..b/x"},
        Refused{"b\xc3\xbcsybox"}, Refused{std::string("a\0b", 3)}, Refused{"a\n"},
        Refused{"UPPER",
                "invalid reference format: repository name (library/UPPER) must be lowercase"},
        Refused{"a/B:1", "invalid reference format: repository name (a/B) must be lowercase"},
        Refused{std::string(10240, 'a'), "repository name must not be more than 255 characters"},
        Refused{std::string(64, 'a'), "invalid repository name (" + std::string(64, 'a') +
                                          "), cannot specify 64-byte hexadecimal strings"}));

TEST(ImageId, IsHexadecimal) {
  EXPECT_TRUE(may_be_an_id("sha256:0af"));
  EXPECT_TRUE(may_be_an_id("0af"));
  EXPECT_TRUE(may_be_an_id(kDigest));
  EXPECT_FALSE(may_be_an_id("0aG"));
  EXPECT_FALSE(may_be_an_id("sha256:"));
  EXPECT_FALSE(may_be_an_id(kDigest + "a"));
  EXPECT_FALSE(may_be_an_id(""));
}

TEST(FamiliarMatch, IsOfTheWholeOrWithoutTheTag) {
  for (const char* pattern :
       {"busybox", "busybox:1", "busy*", "busybox:*", "bu?ybox", "[ab]usybox"})
    EXPECT_TRUE(matches_familiar(pattern, "busybox:1")) << pattern;
  for (const char* pattern : {"busy", "busybox:2", "*/busybox", "library/busybox", "", "[", "1"})
    EXPECT_FALSE(matches_familiar(pattern, "busybox:1")) << pattern;
  EXPECT_TRUE(matches_familiar("host:5000/*/c", "host:5000/b/c:t"));
  EXPECT_FALSE(matches_familiar("host:5000/*", "host:5000/b/c:t")) << "a star stops at a slash";
}

}  // namespace
}  // namespace plimsoll::engine
