#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "reference-engine/oci/settings.h"

namespace plimsoll::oci {

struct UserError {
  std::string message;
};

// "", "name", "uid", "name:group", "uid:gid", by the texts of the container's /etc/passwd and
// /etc/group (empty where it has none). Without a group, the user's own and the further ones of
// /etc/group. Numbers need no entry, names do (moby github.com/moby/sys/user GetExecUser).
[[nodiscard]] std::variant<User, UserError> resolve_user(std::string_view user,
                                                         std::string_view passwd,
                                                         std::string_view group);

// The home directory of a uid, or "/".
[[nodiscard]] std::string home_of(std::uint32_t uid, std::string_view passwd);

}  // namespace plimsoll::oci
