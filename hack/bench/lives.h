#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <string>

#include "containerd/client/client.h"
#include "hack/bench/shim_contender.h"

namespace plimsoll::bench {

// Containers' whole lives through containerd's API, without a client's work: create, start, wait,
// delete, with nothing on their streams.
//
//   Lives lives(contender, "/usr/sbin/runc");
//   lives.run({.count = 100, .at_once = 100});
class Lives {
 public:
  Lives(ShimContender& contender, std::string runc);

  struct Many {
    int count = 0;
    int at_once = 1;
  };
  // Returns when all have ended; throws when one did not end well.
  void run(const Many& many);

  // One container that runs until its end is asked for, and a process in it that ends at once.
  void start_container(const std::string& id);
  void run_execs(const std::string& id, int count);
  void end_container(const std::string& id);

 private:
  void finish(boost::asio::awaitable<void> work);
  boost::asio::awaitable<void> some(const Many& many, int& next);
  boost::asio::awaitable<void> life(std::string id);
  boost::asio::awaitable<void> create(std::string id, std::string command);
  boost::asio::awaitable<void> start(std::string id, std::string exec);
  boost::asio::awaitable<void> await_end(std::string id, std::string exec);
  boost::asio::awaitable<void> kill(std::string id);
  boost::asio::awaitable<void> remove(std::string id);
  boost::asio::awaitable<void> execs(std::string id, int count);

  ShimContender& contender_;
  std::string runc_;
  boost::asio::io_context context_{1};
  containerd::Client client_;
  int lives_ = 0;
};

}  // namespace plimsoll::bench
