#include "reference-engine/container/start_failure.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace plimsoll::engine {
namespace {

constexpr std::array<std::string_view, 4> kNothingToExecute = {
    "executable file not found", "no such file or directory",
    "system cannot find the file specified", "failed to run runc create/exec call"};
constexpr std::array<std::string_view, 2> kNotExecutable = {"permission denied", "is a directory"};
constexpr std::string_view kNotADirectory = "not a directory";

template <class Parts>
bool contains_any(std::string_view text, const Parts& parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [text](std::string_view part) { return text.find(part) != text.npos; });
}

}  // namespace

StartFailure judge_start_failure(std::string_view message) {
  std::string lower(message);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (lower.find(kNotADirectory) != lower.npos) return {.exit_code = 127, .http_status = 400};
  if (contains_any(lower, kNotExecutable)) return {.exit_code = 126, .http_status = 400};
  if (contains_any(lower, kNothingToExecute)) return {.exit_code = 127, .http_status = 400};
  return {};
}

std::string without_error_class(std::string message) {
  constexpr std::string_view kUnknown = ": unknown";
  if (message.ends_with(kUnknown)) message.resize(message.size() - kUnknown.size());
  return message;
}

}  // namespace plimsoll::engine
