#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace plimsoll::engine {

// "ctrl-p,ctrl-q" -> "\x10\x11"; "" -> Docker's default, which is just that; nothing if it is no
// such list (moby v28.5.2:github.com/moby/term ascii.go ToBytes).
[[nodiscard]] std::optional<std::string> parse_detach_keys(std::string_view text);

// Looks for the sequence in what a client types. What might be its beginning is held back until the
// next key tells (moby/term proxy.go NewEscapeProxy).
class DetachKeys {
 public:
  explicit DetachKeys(std::string sequence) : sequence_(std::move(sequence)) {}

  struct Typed {
    std::string input;  // for the process
    bool detached = false;
  };
  [[nodiscard]] Typed feed(std::string_view bytes);

 private:
  std::string sequence_;
  std::size_t matched_ = 0;
};

}  // namespace plimsoll::engine
