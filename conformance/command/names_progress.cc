#include "conformance/command/names_progress.h"

#include <fmt/format.h>

#include "conformance/report/conclusion.h"
#include "conformance/report/time_left.h"

namespace plimsoll::conformance {
namespace {

using std::chrono_literals::operator""s;

constexpr const char* erase_line = "\r\x1b[2K";
constexpr auto between_lines = 5s;

std::string text_of(const NamesProgress::State& state, std::uint64_t total) {
  std::string text = fmt::format("{}/{} names", state.done, total);
  if (state.counterexamples > 0) text += "  " + counted(state.counterexamples, "counterexample");
  const auto left = time_left({.done = state.done, .total = total, .elapsed = state.elapsed});
  return left ? text + "  " + spoken(*left) : text;
}

}  // namespace

void NamesProgress::advanced(const State& state) {
  if (options_.tty) {
    out_ << erase_line << text_of(state, options_.total) << std::flush;
  } else if (state.elapsed - told_ >= between_lines) {
    told_ = state.elapsed;
    out_ << text_of(state, options_.total) << std::endl;
  }
}

void NamesProgress::say(const std::string& line) {
  erase_live_line();
  out_ << line << std::endl;
}

void NamesProgress::end() { erase_live_line(); }

void NamesProgress::erase_live_line() {
  if (options_.tty) out_ << erase_line << std::flush;
}

}  // namespace plimsoll::conformance
