#include "reference-engine/image/digest.h"

#include <openssl/evp.h>

#include <array>
#include <cstdio>

namespace plimsoll::engine {

struct Digest::Context {
  EVP_MD_CTX* md = EVP_MD_CTX_new();
  Context() { EVP_DigestInit_ex(md, EVP_sha256(), nullptr); }
  ~Context() { EVP_MD_CTX_free(md); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
};

Digest::Digest() : context_(std::make_unique<Context>()) {}
Digest::~Digest() = default;
Digest::Digest(Digest&&) noexcept = default;
Digest& Digest::operator=(Digest&&) noexcept = default;

void Digest::update(std::span<const std::byte> bytes) {
  EVP_DigestUpdate(context_->md, bytes.data(), bytes.size());
}

std::string Digest::finish() {
  std::array<unsigned char, 32> hash{};
  EVP_DigestFinal_ex(context_->md, hash.data(), nullptr);
  std::string text = "sha256:";
  for (const unsigned char byte : hash) {
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
