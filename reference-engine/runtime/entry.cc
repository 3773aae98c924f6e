#include "reference-engine/runtime/entry.h"

#include <boost/algorithm/string/predicate.hpp>

#include "reference-engine/runtime/shim_options.h"

namespace plimsoll::runtime {
namespace {

using nlohmann::json;

// The entry as written, before anybody has asked whether it makes sense.
struct Written {
  std::string path;
  std::vector<std::string> arguments;
  std::string type;
  json options;
};

struct Malformed {
  std::string text;
};

std::string string_of(const std::string& key, const json& value) {
  if (value.is_null()) return {};
  if (!value.is_string())
    throw Malformed{"json: cannot unmarshal " + std::string(value.type_name()) + " into " + key +
                    " of type string"};
  return value.get<std::string>();
}

Written read(const json& entry) {
  if (!entry.is_object())
    throw Malformed{"json: cannot unmarshal " + std::string(entry.type_name()) + " into a runtime"};
  Written written;
  for (const auto& [key, value] : entry.items()) {
    if (boost::iequals(key, "path")) {
      written.path = string_of(key, value);
    } else if (boost::iequals(key, "runtimeType")) {
      written.type = string_of(key, value);
    } else if (boost::iequals(key, "runtimeArgs") && !value.is_null()) {
      if (!value.is_array())
        throw Malformed{"json: cannot unmarshal " + std::string(value.type_name()) +
                        " into runtimeArgs of type []string"};
      for (const auto& argument : value) written.arguments.push_back(string_of(key, argument));
    } else if (boost::iequals(key, "options") && !value.is_null()) {
      if (!value.is_object())
        throw Malformed{"json: cannot unmarshal " + std::string(value.type_name()) +
                        " into options of type map"};
      written.options = value;
    }
  }
  return written;
}

// The checks in dockerd's order (moby v24.0.9:daemon/runtime_unix.go:95).
Configured judge(Written written) {
  if (written.path.empty() && written.type.empty()) {
    throw Malformed{"either a runtimeType or a path must be configured"};
  }
  if (!written.path.empty()) {
    if (!written.type.empty())
      throw Malformed{"cannot configure both path and runtimeType for the same runtime"};
    if (!written.options.empty()) throw Malformed{"options cannot be used with a path runtime"};
    return PathRuntime{.path = std::move(written.path), .arguments = std::move(written.arguments)};
  }
  if (!written.arguments.empty()) throw Malformed{"args cannot be used with a runtimeType runtime"};
  auto options = read_options(written.type, written.options);
  if (const auto* error = std::get_if<OptionError>(&options)) throw Malformed{error->text};
  return TypedRuntime{.type = std::move(written.type),
                      .options = std::get<RuntimeOptions>(std::move(options)),
                      .options_as_written = std::move(written.options)};
}

}  // namespace

std::variant<Configured, EntryError> read_entry(const std::string& name, const json& entry) {
  try {
    return judge(read(entry));
  } catch (const Malformed& malformed) {
    return EntryError{"runtime " + name + ": " + malformed.text};
  }
}

}  // namespace plimsoll::runtime
