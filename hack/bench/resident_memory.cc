#include "hack/bench/resident_memory.h"

#include <sys/socket.h>
#include <sys/un.h>

#include <fstream>
#include <string>

#include "errors/error.h"
#include "fixtures/process/file_descriptor.h"

namespace plimsoll::bench {

namespace fs = std::filesystem;

pid_t listener_of(const fs::path& socket) {
  const fixtures::FileDescriptor connection(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  socket.string().copy(address.sun_path, sizeof address.sun_path - 1);
  ucred peer{};
  socklen_t size = sizeof peer;
  if (::connect(connection.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) !=
          0 ||
      ::getsockopt(connection.get(), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) {
    throw Error::from_errno("ask who listens on", socket.string());
  }
  return peer.pid;
}

ResidentMemory resident_memory(pid_t process) {
  const fs::path path = fs::path("/proc") / std::to_string(process) / "status";
  std::ifstream status(path);
  ResidentMemory memory;
  for (std::string line; std::getline(status, line);) {
    const auto value = [&line] { return std::stol(line.substr(line.find(':') + 1)); };
    if (line.starts_with("VmRSS:")) memory.all = value();
    if (line.starts_with("RssAnon:")) memory.anonymous = value();
  }
  if (memory.all == 0) throw Error::from_errno("read the resident memory from", path.string());
  return memory;
}

}  // namespace plimsoll::bench
