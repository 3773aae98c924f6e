#include "reference-engine/image/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>

#include <fstream>

namespace plimsoll::engine {
namespace {

namespace fs = std::filesystem;

class Archive : public testing::Test {
 protected:
  using Member = std::pair<std::string, std::string>;

  fs::path write(const std::vector<Member>& members) {
    const fs::path path = spool_.next_file();
    ::archive* writer = ::archive_write_new();
    ::archive_write_set_format_pax_restricted(writer);
    ::archive_write_open_filename(writer, path.c_str());
    for (const auto& [name, content] : members) {
      ::archive_entry* entry = ::archive_entry_new();
      ::archive_entry_set_pathname(entry, name.c_str());
      ::archive_entry_set_filetype(entry, AE_IFREG);
      ::archive_entry_set_perm(entry, 0644);
      ::archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
      ::archive_write_header(writer, entry);
      ::archive_write_data(writer, content.data(), content.size());
      ::archive_entry_free(entry);
    }
    ::archive_write_free(writer);
    return path;
  }

  std::vector<ArchivedImage> read(const std::vector<Member>& members) {
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
