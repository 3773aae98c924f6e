#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace plimsoll::conformance {

// What does not go as a known deviation says it would. The three words are spelled the same on the
// command line (`--tolerate`), on the terminal, in report.json and in junit.xml.
enum class SurpriseKind {
  unexpected_pass,  // a case that is expected to fail passed
  changed_message,  // it fails, but in another way than expected
  stale_entry,      // the expectation, or a part of it, is about nothing
};

inline constexpr std::array all_surprise_kinds = {
    SurpriseKind::unexpected_pass, SurpriseKind::changed_message, SurpriseKind::stale_entry};

[[nodiscard]] std::string_view to_string(SurpriseKind kind);
[[nodiscard]] std::optional<SurpriseKind> surprise_kind_from(std::string_view text);

struct Surprise {
  SurpriseKind kind = SurpriseKind::stale_entry;
  std::string target;     // as typed; empty: of none
  std::string case_name;  // empty: of none
  std::string entry;      // "FILE:LINE" of the expectation
  std::string story;      // what was expected, and what came
};

// Why a failure is no surprise.
struct Explanation {
  std::string entry;   // "FILE:LINE"
  std::string reason;  // in words
  std::string source;  // "moby v20.10.24:daemon/daemon_unix.go:711"
  std::string link;    // may be empty
};

}  // namespace plimsoll::conformance
