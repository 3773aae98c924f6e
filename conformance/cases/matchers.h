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

MATCHER_P(AnsweredWithAMessage, status, "is " + std::to_string(status) + " with a message") {
  return arg.status == status && !arg.message().empty();
}

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

// An OCI runtime told to create a container. Its arguments can only be read as long as it runs; if
// nobody was quick enough, that it was executed has to do.
MATCHER_P(IsCreateBy, path, "`" + std::string(path) + " create`") {
  const bool told = arg.argv.empty() || std::ranges::count(arg.argv, std::string("create")) > 0;
  return told && arg.path == std::filesystem::path(path);
}

// Whatever a shim or an OCI runtime is called: nobody executes one of these by accident.
MATCHER(IsShimOrRuntime, "an execution of a shim or an OCI runtime") {
  const std::string name = arg.path.filename().string();
  return name.starts_with("containerd-shim") || name == "runc" || name == "crun";
}

}  // namespace plimsoll::conformance
