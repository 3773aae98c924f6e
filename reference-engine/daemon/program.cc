#include "reference-engine/daemon/program.h"

#include <malloc.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <csignal>
#include <fstream>
#include <iostream>
#include <optional>

#include "errors/error.h"
#include "reference-engine/daemon/engine.h"

namespace plimsoll::engine {
namespace {

namespace fs = std::filesystem;

// The process's id in a file, for as long as it lives.
class Pidfile {
 public:
  explicit Pidfile(fs::path path) : path_(std::move(path)) {
    if (path_.empty()) return;
    std::ofstream file(path_, std::ios::trunc);
    file << ::getpid() << '\n';
    file.close();
    if (!file) throw Error::from_errno("write", path_.string());
  }
  ~Pidfile() {
    std::error_code gone;
    if (!path_.empty()) fs::remove(path_, gone);
  }
  Pidfile(const Pidfile&) = delete;
  Pidfile& operator=(const Pidfile&) = delete;

 private:
  fs::path path_;
};

void prepare_process() {
  std::signal(SIGPIPE,
              SIG_IGN);  // a client that goes is an error of a write, not the end of the engine
  // gRPC's threads allocate little: an arena each would be most of the memory of an idle engine.
  ::mallopt(M_ARENA_MAX, 1);
  // Buffers for images and streams are given back when they are freed, instead of lying between
  // what stays.
  ::mallopt(M_MMAP_THRESHOLD, 32 << 10);
  ::mallopt(M_TRIM_THRESHOLD, 64 << 10);
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) == 0) {
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
  }
}

void serve(const Options& options, ConfigurationSource& configuration, const EngineRules& rules) {
  const Pidfile pidfile(options.pidfile);
  boost::asio::io_context context(1);
  Engine engine(context, options, configuration, rules);
  std::exception_ptr failure;
  boost::asio::co_spawn(context, engine.run(), [&](const std::exception_ptr& thrown) {
    failure = thrown;
    context.stop();
  });
  context.run();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace

int run_engine(int argc, const char* const* argv, const EngineRules& rules) {
  prepare_process();
  int exit_code = 0;
  const auto options = parse_options(argc, argv, exit_code);
  if (!options) return exit_code;
  spdlog::set_default_logger(spdlog::stderr_logger_st("plimsolld"));
  spdlog::set_pattern("time=\"%Y-%m-%dT%H:%M:%S.%f%z\" level=%l msg=\"%v\"");
  spdlog::set_level(spdlog::level::from_str(options->log_level));
  spdlog::flush_on(spdlog::level::info);
  try {
    ConfigurationSource configuration(*options, rules.configuration);
    if (options->validate && rules.configuration.hears_validate) {
      std::cout << "configuration OK\n";
      return 0;
    }
    if (::geteuid() != 0) {
      throw Error({.operation = "start plimsolld",
                   .subject = {},
                   .cause = "it needs to be root",
                   .remedy = "sudo plimsolld"});
    }
    serve(*options, configuration, rules);
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "failed to start daemon: " << error.what() << '\n';
    return 1;
  }
}

}  // namespace plimsoll::engine
