#pragma once

#include <filesystem>
#include <memory>
#include <string>

namespace plimsoll::conformance {

// How the fake engine treats a request to create a container; every other request is answered.
enum class Manner {
  refuses,       // 400 with the right text: what an engine should do
  accepts,       // 201 for everything: an engine with a hole
  keeps,         // 201 for everything, and removes nothing
  dies,          // closes the connection and the socket, as a crash does
  hangs,         // reads the request and says nothing
  hangs_slowly,  // sends a byte now and then, for ever
  rubbish,       // answers what is no HTTP
  half,          // promises a body, sends half of it and hangs up
};

// An engine with bad manners, on a unix socket, in a thread of its own: for the tests of what the
// suite makes of a target that misbehaves.
class FakeEngine {
 public:
  FakeEngine(std::filesystem::path socket, Manner manner);
  ~FakeEngine();
  FakeEngine(const FakeEngine&) = delete;
  FakeEngine& operator=(const FakeEngine&) = delete;

  [[nodiscard]] std::string target() const { return "unix://" + socket_.string(); }

 private:
  class Server;
  std::filesystem::path socket_;
  std::unique_ptr<Server> server_;
};

}  // namespace plimsoll::conformance
