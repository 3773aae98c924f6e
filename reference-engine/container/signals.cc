#include "reference-engine/container/signals.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <csignal>
#include <string>
#include <utility>

namespace plimsoll::engine {
namespace {

// Go's, not glibc's: containers know nothing of the signals glibc keeps to itself.
constexpr int kRealTimeFirst = 34;
constexpr int kRealTimeLast = 64;

constexpr std::array<std::pair<std::string_view, int>, 35> kSignals = {{
    {"ABRT", SIGABRT},
    {"ALRM", SIGALRM},
    {"BUS", SIGBUS},
    {"CHLD", SIGCHLD},
    {"CLD", SIGCHLD},
    {"CONT", SIGCONT},
    {"FPE", SIGFPE},
    {"HUP", SIGHUP},
    {"ILL", SIGILL},
    {"INT", SIGINT},
    {"IO", SIGIO},
    {"IOT", SIGIOT},
    {"KILL", SIGKILL},
    {"PIPE", SIGPIPE},
    {"POLL", SIGPOLL},
    {"PROF", SIGPROF},
    {"PWR", SIGPWR},
    {"QUIT", SIGQUIT},
    {"SEGV", SIGSEGV},
    {"STKFLT", SIGSTKFLT},
    {"STOP", SIGSTOP},
    {"SYS", SIGSYS},
    {"TERM", SIGTERM},
    {"TRAP", SIGTRAP},
    {"TSTP", SIGTSTP},
    {"TTIN", SIGTTIN},
    {"TTOU", SIGTTOU},
    {"URG", SIGURG},
    {"USR1", SIGUSR1},
    {"USR2", SIGUSR2},
    {"VTALRM", SIGVTALRM},
    {"WINCH", SIGWINCH},
    {"XCPU", SIGXCPU},
    {"XFSZ", SIGXFSZ},
    {"RTMIN", kRealTimeFirst},
}};

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<int> real_time(std::string_view name) {
  const bool from_last = name.starts_with("RTMAX");
  if (!from_last && !name.starts_with("RTMIN")) return std::nullopt;
  name.remove_prefix(5);
  if (name.empty()) return from_last ? kRealTimeLast : kRealTimeFirst;
  if (name.front() != (from_last ? '-' : '+')) return std::nullopt;
  const auto distance = number(name.substr(1));
  if (!distance || *distance < 0 || *distance > 15) return std::nullopt;
  return from_last ? kRealTimeLast - *distance : kRealTimeFirst + *distance;
}

}  // namespace

std::optional<int> parse_signal(std::string_view text) {
  if (const auto value = number(text)) {
    if (*value <= 0 || *value > kRealTimeLast) return std::nullopt;
    return value;
  }
  std::string upper(text);
  std::transform(upper.begin(), upper.end(), upper.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  std::string_view name = upper;
  if (name.starts_with("SIG")) name.remove_prefix(3);
  for (const auto& [known, value] : kSignals) {
    if (known == name) return value;
  }
  return real_time(name);
}

}  // namespace plimsoll::engine
