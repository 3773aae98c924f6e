#include "reference-engine/container/security_options.h"

#include <optional>
#include <string_view>

#include "reference-engine/json/parse.h"

namespace plimsoll::engine {
namespace {

InvalidSecurityOption invalid_option(std::string_view option) {
  return {"invalid --security-opt: \"" + std::string(option) + "\""};
}

std::optional<bool> truth(std::string_view word) {
  if (word == "true" || word == "1" || word == "t" || word == "T" || word == "TRUE") return true;
  if (word == "false" || word == "0" || word == "f" || word == "F" || word == "FALSE") return false;
  return std::nullopt;
}

std::optional<InvalidSecurityOption> take(std::string_view option, SecurityOptions& into) {
  if (option == "no-new-privileges") {
    into.no_new_privileges = true;
    return std::nullopt;
  }
  if (option == "disable") return std::nullopt;  // labelling, an old spelling
  const auto separator = option.find_first_of("=:");
  if (separator == option.npos) return invalid_option(option);
  const std::string_view key = option.substr(0, separator);
  const std::string_view value = option.substr(separator + 1);
  if (key == "label") return std::nullopt;
  if (key == "apparmor") {
    if (value != "unconfined") into.apparmor_profile = value;
    return std::nullopt;
  }
  if (key == "no-new-privileges") {
    const auto wanted = truth(value);
    if (!wanted) return invalid_option(option);
    into.no_new_privileges = *wanted;
    return std::nullopt;
  }
  if (key != "seccomp") return invalid_option(option);
  if (value == "unconfined" || value == "builtin") {
    into.seccomp.unconfined = value == "unconfined";
    return std::nullopt;
  }
  auto profile = parse_json(value);
  if (!profile || !profile->is_object()) {
    return InvalidSecurityOption{"decoding seccomp profile failed: it is no JSON object"};
  }
  into.seccomp.profile = std::move(*profile);
  return std::nullopt;
}

}  // namespace

std::variant<SecurityOptions, InvalidSecurityOption> read_security_options(
    const std::vector<std::string>& options) {
  SecurityOptions understood;
  for (const auto& option : options) {
    if (auto bad = take(option, understood)) return *bad;
  }
  return understood;
}

}  // namespace plimsoll::engine
