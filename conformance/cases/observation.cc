#include "conformance/cases/observation.h"

namespace plimsoll::conformance {

void PrintTo(const Execution& execution, std::ostream* out) {
  *out << execution.path.string();
  for (std::size_t i = 1; i < execution.argv.size(); ++i) *out << " " << execution.argv[i];
}

void PrintTo(const RuntimeOptionsSeen& options, std::ostream* out) {
  *out << options.type << " {BinaryName: \"" << options.binary_name << "\", Root: \""
       << options.root << "\"}";
}

void PrintTo(const ContainerRecord& record, std::ostream* out) {
  *out << "runtime \"" << record.runtime << "\", ";
  if (record.options) {
    PrintTo(*record.options, out);
  } else {
    *out << "no options";
  }
}

}  // namespace plimsoll::conformance
