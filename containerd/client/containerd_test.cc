#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "containerd/client/client.h"
#include "containerd/client/content.h"
#include "containerd/client/private_containerd.h"
#include "github.com/containerd/containerd/api/services/containers/v1/containers.grpc.pb.h"
#include "github.com/containerd/containerd/api/services/namespaces/v1/namespace.grpc.pb.h"

namespace plimsoll::containerd {
namespace {

using boost::asio::awaitable;
using namespace std::chrono_literals;
using ::containerd::services::containers::v1::Containers;
using ::containerd::services::namespaces::v1::Namespaces;

class RealContainerd : public testing::Test {
 protected:
  Client& client() { return daemon_.client(); }

  awaitable<int> count_namespaces() {
    const ::containerd::services::namespaces::v1::ListNamespacesRequest request;
    const auto listed =
        co_await client().call<Namespaces>(&Namespaces::Stub::PrepareAsyncList, request);
    co_return listed.namespaces_size();
  }

  PrivateContainerd daemon_{PrivateContainerd::Options{}};
};

TEST_F(RealContainerd, Answers) { EXPECT_EQ(daemon_.wait_for(count_namespaces()), 1); }

TEST_F(RealContainerd, GivesBackTheContentThatWasWritten) {
  const std::string digest =
      "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
  const auto twice = [&]() -> awaitable<std::string> {
    for (int time = 0; time < 2; ++time) {
      ContentWrite write{
          .reference = "upload", .digest = digest, .size = 5, .labels = {}, .lease = {}};
      co_await write_content(client(), std::move(write), "hello");
    }
    co_return co_await read_content(client(), digest);
  };
  EXPECT_EQ(daemon_.wait_for(twice()), "hello");
}

TEST_F(RealContainerd, RefusesContentThatIsNotWhatItsDigestSays) {
  const auto write = [&]() -> awaitable<bool> {
    ContentWrite wrong{.reference = "upload",
                       .digest = "sha256:" + std::string(64, '0'),
                       .size = 5,
                       .labels = {},
                       .lease = {}};
    co_await write_content(client(), std::move(wrong), "hello");
    co_return true;
  };
  EXPECT_THROW(daemon_.wait_for(write()), RpcError);
  EXPECT_THAT(daemon_.contents(), testing::IsEmpty());
}

TEST_F(RealContainerd, NamesCodeMethodAndSubjectInAnError) {
  const auto look_for_one = [&]() -> awaitable<bool> {
    ::containerd::services::containers::v1::GetContainerRequest request;
    request.set_id("absent");
    CallOptions options{.subject = "container absent"};
    co_await client().call<Containers>(&Containers::Stub::PrepareAsyncGet, request, options);
    co_return true;
  };
  try {
    daemon_.wait_for(look_for_one());
    FAIL() << "it found the container";
  } catch (const RpcError& error) {
    EXPECT_EQ(error.code(), grpc::StatusCode::NOT_FOUND);
    EXPECT_STREQ(error.what(),
                 "containerd containerd.services.containers.v1.GetContainerRequest container "
                 "absent: container \"absent\" in namespace \"moby\": not found");
  }
}

TEST_F(RealContainerd, IsFoundAgainWhenItWasAway) {
  daemon_.kill();
  EXPECT_THROW(daemon_.wait_for(client().wait_ready(100ms)), RpcError);
  EXPECT_THROW(daemon_.wait_for(count_namespaces()), RpcError);
  daemon_.start();
  EXPECT_NO_THROW(daemon_.wait_for(client().wait_ready(20s)));
}

TEST_F(RealContainerd, IsFoundByTheFirstCallAfterItCameBack) {
  daemon_.kill();
  for (int time = 0; time < 5; ++time) {  // so that gRPC has become patient
    EXPECT_THROW(daemon_.wait_for(count_namespaces()), RpcError);
  }
  daemon_.start();
  Client another(client().executor(), client().options());
  daemon_.wait_for(another.wait_ready(20s));
  EXPECT_NO_THROW(daemon_.wait_for(count_namespaces()));
}

}  // namespace
}  // namespace plimsoll::containerd
