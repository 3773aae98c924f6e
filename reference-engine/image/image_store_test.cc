#include "reference-engine/image/image_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "containerd/client/content.h"
#include "containerd/client/private_containerd.h"
#include "github.com/containerd/containerd/api/services/images/v1/images.grpc.pb.h"
#include "reference-engine/api/api_error.h"
#include "reference-engine/image/digest.h"
#include "reference-engine/image/test_tar.h"

namespace plimsoll::engine {
namespace {

using boost::asio::awaitable;
using boost::beast::http::status;
using containerd::PrivateContainerd;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

const std::string kBottom = tar_of({{.name = "etc/passwd", .content = "root:x:0:0::/:/bin/sh\n"}});
const std::string kTop = tar_of({{.name = "bin/sh", .content = "#!", .mode = 0755}});

SavedImage two_layers() {
  return {.layers = {kBottom, kTop},
          .diff_ids = {digest_of(kBottom), digest_of(kTop)},
          .references = {"web:1"}};
}

// A whole request's body at once.
Upload upload(std::string bytes) {
  const auto rest = std::make_shared<std::optional<std::string>>(std::move(bytes));
  const auto sent = std::make_shared<std::string>();
  return [rest, sent]() -> awaitable<std::span<const std::byte>> {
    if (!*rest) co_return std::span<const std::byte>();
    *sent = std::move(**rest);
    rest->reset();
    co_return std::as_bytes(std::span(*sent));
  };
}

class Images : public testing::Test {
 protected:
  Images() { daemon_.wait_for(store_.open()); }

  std::vector<Image> load(std::string archive) {
    return daemon_.wait_for(store_.load(upload(std::move(archive))));
  }
  Image import(ImageStore::ImportOrder order) {
    return daemon_.wait_for(store_.import(upload(kBottom), std::move(order)));
  }
  Image resolve(const std::string& reference) {
    return daemon_.wait_for(store_.resolve(reference));
  }

  // The status and the text of a refusal.
  std::pair<status, std::string> refusal(auto work) {
    try {
      (void)daemon_.wait_for(work());
    } catch (const api::ApiError& error) {
      return {error.status(), error.what()};
    }
    return {status::ok, "not refused"};
  }

