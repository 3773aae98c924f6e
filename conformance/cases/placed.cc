#include "conformance/cases/placed.h"

#include <sys/stat.h>

#include <chrono>
#include <fstream>
#include <string>
#include <utility>

#include "errors/error.h"

namespace plimsoll::conformance {
namespace {

namespace fs = std::filesystem;

void write(const fs::path& path, const char* text, fs::perms permissions) {
  std::ofstream file(path);
  file << text;
  file.close();
  if (!file) throw Error::from_errno("write", path.string());
  fs::permissions(path, permissions);
}

constexpr fs::perms for_all = fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec |
                              fs::perms::others_read | fs::perms::others_exec;

void put(const fs::path& path, const Placed::What& what) {
  switch (what.kind) {
    case Kind::directory:
      fs::create_directory(path);
      return;
    case Kind::not_executable:
      return write(path, "#!/bin/sh\nexit 1\n", fs::perms::owner_read | fs::perms::owner_write);
    case Kind::empty:
      return write(path, "", for_all);
    case Kind::failing:
      return write(path, "#!/bin/sh\necho 'this is no shim' >&2\nexit 3\n", for_all);
    case Kind::link:
      fs::create_symlink(what.to, path);
      return;
    case Kind::link_to_itself:
      fs::create_symlink(what.at, path);
      return;
    case Kind::pipe:
      if (mkfifo(path.c_str(), 0777) != 0) throw Error::from_errno("make a pipe", path.string());
      fs::permissions(path, for_all);
      return;
    case Kind::mount:
      return write(path, "", for_all);
  }
}

// In the sandbox's mount namespace, so by a program in there.
void in_the_sandbox(fixtures::Sandbox& sandbox, std::vector<std::string> argv) {
  using std::chrono_literals::operator""s;
  const std::string subject = argv.back();
  if (sandbox.run({.argv = std::move(argv)}, 10s) == 0) return;
  throw Error({.operation = "mount or unmount in the sandbox",
               .subject = subject,
               .cause = "the program failed",
               .remedy = {}});
}

}  // namespace

Placed::Placed(fixtures::Sandbox& sandbox, const What& what)
    : sandbox_(&sandbox), outside_(sandbox.from_outside(what.at)) {
  if (fs::exists(fs::symlink_status(outside_))) {
    throw Error({.operation = "put something at",
                 .subject = what.at.string(),
                 .cause = "something is there",
                 .remedy = {}});
  }
  for (fs::path one = outside_.parent_path(); !fs::exists(one); one = one.parent_path()) {
    directories_.push_back(one);
  }
  fs::create_directories(outside_.parent_path());
  put(outside_, what);
  if (what.kind != Kind::mount) return;
  in_the_sandbox(sandbox, {"mount", "--bind", what.to.string(), what.at.string()});
  mounted_ = what.at;
}

Placed::Placed(Placed&& other) noexcept
    : sandbox_(other.sandbox_),
      mounted_(std::exchange(other.mounted_, {})),
      outside_(std::exchange(other.outside_, {})),
      directories_(std::move(other.directories_)) {}

Placed::~Placed() {
  if (outside_.empty()) return;
  try {
    if (!mounted_.empty()) in_the_sandbox(*sandbox_, {"umount", mounted_.string()});
  } catch (const Error&) {
    // The mount goes with the sandbox.
  }
  std::error_code gone;
  fs::remove(outside_, gone);
  for (const fs::path& directory : directories_) fs::remove(directory, gone);
}

}  // namespace plimsoll::conformance
