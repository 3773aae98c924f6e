#pragma once

#include <gtest/gtest.h>

#include "reference-engine/container/create_request.h"
#include "reference-engine/container/record.h"

// For tests of what is done with a container's record.
namespace plimsoll::engine {

inline const Timestamp example_time = Timestamp(std::chrono::seconds(1767323045));

inline Record example_record() {
  const auto parsed = parse_create_request(
      {{"Image", "busybox"},
       {"Cmd", {"echo", "hi"}},
       {"HostConfig", {{"Runtime", "io.containerd.kata.v2"}, {"NetworkMode", "host"}}}});
  const auto& request = std::get<CreateRequest>(parsed);
  Record made;
  made.id = std::string(64, 'a');
  made.name = "web";
  made.created = example_time;
  made.image_id = "sha256:0123";
  made.config = request.config;
  made.host_config = request.host_config;
  made.mounts.push_back({.source = "/src", .destination = "/dst"});
  made.storage_driver = "overlayfs";
  return made;
}

}  // namespace plimsoll::engine
