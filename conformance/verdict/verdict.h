#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace plimsoll::conformance {

// What is said about one case on one target. The five words are spelled the same everywhere: on
// the terminal, in report.json, in junit.xml.
enum class Verdict {
  pass,            // the target did what the requirement says, and the evidence shows it
  fail,            // the target did otherwise
  skip,            // the machine or the target lacks something; the reason says what
  not_applicable,  // the edition does not have the requirement
  broken,          // the harness or the machine failed; nothing is said about the target
};

inline constexpr std::array all_verdicts = {Verdict::pass, Verdict::fail, Verdict::skip,
                                            Verdict::not_applicable, Verdict::broken};

[[nodiscard]] std::string_view to_string(Verdict verdict);
[[nodiscard]] std::optional<Verdict> verdict_from(std::string_view text);

// Of two verdicts about the same case (--gtest_repeat) the worse one stands: no retry turns a
// failure into a pass.
[[nodiscard]] Verdict worse(Verdict one, Verdict other);

}  // namespace plimsoll::conformance
