#include <fmt/format.h>

#include <iostream>

#include "conformance/catalogue/catalogue.h"
#include "conformance/command/commands.h"
#include "conformance/data/data_file.h"
#include "conformance/expectations/expectations_file.h"
#include "conformance/vectors/configurations.h"
#include "conformance/vectors/surfaces.h"
#include "conformance/vectors/vectors.h"

namespace plimsoll::conformance {
namespace {

// What a file is shows in its keys.
std::string check(const std::string& file) {
  const std::string text = text_of_data_file(file);
  const DataNode root = read_data(text, file);
  if (root.find("requirements") != nullptr) {
    return fmt::format("{} requirements", Catalogue::parse(text, file).requirements().size());
  }
  if (root.find("names") != nullptr) {
    return fmt::format("{} names", parse_name_vectors(text, file).size());
  }
  if (root.find("runtimes") != nullptr) {
    return fmt::format("{} runtimes", root.at("runtimes").members().size());
  }
  if (root.find("boots") != nullptr) {
    return fmt::format("{} starts of an engine", parse_boot_vectors(text, file).size());
  }
  if (root.find("reloads") != nullptr) {
    return fmt::format("{} reloads", parse_reload_vectors(text, file).size());
  }
  if (root.find("options") != nullptr) {
    return fmt::format("{} runtimes with options", parse_options_vectors(text, file).size());
  }
  if (root.find("surfaces") != nullptr) {
    return fmt::format("{} ways to a path", parse_surface_vectors(text, file).size());
  }
  if (root.find("shim_places") != nullptr) {
    return fmt::format("{} places of a shim", parse_shim_places(text, file).size());
  }
  if (root.find("format") != nullptr) {
    return fmt::format("{} known deviations", parse_expectations(text, file).entries.size());
  }
  throw root.fault(
      "it is none of a catalogue (requirements), names, boots, reloads, options, surfaces, "
      "shim_places, a configuration (runtimes) and expectations (format)");
}

}  // namespace

ExitCode check_command(const CheckOptions& options) {
  for (const std::string& file : options.files) {
    std::cout << file << ": " << check(file) << "\n";
  }
  return ExitCode::as_expected;
}

}  // namespace plimsoll::conformance
