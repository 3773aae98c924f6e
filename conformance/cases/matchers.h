#pragma once

#include <gmock/gmock.h>

#include <algorithm>
#include <string>

#include "conformance/cases/answer.h"
#include "conformance/cases/observation.h"

// The sentences cases are made of. What they describe is what a report shows under `expected`.
namespace plimsoll::conformance {

MATCHER_P(Answered, status, (negation ? "is not " : "is ") + std::to_string(status)) {
  return arg.status == status;
}

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
MATCHER_P(ShowsRuntime, name,
          std::string(negation ? "does not show" : "shows") + " HostConfig.Runtime `" +
              std::string(name) + "`") {
  return arg.at("/HostConfig/Runtime") == std::string(name);
}

// A container's description that shows this state.
MATCHER_P(ShowsStatus, status, "shows State.Status `" + std::string(status) + "`") {
  return arg.at("/State/Status") == std::string(status);
}

MATCHER(HasNoOptions, "without runtime options") { return !arg.options.has_value(); }

MATCHER_P(HasBinaryName, name,
          "with options for runc's shim and BinaryName `" + std::string(name) + "`") {
  return arg.options && arg.options->type == "containerd.runc.v1.Options" &&
         arg.options->binary_name == name;
}

MATCHER_P(HasConfigPath, path,
          "with options of the type runtimeoptions.v1.Options and ConfigPath `" +
              std::string(path) + "`") {
  return arg.options && arg.options->type == "runtimeoptions.v1.Options" &&
         arg.options->config_path == path;
}

// Of what a shim was told, against containerd's record: the same type, and the same bytes.
MATCHER_P(HasOptionsOf, record,
          "with the options that containerd recorded: " + testing::PrintToString(record)) {
  if (!arg.options || !record.options) return !arg.options && !record.options;
  return arg.options->type == record.options->type && arg.options->bytes == record.options->bytes;
}

// What a shim testifies first: that this binary was executed.
MATCHER_P(IsStartBy, binary, "`start` by " + std::string(binary)) {
  return arg.step == "start" && arg.executable == std::filesystem::path(binary);
}

// And then: that it was asked.
MATCHER(IsCreate, "`Create`") { return arg.step == "Create"; }

// containerd names a bundle for namespace and container.
MATCHER_P2(IsAbout, containerd_namespace, container,
           "of container \"" + std::string(container) + "\" of namespace \"" +
               std::string(containerd_namespace) + "\" in its bundle") {
  return arg.containerd_namespace == containerd_namespace && arg.container == container &&
         arg.bundle.filename() == container &&
         arg.bundle.parent_path().filename() == containerd_namespace;
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

MATCHER(IsShimOrRuntime, "an execution of a shim or an OCI runtime") {
  return is_shim_or_runtime(arg);
}

}  // namespace plimsoll::conformance
