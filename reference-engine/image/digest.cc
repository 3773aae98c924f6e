#include "reference-engine/image/digest.h"

#include <nettle/sha2.h>

#include <array>
#include <cstdint>

namespace plimsoll::engine {

struct Digest::Context {
  Context() { ::sha256_init(&sha); }
  sha256_ctx sha{};
};

Digest::Digest() : context_(std::make_unique<Context>()) {}
Digest::~Digest() = default;
Digest::Digest(Digest&&) noexcept = default;
Digest& Digest::operator=(Digest&&) noexcept = default;

void Digest::update(std::span<const std::byte> bytes) {
  ::sha256_update(&context_->sha, bytes.size(),
                  reinterpret_cast<const std::uint8_t*>(bytes.data()));
}

std::string Digest::finish() {
  std::array<std::uint8_t, SHA256_DIGEST_SIZE> hash{};
  ::sha256_digest(&context_->sha, hash.size(), hash.data());
  std::string text = "sha256:";
  for (const std::uint8_t byte : hash) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  return text;
}

std::string digest_of(std::string_view bytes) {
  Digest digest;
  digest.update(std::as_bytes(std::span(bytes)));
  return digest.finish();
}

std::string chain_id(std::string_view parent, std::string_view diff_id) {
  if (parent.empty()) return std::string(diff_id);
  return digest_of(std::string(parent) + " " + std::string(diff_id));
}

}  // namespace plimsoll::engine
