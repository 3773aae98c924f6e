#include "reference-engine/daemon/options.h"

#include <CLI/CLI.hpp>

namespace plimsoll::engine {

std::optional<Options> parse_options(int argc, const char* const* argv, int& exit_code) {
  Options options;
  std::string host = "unix://" + options.socket.string();
  std::string config_file;
  std::string default_runtime;

  CLI::App app(
      "plimsolld: the Docker Engine API over containerd, with the rule for choosing runtimes as it "
      "should be.\n"
      "Root's: whoever reaches its socket is as good as root on this host.",
      "plimsolld");
  app.set_version_flag("-v,--version", "plimsolld 0.1.0, API 1.51 (minimum 1.24)");
  app.add_option("-H,--host", host, "Unix socket to listen on, as unix://PATH")
      ->capture_default_str();
  app.add_option("--data-root", options.data_root, "Where containers' records and logs are kept")
      ->capture_default_str();
  app.add_option("--exec-root", options.exec_root, "Where the state of running containers is kept")
      ->capture_default_str();
  app.add_option("--containerd", options.containerd, "containerd's socket")->capture_default_str();
  app.add_option("--containerd-namespace", options.containerd_namespace,
                 "Namespace of containers in containerd")
      ->capture_default_str();
  app.add_option("--config-file", config_file,
                 std::string("daemon.json with `runtimes` and `default-runtime` (default ") +
                     kDefaultConfigFile + ", if it is there)");
  app.add_option("--add-runtime", options.runtimes.add_runtime,
                 "Register an OCI runtime as NAME=PATH; may be repeated")
      ->allow_extra_args(false);
  app.add_option("--default-runtime", default_runtime,
                 "Runtime of containers that ask for none: a registered name, or a shim's on "
                 "containerd's PATH");
  app.add_option("-G,--group", options.group,
                 "Group of the socket (default: docker, if there is one)");
  app.add_option("-p,--pidfile", options.pidfile, "Where to write the process's id");
  app.add_option("-l,--log-level", options.log_level, "trace, debug, info, warn, error or off")
      ->capture_default_str()
      ->check(CLI::IsMember({"trace", "debug", "info", "warn", "error", "off"}));
  app.add_flag("--live-restore", options.live_restore,
               "Leave the containers running when the engine ends; the next one takes them over");
  app.add_flag("--validate", options.validate, "Check the configuration and end");
  app.footer(
      "SIGHUP reads the configuration file again: all of it takes effect, or nothing. SIGTERM "
      "stops the containers, unless --live-restore is given, and ends.");

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& done) {
    exit_code = app.exit(done);
    return std::nullopt;
  }
  constexpr std::string_view kScheme = "unix://";
  if (!host.starts_with(kScheme) || host.size() == kScheme.size()) {
    std::cerr << "plimsolld: --host " << host
              << ": only unix sockets are served; write unix:///path/to/socket\n";
    exit_code = 2;
    return std::nullopt;
  }
  options.socket = host.substr(kScheme.size());
  if (!config_file.empty()) options.config_file = config_file;
  if (!default_runtime.empty()) options.runtimes.default_runtime = default_runtime;
  return options;
}

}  // namespace plimsoll::engine
