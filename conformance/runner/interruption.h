#pragma once

namespace plimsoll::conformance {

// SIGINT and SIGTERM as something to poll: while this lives they do not end the process, they make
// the descriptor readable. What was started can then be ended in order, and the report written.
class Interruption {
 public:
  Interruption();
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  [[nodiscard]] int descriptor() const { return descriptor_; }
  [[nodiscard]] bool happened() const;

 private:
  int descriptor_;
};

}  // namespace plimsoll::conformance
