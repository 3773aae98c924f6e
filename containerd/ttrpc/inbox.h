#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <string>

namespace plimsoll::ttrpc {

// The messages of one stream that nobody has asked for yet. It has a limit, since TTRPC has no flow
// control and a stream whose reader is slow must not hold up the others of its connection. Empty,
// it holds no memory.
class Inbox {
 public:
  static constexpr std::size_t kMaxMessages = 4096;
  static constexpr std::size_t kMaxBytes = 16u << 20;

  // False: it is full, and the message is lost.
  [[nodiscard]] bool push(std::string message);
  [[nodiscard]] std::optional<std::string> pop();

 private:
  std::unique_ptr<std::deque<std::string>> messages_;
  std::size_t bytes_ = 0;
};

}  // namespace plimsoll::ttrpc
