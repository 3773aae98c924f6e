#include "conformance/cases/observation.h"

#include <fmt/format.h>

namespace plimsoll::conformance {
namespace {

std::string hexadecimal(const std::string& bytes) {
  std::string text;
  for (const char byte : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  return text;
}

void print(const std::optional<RuntimeOptionsSeen>& options, std::ostream* out) {
  if (options) {
    PrintTo(*options, out);
  } else {
    *out << "no options";
  }
}

}  // namespace

bool is_shim_or_runtime(const Execution& execution) {
  const std::string name = execution.path.filename().string();
  return name.starts_with("containerd-shim") || name == "runc" || name == "crun";
}

void PrintTo(const Execution& execution, std::ostream* out) {
  *out << execution.path.string();
  for (std::size_t i = 1; i < execution.argv.size(); ++i) *out << " " << execution.argv[i];
}

void PrintTo(const RuntimeOptionsSeen& options, std::ostream* out) {
  *out << options.type << " {";
  if (options.config_path.empty()) {
    *out << "BinaryName: \"" << options.binary_name << "\", Root: \"" << options.root << "\"";
  } else {
    *out << "ConfigPath: \"" << options.config_path << "\"";
  }
  *out << "} (" << hexadecimal(options.bytes) << ")";
}

void PrintTo(const ContainerRecord& record, std::ostream* out) {
  *out << "runtime \"" << record.runtime << "\", ";
  print(record.options, out);
}

void PrintTo(const ToldToShim& told, std::ostream* out) {
  *out << told.step;
  if (!told.executable.empty()) *out << " by " << told.executable.string();
  *out << " of container \"" << told.container << "\" of namespace \"" << told.containerd_namespace
       << "\" in " << told.bundle.string() << ", ";
  print(told.options, out);
}

}  // namespace plimsoll::conformance
