#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>

#include "containerd/client/client.h"

namespace plimsoll::containerd {

// One blob to be put in containerd's content store.
struct ContentWrite {
  std::string reference;                      // names the upload while it lasts
  std::string digest;                         // "sha256:…", checked by containerd at commit
  std::int64_t size = 0;                      // bytes
  std::map<std::string, std::string> labels;  // gc references among them
  std::string lease;
};

// Delivers the next piece of a blob; an empty one ends it. A piece stays valid until the next call.
using ContentSource = std::function<boost::asio::awaitable<std::span<const std::byte>>()>;

// Writes a blob; does nothing when it is already there. Throws RpcError.
boost::asio::awaitable<void> write_content(Client& client, ContentWrite write,
                                           ContentSource source);
boost::asio::awaitable<void> write_content(Client& client, ContentWrite write, std::string blob);

// Reads a whole blob into memory: for configurations and manifests, not for layers.
boost::asio::awaitable<std::string> read_content(Client& client, std::string digest);

}  // namespace plimsoll::containerd
