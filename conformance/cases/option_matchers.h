#pragma once

#include <gmock/gmock.h>

#include <string>

#include "conformance/cases/observation.h"

// Runtime options to the byte, in containerd's record and in a shim's testimony alike.
namespace plimsoll::conformance {

[[nodiscard]] std::string hexadecimal(const std::string& bytes);

// A message of runc's shim in which these two fields are set, and no other.
[[nodiscard]] std::string message_of_binary_and_root(const std::string& binary_name,
                                                     const std::string& root);

MATCHER_P2(HasOptionsOfBytes, type, bytes,
           "with options of the type " + std::string(type) + " and the bytes " +
               hexadecimal(bytes)) {
  return arg.options && arg.options->type == type && arg.options->bytes == bytes;
}

// What an engine gives runc's shim by itself: the binary and a directory below its exec-root for
// the OCI runtime's state (moby 6de52a29a8:daemon/runtime_unix.go:41).
MATCHER_P(HasOnlyTheEnginesOwnOptions, binary_name,
          "with options for runc's shim in which nothing is set but BinaryName `" +
              std::string(binary_name) + "` and a Root that ends in `/runtime-runc`") {
  return arg.options && arg.options->type == "containerd.runc.v1.Options" &&
         arg.options->root.ends_with("/runtime-runc") &&
         arg.options->bytes == message_of_binary_and_root(binary_name, arg.options->root);
}

}  // namespace plimsoll::conformance
