#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace plimsoll::engine {

// The name of an image, in full: "busybox" is docker.io, library/busybox, latest.
//
//   const auto parsed = parse_reference("busybox");
//   std::get<Reference>(parsed).full();      // "docker.io/library/busybox:latest"
//   std::get<Reference>(parsed).familiar();  // "busybox:latest"
struct Reference {
  std::string domain;  // "docker.io", "host:5000"
  std::string path;    // "library/busybox"
  std::string tag;     // "latest" where neither tag nor digest was given
  std::string digest;  // "sha256:…" or empty

  [[nodiscard]] std::string full() const;  // as containerd's records spell it
  [[nodiscard]] std::string familiar() const;
  [[nodiscard]] std::string familiar_name() const;  // without tag and digest
};

struct InvalidReference {
  std::string message;  // as dockerd words it: "invalid reference format"
};

// The grammar and its texts are those of distribution/reference v0.6.0:normalize.go
// ParseNormalizedNamed and regexp.go.
[[nodiscard]] std::variant<Reference, InvalidReference> parse_reference(std::string_view text);

// The same for who needs no reason.
[[nodiscard]] std::optional<std::string> full_reference(std::string_view text);
[[nodiscard]] std::string familiar_reference(std::string_view full);

// Whether a pattern with *, ? and [] means a familiar reference: in whole, or without its tag
// (distribution/reference v0.6.0:match.go FamiliarMatch).
[[nodiscard]] bool matches_familiar(const std::string& pattern, const std::string& familiar);

// "sha256:" and hexadecimal digits, or such digits alone, as an id or the beginning of one.
[[nodiscard]] bool may_be_an_id(std::string_view text);

}  // namespace plimsoll::engine
