#include "reference-engine/runtime/configuration.h"

#include <boost/algorithm/string/case_conv.hpp>
#include <boost/algorithm/string/trim.hpp>
#include <nlohmann/json.hpp>

#include "reference-engine/runtime/entry.h"

namespace plimsoll::runtime {
namespace {

using nlohmann::json;

// What the file says; absent keys are absent here too.
struct File {
  std::optional<ConfiguredRuntimes> runtimes;
  std::optional<std::string> default_runtime;
};

ConfigurationError reserved() { return {"runtime name 'runc' is reserved"}; }

ConfiguredRuntimes read_runtimes(const json& runtimes) {
  if (!runtimes.is_object())
    throw ConfigurationError{"json: cannot unmarshal " + std::string(runtimes.type_name()) +
                             " into runtimes of type map"};
  ConfiguredRuntimes configured;
  for (const auto& [name, entry] : runtimes.items()) {
    if (name == "runc") throw reserved();
    auto read = read_entry(name, entry);
    if (const auto* error = std::get_if<EntryError>(&read)) throw ConfigurationError{error->text};
    configured.insert_or_assign(name, std::get<Configured>(std::move(read)));
  }
  return configured;
}

// Unlike the keys of an entry these have to be spelt as they are: dockerd looks for each among its
// flags first (moby v28.5.2:daemon/config/config.go findConfigurationConflicts).
File read_file(std::string_view text) {
  if (boost::algorithm::trim_copy(std::string(text)).empty()) return {};
  const json document = json::parse(text, nullptr, false);
  if (document.is_discarded()) throw ConfigurationError{"invalid JSON"};
  if (!document.is_object()) throw ConfigurationError{"the configuration must be a JSON object"};
  File file;
  std::string unknown;
  for (const auto& [key, value] : document.items()) {
    if (key == "runtimes") {
      if (!value.is_null()) file.runtimes = read_runtimes(value);
    } else if (key == "default-runtime") {
      if (!value.is_null() && !value.is_string())
        throw ConfigurationError{"json: cannot unmarshal " + std::string(value.type_name()) +
                                 " into default-runtime of type string"};
      if (value.is_string() && !value.get_ref<const std::string&>().empty())
        file.default_runtime = value;
    } else {
      unknown += (unknown.empty() ? "" : ", ") + key;
    }
  }
  if (!unknown.empty()) {
    throw ConfigurationError{"the following directives don't match any configuration option: " +
                             unknown};
  }
  return file;
}

// --add-runtime: split at the first '=', both sides trimmed, the name in lower case (moby
// opts/runtime.go).
ConfiguredRuntimes read_add_runtime(const std::vector<std::string>& arguments) {
  ConfiguredRuntimes configured;
  for (const auto& argument : arguments) {
    const auto refuse = [&argument](const std::string& why) {
      return ConfigurationError{"invalid argument \"" + argument +
                                "\" for \"--add-runtime\" flag: " + why};
    };
    const auto equals = argument.find('=');
    if (equals == std::string::npos) throw refuse("invalid runtime argument: " + argument);
    std::string name = boost::algorithm::trim_copy(argument.substr(0, equals));
    boost::algorithm::to_lower(name);
    std::string path = boost::algorithm::trim_copy(argument.substr(equals + 1));
    if (name.empty() || path.empty()) throw refuse("invalid runtime argument: " + argument);
    if (name == "runc") throw refuse(reserved().text);
    if (!configured.emplace(name, PathRuntime{.path = std::move(path)}).second) {
      throw refuse("runtime '" + name + "' was already defined");
    }
  }
  return configured;
}

void apply(const File& file, Configuration& configuration) {
  const auto& flag = configuration.flags.default_runtime;
  if (flag && file.default_runtime) {
    throw ConfigurationError{
        "the following directives are specified both as a flag and in the configuration file: "
        "default-runtime: (from "
        "flag: " +
        *flag + ", from file: " + *file.default_runtime + ")"};
  }
  if (file.runtimes) configuration.from_file = *file.runtimes;
  if (file.default_runtime) configuration.default_runtime = *file.default_runtime;
  if (!can_be_default(configuration.runtimes(), configuration.default_runtime)) {
    throw ConfigurationError{"specified default runtime '" + configuration.default_runtime +
                             "' does not exist"};
  }
}

}  // namespace

ConfiguredRuntimes Configuration::runtimes() const {
  ConfiguredRuntimes all = from_file;
  all.insert(from_flags.begin(), from_flags.end());
  return all;
}

ConfigurationResult read_configuration(std::string_view daemon_json, Flags flags) {
  try {
    Configuration configuration;
    configuration.from_flags = read_add_runtime(flags.add_runtime);
    if (flags.default_runtime && !flags.default_runtime->empty())
      configuration.default_runtime = *flags.default_runtime;
    configuration.flags = std::move(flags);
    apply(read_file(daemon_json), configuration);
    return configuration;
  } catch (const ConfigurationError& error) {
    return error;
  }
}

ConfigurationResult reload(const Configuration& in_force, std::string_view daemon_json) {
  try {
    Configuration configuration = in_force;
    apply(read_file(daemon_json), configuration);
    return configuration;
  } catch (const ConfigurationError& error) {
    return error;
  }
}

}  // namespace plimsoll::runtime
