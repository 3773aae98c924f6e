#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>

namespace plimsoll {

// What went wrong, made once where it is known and never re-worded on the way up.
//
//   throw Error({.operation = "start containerd",
//                .subject = "/usr/bin/containerd",
//                .cause = "no such file or directory",
//                .remedy = "apt-get install containerd"});
//   // what(): "start containerd /usr/bin/containerd: no such file or directory (apt-get install
//   containerd)"
class Error : public std::runtime_error {
 public:
  struct Story {
    std::string operation;  // what was attempted, in the imperative
    std::string subject;    // on what: a path, a name, an id; may be empty
    std::string cause;      // why it failed
    std::string remedy;     // what the reader can do about it; may be empty
  };

  explicit Error(Story story);

  // For a system call that has just set errno.
  [[nodiscard]] static Error from_errno(std::string operation, std::string subject);

  [[nodiscard]] const Story& story() const noexcept { return story_; }

 private:
  Story story_;
};

}  // namespace plimsoll
