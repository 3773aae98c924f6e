#pragma once

#include <gmock/gmock.h>

#include <algorithm>
#include <string>

#include "conformance/cases/answer.h"
#include "conformance/cases/observation.h"

// The sentences cases are made of. What they describe is what a report shows under `expected`.
namespace plimsoll::conformance {

MATCHER_P(Answered, status, "is " + std::to_string(status)) { return arg.status == status; }

MATCHER(AnsweredWithAnError, "is an error (400 or more)") { return arg.status >= 400; }

MATCHER_P2(AnsweredSaying, status, text,
           "is " + std::to_string(status) + " with a message that contains `" + text + "`") {
  return arg.status == status && arg.message().find(text) != std::string::npos;
}

MATCHER_P2(AnsweredWithText, status, text,
           "is " + std::to_string(status) + " with exactly the message `" + text + "`") {
  return arg.status == status && arg.message() == text;
}

// A container's description (inspect) that shows this runtime.
MATCHER_P(ShowsRuntime, name, "shows HostConfig.Runtime `" + std::string(name) + "`") {
  return arg.at("/HostConfig/Runtime") == std::string(name);
}

MATCHER(HasNoOptions, "without runtime options") { return !arg.options.has_value(); }

MATCHER_P(HasBinaryName, name,
          "with options for runc's shim and BinaryName `" + std::string(name) + "`") {
  return arg.options && arg.options->type == "containerd.runc.v1.Options" &&
         arg.options->binary_name == name;
}

MATCHER_P(HasRuntime, name, "with the runtime `" + std::string(name) + "`, byte for byte") {
  return arg.runtime == name;
}

// Executions of the program at this path.
MATCHER_P(IsExecutionOf, path, "an execution of " + std::string(path)) {
  return arg.path == std::filesystem::path(path);
}

// An OCI runtime told to create a container.
MATCHER_P(IsCreateBy, path, "`" + std::string(path) + " create`") {
  return arg.path == std::filesystem::path(path) &&
         std::ranges::count(arg.argv, std::string("create")) > 0;
}

// A program given this subcommand, and somewhere before it this option with this value.
MATCHER_P4(HasArguments, path, subcommand, option, value,
           "`" + std::string(path) + " " + option + " " + value + " ... " + subcommand + "`") {
  if (arg.path != std::filesystem::path(path)) return false;
  const auto at = std::ranges::find(arg.argv, std::string(option));
  if (at == arg.argv.end() || at + 1 == arg.argv.end() || *(at + 1) != value) return false;
  return std::find(at, arg.argv.end(), std::string(subcommand)) != arg.argv.end();
}

// Whatever a shim or an OCI runtime is called: nobody executes one of these by accident.
MATCHER(IsShimOrRuntime, "an execution of a shim or an OCI runtime") {
  const std::string name = arg.path.filename().string();
  return name.starts_with("containerd-shim") || name == "runc" || name == "crun";
}

}  // namespace plimsoll::conformance
