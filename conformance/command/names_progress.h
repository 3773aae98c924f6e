#pragma once

#include <chrono>
#include <cstdint>
#include <ostream>
#include <string>

namespace plimsoll::conformance {

// How far `plimsoll names` is: on a terminal one line that is rewritten, elsewhere a line now and
// then, so that a CI log shows where a run stands that hangs.
//
//   NamesProgress progress(std::cout, {.total = 100'000, .tty = true});
//   progress.advanced({.done = 2000, .counterexamples = 0, .elapsed = 3s});
//   progress.say("...");  // a line that stays
//   progress.end();
class NamesProgress {
 public:
  struct Options {
    std::uint64_t total = 0;
    bool tty = false;
  };
  struct State {
    std::uint64_t done = 0;
    std::size_t counterexamples = 0;
    std::chrono::milliseconds elapsed{0};
  };

  NamesProgress(std::ostream& out, Options options) : out_(out), options_(options) {}

  void advanced(const State& state);
  void say(const std::string& line);
  void end();

 private:
  void erase_live_line();

  std::ostream& out_;
  Options options_;
  std::chrono::milliseconds told_{0};  // when the last line was written
};

}  // namespace plimsoll::conformance
