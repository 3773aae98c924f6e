#include "containerd/name/shim_binary.h"

namespace plimsoll::containerd {
namespace {

// From the last two parts between dots, empty ones included; "" for a name of one part.
std::string binary_name(std::string_view name) {
  const auto last_dot = name.rfind('.');
  if (last_dot == std::string_view::npos) return {};
  const std::string_view last = name.substr(last_dot + 1);
  const std::string_view before = name.substr(0, last_dot);
  const auto dot = before.rfind('.');
  const std::string_view second_last =
      dot == std::string_view::npos ? before : before.substr(dot + 1);
  return "containerd-shim-" + std::string(second_last) + "-" + std::string(last);
}

// Go's filepath.Dir of a relative path whose elements are plain.
std::string directory_of(std::string_view name) {
  const auto slash = name.rfind('/');
  return slash == std::string_view::npos ? "." : std::string(name.substr(0, slash));
}

Lookup look_up_as_1_6(std::string_view name) {
  std::string binary = binary_name(name);
  if (binary.empty()) return InvalidName{};
  std::string directory = directory_of(name);
  if (binary.find('/') != std::string::npos) return RelativeShim{directory + "/" + binary};
  return ShimBinary{.name = std::move(binary), .directory = std::move(directory)};
}

}  // namespace

Lookup shim_binary(std::string_view name, Generation generation) {
  if (name.empty()) return InvalidName{};
  if (name.starts_with('/')) return ExecutedPath{std::string(name)};
  if (generation == Generation::v1_6) return look_up_as_1_6(name);
  if (name.find('/') != std::string_view::npos || name.starts_with('.')) return InvalidName{};
  std::string binary = binary_name(name);
  if (binary.empty()) return InvalidName{};
  return ShimBinary{.name = std::move(binary)};
}

}  // namespace plimsoll::containerd
