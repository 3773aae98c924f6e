#include "reference-engine/image/archive.h"

#include <gtest/gtest.h>

#include <fstream>

#include "reference-engine/image/test_tar.h"

namespace plimsoll::engine {
namespace {

namespace fs = std::filesystem;

class Archive : public testing::Test {
 protected:
  using Members = std::vector<TarMember>;

  fs::path write(const Members& members) {
    const fs::path path = spool_.next_file();
    std::ofstream(path, std::ios::binary) << tar_of(members);
    return path;
  }

  std::vector<ArchivedImage> read(const Members& members) {
    return std::get<std::vector<ArchivedImage>>(read_archive(write(members), spool_));
  }

  std::string complaint(const fs::path& path) {
    return std::get<InvalidArchive>(read_archive(path, spool_)).message;
  }

  SpoolDirectory spool_{fs::temp_directory_path() / "plimsoll-archive-test"};
};

TEST_F(Archive, OfDockerSaveIsRead) {
  const auto images =
      read({{"layer.tar", "bytes"},
            {"c.json", "{}"},
            {"manifest.json",
             R"([{"Config": "c.json", "RepoTags": ["x:1"], "Layers": ["layer.tar"]}])"}});
  ASSERT_EQ(images.size(), 1U);
  EXPECT_EQ(images[0].config, "{}");
  EXPECT_EQ(images[0].references, std::vector<std::string>{"x:1"});
  EXPECT_EQ(images[0].layers.at(0).digest, digest_of("bytes"));
}

TEST_F(Archive, InOciLayoutIsRead) {
  const auto images =
      read({{"blobs/sha256/a", "bytes"},
            {"blobs/sha256/c", "{}"},
            {"blobs/sha256/m",
             R"({"config": {"digest": "sha256:c"}, "layers": [{"digest": "sha256:a"}]})"},
            {"index.json", R"({"manifests": [{"digest": "sha256:m"}]})"}});
  EXPECT_EQ(images.at(0).layers.at(0).size, 5);
}

TEST_F(Archive, MayLinkOneLayerToAnother) {
  const auto images = read(
      {{.name = "a/layer.tar", .content = "bytes"},
       {.name = "b/layer.tar", .link = "../a/layer.tar"},
       {.name = "c/layer.tar", .hard_link = "a/layer.tar"},
       {.name = "c.json", .content = "{}"},
       {.name = "manifest.json",
        .content =
            R"([{"Config": "c.json", "Layers": ["a/layer.tar", "b/layer.tar", "c/layer.tar"]}])"}});
  for (const auto& layer : images.at(0).layers) EXPECT_EQ(layer.digest, digest_of("bytes"));
}

TEST_F(Archive, WithLinksInACircleIsRefused) {
  EXPECT_EQ(complaint(write({{.name = "manifest.json", .link = "other"},
                             {.name = "other", .link = "manifest.json"}})),
            "the archive has neither manifest.json nor index.json: it is no saved image");
}

TEST_F(Archive, MayNameItsMembersInAnyScript) {
  EXPECT_EQ(complaint(write({{.name = "caf\xc3\xa9/\xff", .content = "x"}})),
            "the archive has neither manifest.json nor index.json: it is no saved image");
}

TEST_F(Archive, NestedWithoutEndIsRefused) {
  EXPECT_EQ(complaint(write({{.name = "manifest.json", .content = std::string(100'000, '[')}})),
            "manifest.json is not JSON");
}

TEST_F(Archive, ThatIsNoneIsRefusedWithTheReason) {
  EXPECT_EQ(complaint(write({{"x", "y"}})),
            "the archive has neither manifest.json nor index.json: it is no saved image");
  EXPECT_EQ(complaint(write({{"manifest.json", "{"}})), "manifest.json is not JSON");
  EXPECT_EQ(
      complaint(write({{"manifest.json", R"([{"Config": "../../etc/passwd", "Layers": []}])"}})),
      "the archive has no ../../etc/passwd");
  const fs::path garbage = spool_.next_file();
  std::ofstream(garbage) << std::string(4096, 'x');
  EXPECT_NE(complaint(garbage).find("the archive cannot be read"), std::string::npos);
}

}  // namespace
}  // namespace plimsoll::engine
