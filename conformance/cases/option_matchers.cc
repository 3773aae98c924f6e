#include "conformance/cases/option_matchers.h"

#include "github.com/containerd/containerd/runtime/v2/runc/options/oci.pb.h"

namespace plimsoll::conformance {

std::string hexadecimal(const std::string& bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const char letter : bytes) {
    const auto byte = static_cast<unsigned char>(letter);
    text += digits[byte >> 4U];
    text += digits[byte & 15U];
  }
  return text;
}

std::string message_of_binary_and_root(const std::string& binary_name, const std::string& root) {
  ::containerd::runc::v1::Options message;
  message.set_binary_name(binary_name);
  message.set_root(root);
  return message.SerializeAsString();
}

}  // namespace plimsoll::conformance
