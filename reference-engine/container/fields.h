#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace plimsoll::engine {

// What the API says a field of a request body is.
enum class Kind {
  text,
  flag,
  integer,
  texts,     // array of strings
  words,     // array of strings, or one string that stands for an array of one
  text_map,  // object whose values are strings
  keys,      // object whose values mean nothing ("Volumes": {"/data": {}})
  object,    // looked into elsewhere
  array,     // looked into elsewhere
};

struct Field {
  std::string_view name;
  Kind kind;
  std::string_view absent;  // JSON that stands for a field not given; "" leaves it out
};

struct WrongType {
  std::string message;  // Go's: the clients of an engine written in Go know it
};

// `object`'s fields as described, the ones not given filled in, unknown ones left out as Go's
// decoder leaves them out. `path` names the object in the message: "CreateRequest.HostConfig".
[[nodiscard]] std::optional<WrongType> take_fields(const nlohmann::json& object,
                                                   std::string_view path,
                                                   std::span<const Field> fields,
                                                   nlohmann::json& into);

[[nodiscard]] std::span<const Field> config_fields();
[[nodiscard]] std::span<const Field> host_config_fields();

}  // namespace plimsoll::engine
