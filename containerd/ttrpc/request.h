#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "containerd/ttrpc/status.h"

namespace plimsoll::ttrpc {

// What a client asks for. containerd names its namespace in the metadata, under
// "containerd-namespace-ttrpc".
struct Request {
  std::string service, method, payload;
  std::chrono::nanoseconds timeout{};  // zero: none; below zero: it has passed already
  std::vector<std::pair<std::string, std::string>> metadata;

  // The first value under a key, or nothing.
  [[nodiscard]] std::optional<std::string_view> metadata_value(std::string_view key) const {
    for (const auto& [name, value] : metadata) {
      if (name == key) return value;
    }
    return std::nullopt;
  }

  bool operator==(const Request&) const = default;
};

// What a server says to it.
struct Answer {
  Status status;
  std::string payload;

  bool operator==(const Answer&) const = default;
};

inline Answer failure(Code code, std::string message) {
  return {.status = {.code = code, .message = std::move(message)}, .payload = {}};
}

}  // namespace plimsoll::ttrpc
