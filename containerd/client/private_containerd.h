#pragma once

#include <sys/types.h>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <filesystem>
#include <set>
#include <string>

#include "containerd/client/client.h"

namespace plimsoll::containerd {

// A containerd for a test, with its data on a tmpfs in a mount namespace of its own, so that
// killing it takes every mount along.
//
//   PrivateContainerd daemon({});
//   daemon.wait_for(store.open());
class PrivateContainerd {
 public:
  struct Options {
    bool without_overlayfs = false;
  };
  explicit PrivateContainerd(Options options);  // returns when it answers
  ~PrivateContainerd();
  PrivateContainerd(const PrivateContainerd&) = delete;
  PrivateContainerd& operator=(const PrivateContainerd&) = delete;

  [[nodiscard]] const std::filesystem::path& directory() const noexcept { return directory_; }
  [[nodiscard]] Client& client() noexcept { return client_; }

  template <class Result>
  Result wait_for(boost::asio::awaitable<Result> work) {
    context_.restart();
    auto result = boost::asio::co_spawn(context_, std::move(work), boost::asio::use_future);
    context_.run();
    return result.get();
  }

  // Gone, as if it had crashed; and there again, with nothing in it.
  void kill();
  void start();

  // What is there now.
  std::set<std::string> contents();                                 // digests
  std::set<std::string> snapshots(const std::string& snapshotter);  // keys
  std::set<std::string> leases();                                   // ids

 private:
  void prepare(Options options) const;
  boost::asio::awaitable<void> make_ready();
  boost::asio::awaitable<std::set<std::string>> list_contents();
  boost::asio::awaitable<std::set<std::string>> list_snapshots(std::string snapshotter);
  boost::asio::awaitable<std::set<std::string>> list_leases();

  std::filesystem::path directory_;
  pid_t pid_ = -1;
  boost::asio::io_context context_;
  Client client_;
};

}  // namespace plimsoll::containerd