  PrivateContainerd daemon_{PrivateContainerd::Options{}};
  ImageStore store_{daemon_.client(), {.spool = daemon_.directory() / "spool", .owner = "me"}};
};

TEST_F(Images, OfADockerArchiveAreLoaded) {
  const auto loaded = load(docker_archive_of(two_layers()));
  ASSERT_EQ(loaded.size(), 1U);
  EXPECT_EQ(loaded[0].id, digest_of(config_of(two_layers())));
  EXPECT_THAT(loaded[0].repo_tags, ElementsAre("web:1"));
  EXPECT_EQ(loaded[0].config["Cmd"][0], "/bin/sh");
  EXPECT_EQ(loaded[0].size, static_cast<std::int64_t>(kBottom.size() + kTop.size()));
}

TEST_F(Images, OfAnOciLayoutAreTheSame) {
  EXPECT_EQ(load(oci_layout_of(two_layers())).at(0).id,
            load(docker_archive_of(two_layers()))[0].id);
}

TEST_F(Images, MayHaveCompressedLayers) {
  for (const auto compression : {TarCompression::gzip, TarCompression::zstd}) {
    SavedImage image = two_layers();
    image.layers[1] = tar_of({{.name = "bin/sh", .content = "#!", .mode = 0755}}, compression);
    EXPECT_EQ(load(docker_archive_of(image)).at(0).chain_id,
              load(docker_archive_of(two_layers()))[0].chain_id);
  }
}

TEST_F(Images, LeaveNoLeaseAndNoHalfUnpackedLayer) {
  const auto image = load(docker_archive_of(two_layers())).at(0);
  EXPECT_THAT(daemon_.leases(), IsEmpty());
  EXPECT_THAT(daemon_.snapshots(store_.snapshotter()),
              UnorderedElementsAre(digest_of(kBottom), image.chain_id));
  EXPECT_TRUE(std::filesystem::is_empty(daemon_.directory() / "spool"));
}

TEST_F(Images, ThatLieAboutTheirLayersAreRefusedAndLeaveNothing) {
  SavedImage image = two_layers();
  image.diff_ids[1] = "sha256:" + std::string(64, '0');
  const auto [code, text] = refusal([&] { return store_.load(upload(docker_archive_of(image))); });
  EXPECT_EQ(code, status::bad_request);
  EXPECT_THAT(text, HasSubstr("layer 1 is " + digest_of(kTop)));
  EXPECT_THAT(daemon_.wait_for(store_.list()), IsEmpty());
  EXPECT_THAT(daemon_.leases(), IsEmpty());
}

TEST_F(Images, ThatAreMalformedAreRefused) {
  SavedImage fewer = two_layers();
  fewer.diff_ids.pop_back();
  SavedImage misnamed = two_layers();
  misnamed.references = {"Not A Name"};
  SavedImage no_tar = two_layers();
  no_tar.layers[1] = "no tar";
  for (const auto& archive : {docker_archive_of(fewer), docker_archive_of(misnamed),
                              docker_archive_of(no_tar), std::string("garbage"), std::string()}) {
    EXPECT_EQ(refusal([&] { return store_.load(upload(archive)); }).first, status::bad_request);
  }
  EXPECT_THAT(daemon_.leases(), IsEmpty());
}

TEST_F(Images, AreImportedFromATar) {
  const auto image = import({.reference = "root", .changes = {"ENV A=b", "CMD [\"sh\"]"}});
  EXPECT_THAT(image.repo_tags, ElementsAre("root:latest"));
  EXPECT_EQ(image.config, (nlohmann::json{{"Env", {"A=b"}}, {"Cmd", {"sh"}}}));
  EXPECT_EQ(image.chain_id, digest_of(kBottom));
}

TEST_F(Images, AreNotImportedWithAChangeNobodyCanRead) {
  for (const char* change : {"FROM x", "CMD [1]", "ENV"}) {
    const auto work = [&] { return store_.import(upload(kBottom), {.changes = {change}}); };
    EXPECT_EQ(refusal(work).first, status::bad_request) << change;
  }
}

TEST_F(Images, WithoutANameAreFoundById) {
  const auto image = import({});
  EXPECT_EQ(resolve(image.id).id, image.id);
  EXPECT_EQ(resolve(image.id.substr(7, 12)).id, image.id);
  EXPECT_THAT(resolve(image.id).repo_tags, IsEmpty());
}

TEST_F(Images, ThatAreNotThereAreMissedByName) {
  const auto missed = [&](const char* name) {
    return refusal([&] { return store_.resolve(name); });
  };
  EXPECT_EQ(missed("absent"),
            std::pair(status::not_found, std::string("No such image: absent:latest")));
  EXPECT_EQ(missed("Not A Name").first, status::bad_request);
}

TEST_F(Images, LoseOneNameAndKeepTheOthers) {
  const auto image = import({.reference = "a"});
  daemon_.wait_for(store_.tag("a", "b:2"));
  const auto removed = daemon_.wait_for(store_.remove("a", false));
  EXPECT_THAT(removed.untagged, ElementsAre("a:latest"));
  EXPECT_EQ(removed.deleted, "");
  EXPECT_EQ(resolve("b:2").id, image.id);
}

TEST_F(Images, WithSeveralNamesAreRemovedByIdOnlyByForce) {
  const auto image = import({.reference = "a"});
  daemon_.wait_for(store_.tag("a", "b"));
  EXPECT_EQ(refusal([&] { return store_.remove(image.id, false); }).first, status::conflict);
  const auto removed = daemon_.wait_for(store_.remove(image.id, true));
  EXPECT_THAT(removed.untagged, UnorderedElementsAre("a:latest", "b:latest"));
  EXPECT_EQ(removed.deleted, image.id);
}

TEST_F(Images, ThatAreRemovedFreeTheirContentsAndSnapshots) {
  import({.reference = "a"});
  daemon_.wait_for(store_.remove("a", false));
  EXPECT_THAT(daemon_.contents(), IsEmpty());
  EXPECT_THAT(daemon_.snapshots(store_.snapshotter()), IsEmpty());
}

TEST_F(Images, OfOthersDoNotHideOurs) {
  const auto image = import({.reference = "ours"});
  const auto put_index = [&]() -> awaitable<void> {
    const std::string index = R"({"schemaVersion": 2, "manifests": []})";
    containerd::ContentWrite write{.reference = "index",
                                   .digest = digest_of(index),
                                   .size = static_cast<std::int64_t>(index.size()),
                                   .labels = {{"containerd.io/gc.root", "test"}},
                                   .lease = {}};
    co_await containerd::write_content(daemon_.client(), std::move(write), index);
    namespace images = ::containerd::services::images::v1;
    images::CreateImageRequest request;
    request.mutable_image()->set_name("docker.io/library/theirs:latest");
    auto& target = *request.mutable_image()->mutable_target();
    target.set_digest(digest_of(index));
    target.set_size(static_cast<std::int64_t>(index.size()));
    target.set_media_type("application/vnd.oci.image.index.v1+json");
    co_await daemon_.client().call<images::Images>(&images::Images::Stub::PrepareAsyncCreate,
                                                   request);
  };
  daemon_.wait_for(put_index());
  EXPECT_EQ(daemon_.wait_for(store_.list()).size(), 1U);
  EXPECT_EQ(resolve("ours").id, image.id);
  EXPECT_EQ(refusal([&] { return store_.resolve("theirs"); }).first, status::not_found);
}

TEST_F(Images, GiveAContainerARootFileSystemOfItsOwn) {
  const auto image = load(docker_archive_of(two_layers())).at(0);
  const auto mounts = daemon_.wait_for(store_.prepare_rootfs("c1", image));
  ASSERT_EQ(mounts.size(), 1U);
  const auto again = daemon_.wait_for(store_.mounts_of("c1"));
  EXPECT_EQ(again.at(0).SerializeAsString(), mounts[0].SerializeAsString());
  daemon_.wait_for(store_.remove_rootfs("c1"));
  daemon_.wait_for(store_.remove_rootfs("c1"));
  EXPECT_THAT(daemon_.snapshots(store_.snapshotter()), Not(Contains("c1")));
}

TEST_F(Images, ForgetTheContainersNobodyKnows) {
  const auto image = import({});
  ImageStore others(daemon_.client(), {.spool = daemon_.directory() / "other", .owner = "other"});
  daemon_.wait_for(others.prepare_rootfs("theirs", image));
  daemon_.wait_for(store_.prepare_rootfs("known", image));
  daemon_.wait_for(store_.prepare_rootfs("lost", image));
  daemon_.wait_for(store_.remove_other_rootfs({"known"}));
  EXPECT_THAT(daemon_.snapshots(store_.snapshotter()),
              UnorderedElementsAre(image.chain_id, "theirs", "known"));
}

TEST(ImagesWithoutOverlayfs, AreCopied) {
  PrivateContainerd daemon({.without_overlayfs = true});
  ImageStore store(daemon.client(), {.spool = daemon.directory() / "spool", .owner = "me"});
  daemon.wait_for(store.open());
  EXPECT_EQ(store.snapshotter(), "native");
  const auto image = daemon.wait_for(store.import(upload(kBottom), {}));
  EXPECT_EQ(daemon.wait_for(store.prepare_rootfs("c1", image)).at(0).type(), "bind");
}

}  // namespace
}  // namespace plimsoll::engine
