#include "reference-engine/oci/user.h"

#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>
#include <charconv>
#include <optional>
#include <vector>

namespace plimsoll::oci {
namespace {

using Fields = std::vector<std::string>;

std::optional<std::uint32_t> number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value > 0x7fffffff)
    return std::nullopt;
  return value;
}

Fields split(std::string_view text, char separator) {
  Fields fields;
  boost::algorithm::split(fields, text, [separator](char c) { return c == separator; });
  return fields;
}

// The lines with at least as many fields, in order.
std::vector<Fields> table(std::string_view text, std::size_t fields) {
  std::vector<Fields> rows;
  for (const auto& line : split(text, '\n')) {
    Fields row = split(line, ':');
    if (row.size() >= fields) rows.push_back(std::move(row));
  }
  return rows;
}

struct Passwd {
  std::string name;
  std::uint32_t uid;
  std::uint32_t gid;
};

// By name first, as a name may look like a number.
std::optional<Passwd> find_user(std::string_view wanted, std::string_view passwd) {
  const auto uid = number(wanted);
  std::optional<Passwd> by_number;
  for (const auto& row : table(passwd, 4)) {
    const auto row_uid = number(row[2]);
    const auto row_gid = number(row[3]);
    if (!row_uid || !row_gid) continue;
    if (row[0] == wanted) return Passwd{row[0], *row_uid, *row_gid};
    if (uid && *uid == *row_uid && !by_number) by_number = Passwd{row[0], *row_uid, *row_gid};
  }
  return by_number;
}

std::optional<std::uint32_t> find_group(std::string_view wanted, std::string_view group) {
  for (const auto& row : table(group, 3)) {
    if (row[0] == wanted) return number(row[2]);
  }
  return number(wanted);
}

std::vector<std::uint32_t> further_groups(const std::string& user, std::string_view group) {
  std::vector<std::uint32_t> gids;
  for (const auto& row : table(group, 4)) {
    for (const auto& member : split(row[3], ',')) {
      const auto gid = number(row[2]);
      if (member == user && gid) gids.push_back(*gid);
    }
  }
  return gids;
}

}  // namespace

std::variant<User, UserError> resolve_user(std::string_view user, std::string_view passwd,
                                           std::string_view group) {
  const auto colon = user.find(':');
  std::string_view who = user.substr(0, colon);
  if (who.empty()) who = "0";
  const auto entry = find_user(who, passwd);
  User result;
  if (entry) {
    result = {.uid = entry->uid,
              .gid = entry->gid,
              .additional_gids = further_groups(entry->name, group)};
  } else if (const auto uid = number(who)) {
    result.uid = *uid;
  } else {
    return UserError{"unable to find user " + std::string(who) +
                     ": no matching entries in passwd file"};
  }
  if (colon != std::string_view::npos && colon + 1 < user.size()) {
    const std::string_view wanted = user.substr(colon + 1);
    const auto gid = find_group(wanted, group);
    if (!gid)
      return UserError{"unable to find group " + std::string(wanted) +
                       ": no matching entries in group file"};
    result.gid = *gid;
    result.additional_gids.clear();
  }
  return result;
}

std::string home_of(std::uint32_t uid, std::string_view passwd) {
  for (const auto& row : table(passwd, 6)) {
    if (number(row[2]) == uid && !row[5].empty()) return row[5];
  }
  return "/";
}

}  // namespace plimsoll::oci
