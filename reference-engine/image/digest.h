#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace plimsoll::engine {

// SHA-256 of bytes as they come.
class Digest {
 public:
  Digest();
  ~Digest();
  Digest(Digest&&) noexcept;
  Digest& operator=(Digest&&) noexcept;

  void update(std::span<const std::byte> bytes);
  [[nodiscard]] std::string finish();  // "sha256:…"; once

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

[[nodiscard]] std::string digest_of(std::string_view bytes);

// The name of a stack of layers: a layer's diff id, or the digest of the stack below it and its own
// (OCI image spec, config.md, ChainID).
[[nodiscard]] std::string chain_id(std::string_view parent, std::string_view diff_id);

}  // namespace plimsoll::engine
