#include "reference-engine/runtime/wrapper.h"

#include <boost/uuid/name_generator_sha1.hpp>
#include <boost/uuid/uuid_io.hpp>
#include <string_view>
#include <variant>

namespace plimsoll::runtime {
namespace {

std::string shell_word(std::string_view word) {
  std::string text = "'";
  for (const char c : word) {
    if (c == '\'') {
      text += "'\\''";
    } else {
      text += c;
    }
  }
  return text + "'";
}

std::string script(const PathRuntime& runtime) {
  std::string text = "#!/bin/sh\nexec " + shell_word(runtime.path);
  for (const auto& argument : runtime.arguments) text += " " + shell_word(argument);
  return text + " \"$@\"\n";
}

}  // namespace

Wrapper wrapper_for(const std::string& name, const PathRuntime& runtime) {
  std::string content = script(runtime);
  // The name itself may hold a slash or be longer than a file's name may be; its digest is neither.
  static const boost::uuids::name_generator_sha1 digest(boost::uuids::ns::oid());
  std::string told_apart = name;
  told_apart += '\0';
  told_apart += content;
  return {.file_name = boost::uuids::to_string(digest(told_apart)), .content = std::move(content)};
}

std::vector<Wrapper> wrappers(const ConfiguredRuntimes& configured) {
  std::vector<Wrapper> all;
  for (const auto& [name, runtime] : configured) {
    const auto* path = std::get_if<PathRuntime>(&runtime);
    if (path != nullptr && !path->arguments.empty()) all.push_back(wrapper_for(name, *path));
  }
  return all;
}

}  // namespace plimsoll::runtime
