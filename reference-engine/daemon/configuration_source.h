#pragma once

#include <filesystem>

#include "reference-engine/daemon/configuration_rules.h"
#include "reference-engine/daemon/options.h"
#include "reference-engine/runtime/catalogue.h"
#include "reference-engine/runtime/configuration.h"

namespace plimsoll::engine {

// The configuration in force, and how it is read again. Errors throw plimsoll::Error with dockerd's
// text as the cause.
class ConfigurationSource {
 public:
  explicit ConfigurationSource(const Options& options, ConfigurationRules rules = {});

  [[nodiscard]] const runtime::Configuration& configuration() const noexcept {
    return configuration_;
  }
  [[nodiscard]] const runtime::Catalogue& catalogue() const noexcept { return catalogue_; }

  // All of the file or nothing. Containers that run keep what they have; later starts decide by the
  // new one.
  void reload();

 private:
  [[nodiscard]] std::string read_file() const;
  void adopt(runtime::Configuration configuration);

  ConfigurationRules rules_;
  std::filesystem::path file_;
  bool file_may_be_missing_;
  bool check_only_;
  runtime::Configuration configuration_;
  runtime::Catalogue catalogue_;
};

}  // namespace plimsoll::engine
