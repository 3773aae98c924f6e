#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <filesystem>
#include <fstream>
#include <future>

#include "containerd/client/client.h"
#include "containerd/client/content.h"
#include "github.com/containerd/containerd/api/services/containers/v1/containers.grpc.pb.h"
#include "github.com/containerd/containerd/api/services/namespaces/v1/namespace.grpc.pb.h"

namespace plimsoll::containerd {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using ::containerd::services::containers::v1::Containers;
using ::containerd::services::namespaces::v1::Namespaces;

// A containerd of our own, without plug-ins that would touch the host.
class PrivateContainerd : public testing::Test {
 protected:
  void SetUp() override {
    char pattern[] = "/tmp/plimsoll-client.XXXXXX";
    ASSERT_NE(mkdtemp(pattern), nullptr);
    directory_ = pattern;
    std::ofstream(directory_ / "config.toml")
        << "version = 2\n"
        << "disabled_plugins = [\"io.containerd.grpc.v1.cri\"]\n";
    start();
  }

  void TearDown() override {
    stop();
    fs::remove_all(directory_);
  }

  void start() {
    const std::vector<std::string> words = {"containerd",
                                            "--config",
                                            directory_ / "config.toml",
                                            "--root",
                                            directory_ / "root",
                                            "--state",
                                            directory_ / "state",
                                            "--address",
                                            directory_ / "c.sock",
                                            "--log-level",
                                            "fatal"};
    std::vector<char*> argv;
    for (const auto& word : words) argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    ASSERT_EQ(posix_spawnp(&pid_, argv[0], nullptr, nullptr, argv.data(), environ), 0);
  }

  void stop() {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }

  Client::Options options() {
    return {.socket = directory_ / "c.sock", .containerd_namespace = "test"};
  }

  // Runs a coroutine to its end on an executor of its own.
  template <class Result>
  static Result run(
      std::function<boost::asio::awaitable<Result>(boost::asio::any_io_executor)> body) {
    boost::asio::io_context context;
    auto result =
        boost::asio::co_spawn(context, body(context.get_executor()), boost::asio::use_future);
    context.run();
    return result.get();
  }

  fs::path directory_;
  pid_t pid_ = -1;
};

TEST_F(PrivateContainerd, IsWaitedForAndAnswers) {
  const auto names =
      run<int>([this](boost::asio::any_io_executor executor) -> boost::asio::awaitable<int> {
        Client client(executor, options());
        co_await client.wait_ready(20s);
        ::containerd::services::namespaces::v1::CreateNamespaceRequest create;
        create.mutable_namespace_()->set_name("test");
        co_await client.call<Namespaces>(&Namespaces::Stub::PrepareAsyncCreate, create);
        const ::containerd::services::namespaces::v1::ListNamespacesRequest list;
        const auto listed =
            co_await client.call<Namespaces>(&Namespaces::Stub::PrepareAsyncList, list);
        co_return listed.namespaces_size();
      });
  EXPECT_EQ(names, 1);
}

TEST_F(PrivateContainerd, GivesBackTheContentThatWasWritten) {
  const std::string blob = "hello";
  const std::string digest =
      "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
  const auto read = run<std::string>(
      [&](boost::asio::any_io_executor executor) -> boost::asio::awaitable<std::string> {
        Client client(executor, options());
        co_await client.wait_ready(20s);
        for (int twice = 0; twice < 2; ++twice) {
          ContentWrite write{
              .reference = "upload", .digest = digest, .size = 5, .labels = {}, .lease = {}};
          co_await write_content(client, std::move(write), blob);
        }
        co_return co_await read_content(client, digest);
      });
  EXPECT_EQ(read, blob);
}

TEST_F(PrivateContainerd, NamesCodeMethodAndSubjectInAnError) {
  const auto message = run<std::string>(
      [&](boost::asio::any_io_executor executor) -> boost::asio::awaitable<std::string> {
        Client client(executor, options());
        co_await client.wait_ready(20s);
        ::containerd::services::containers::v1::GetContainerRequest get;
        get.set_id("absent");
        CallOptions call{.subject = "container absent"};
        try {
          co_await client.call<Containers>(&Containers::Stub::PrepareAsyncGet, get, call);
        } catch (const RpcError& error) {
          EXPECT_EQ(error.code(), grpc::StatusCode::NOT_FOUND);
          co_return error.what();
        }
        co_return "no error";
      });
  EXPECT_EQ(message,
            "containerd containerd.services.containers.v1.GetContainerRequest container absent: "
            "container \"absent\" in namespace \"test\": not found");
}

TEST_F(PrivateContainerd, IsFoundAgainWhenItWasAway) {
  run<bool>([&](boost::asio::any_io_executor executor) -> boost::asio::awaitable<bool> {
    Client client(executor, options());
    co_await client.wait_ready(20s);
    stop();
    EXPECT_THROW(co_await client.wait_ready(100ms), RpcError);
    start();
    co_await client.wait_ready(20s);
    co_return true;
  });
}

}  // namespace
}  // namespace plimsoll::containerd
