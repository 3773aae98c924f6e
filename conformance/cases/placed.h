#pragma once

#include <filesystem>
#include <vector>

#include "fixtures/sandbox/sandbox.h"

namespace plimsoll::conformance {

// What may stand where containerd looks for a shim, besides a shim.
enum class Kind {
  directory,
  not_executable,  // a file nobody may execute
  empty,           // an executable file of no bytes
  failing,         // a program that ends with an error at once
  link,            // a symbolic link to what is named
  link_to_itself,
  pipe,
  mount,  // a file on which what is named is mounted
};

// Something put at a path in the sandbox, and taken away again.
//
//   const Placed link(sandbox, {.at = sandbox.shims() / "containerd-shim-x-v1", .kind = Kind::link,
//                               .to = canary.path()});
class Placed {
 public:
  struct What {
    std::filesystem::path at;  // inside
    Kind kind = Kind::not_executable;
    std::filesystem::path to = {};  // of a link
  };
  // Throws Error when something is there already.
  Placed(fixtures::Sandbox& sandbox, const What& what);
  Placed(Placed&& other) noexcept;
  Placed& operator=(Placed&&) = delete;
  ~Placed();

 private:
  fixtures::Sandbox* sandbox_;
  std::filesystem::path mounted_ = {};  // inside
  std::filesystem::path outside_;
  std::vector<std::filesystem::path> directories_;  // made for it, the deepest first
};

}  // namespace plimsoll::conformance
