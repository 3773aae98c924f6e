#include "reference-engine/daemon/readiness.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <array>
#include <cstdlib>
#include <string>

#include "reference-engine/stdio/descriptor.h"
#include "reference-engine/stdio/temporary_directory.h"

namespace plimsoll::engine {
namespace {

TEST(Readiness, IsToldToTheSocketOfTheEnvironment) {
  const TemporaryDirectory directory;
  const std::string path = directory.path() / "notify";
  sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
  path.copy(address.sun_path, path.size());
  const Descriptor socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  ASSERT_EQ(::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  ::setenv("NOTIFY_SOCKET", path.c_str(), 1);

  tell_starter("READY=1");

  std::array<char, 64> text{};
  const auto length = ::recv(socket.get(), text.data(), text.size(), MSG_DONTWAIT);
  ASSERT_GT(length, 0);
  EXPECT_EQ(std::string(text.data(), static_cast<std::size_t>(length)), "READY=1");
}

TEST(Readiness, IsNobodysBusinessWithoutASocket) {
  ::unsetenv("NOTIFY_SOCKET");
  tell_starter("READY=1");
  ::setenv("NOTIFY_SOCKET", "/nowhere/notify", 1);
  tell_starter("READY=1");
  ::setenv("NOTIFY_SOCKET", std::string(4096, 'x').c_str(), 1);
  tell_starter("READY=1");
}

}  // namespace
}  // namespace plimsoll::engine
