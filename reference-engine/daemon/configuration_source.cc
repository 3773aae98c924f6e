#include "reference-engine/daemon/configuration_source.h"

#include <fstream>
#include <iterator>

#include "errors/error.h"

namespace plimsoll::engine {
namespace {

namespace fs = std::filesystem;

runtime::Configuration accepted(runtime::ConfigurationResult result, const fs::path& file) {
  if (const auto* error = std::get_if<runtime::ConfigurationError>(&result)) {
    throw Error({.operation = "configure from",
                 .subject = file.string(),
                 .cause = error->text,
                 .remedy = {}});
  }
  return std::get<runtime::Configuration>(std::move(result));
}

// Written aside and renamed, as a container may be starting through the old one; content is part of
// the name, so one that is there is right.
void write_wrapper(const fs::path& directory, const runtime::Wrapper& wrapper) {
  const fs::path path = directory / wrapper.file_name;
  if (fs::exists(path)) return;
  const fs::path aside = path.string() + ".new";
  std::ofstream file(aside, std::ios::trunc);
  file << wrapper.content;
  file.close();
  if (!file) throw Error::from_errno("write", aside.string());
  fs::permissions(aside, fs::perms::owner_all);
  fs::rename(aside, path);
}

}  // namespace

ConfigurationSource::ConfigurationSource(const Options& options, ConfigurationRules rules)
    : rules_(std::move(rules)),
      file_(options.config_file.value_or(kDefaultConfigFile)),
      file_may_be_missing_(!options.config_file),
      check_only_(options.validate) {
  catalogue_.defaults = {.root = (options.exec_root / "runtime-runc").string(),
                         .systemd_cgroup = false,
                         .wrappers = options.data_root / "runtimes"};
  adopt(accepted(rules_.read(read_file(), options.runtimes), file_));
}

void ConfigurationSource::reload() {
  adopt(accepted(rules_.reload(configuration_, read_file()), file_));
}

std::string ConfigurationSource::read_file() const {
  std::ifstream file(file_);
  if (!file) {
    if (file_may_be_missing_) return {};
    throw Error::from_errno("read", file_.string());
  }
  return {std::istreambuf_iterator<char>(file), {}};
}

void ConfigurationSource::adopt(runtime::Configuration configuration) {
  const auto runtimes = configuration.runtimes();
  if (!check_only_) {
    fs::create_directories(catalogue_.defaults.wrappers);
    for (const auto& wrapper : rules_.wrappers(runtimes))
      write_wrapper(catalogue_.defaults.wrappers, wrapper);
  }
  catalogue_.configured = runtimes;
  catalogue_.default_runtime = configuration.default_runtime;
  configuration_ = std::move(configuration);
}

}  // namespace plimsoll::engine
