#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>
#include <memory>

#include "errors/error.h"
#include "fixtures/differential/player.h"
#include "hack/bench/lives.h"
#include "hack/bench/registration.h"
#include "hack/bench/resident_memory.h"
#include "hack/bench/rounds.h"
#include "hack/bench/shim_contender.h"
#include "hack/bench/stopwatch.h"
#include "hack/bench/timed_call.h"

namespace plimsoll::bench {
namespace {

namespace fs = std::filesystem;

constexpr const char* kRunc = "/usr/sbin/runc";
constexpr const char* kCrun = "/usr/bin/crun";
constexpr int kAtOnce = 100;

// Both shims, on containerds that are started once and used by all rounds.
struct Shims {
  ShimContender plimsoll{Shim::plimsoll};
  ShimContender runc{Shim::runc};

  ShimContender& operator[](Shim shim) { return shim == Shim::plimsoll ? plimsoll : runc; }
};

// From the call of `start` to its end with the address on its stdout.
void bootstrap(benchmark::State& state, ShimContender& contender) {
  static int number = 0;
  const std::string id = "bootstrap" + std::to_string(number++);
  const fs::path file = contender.stage().sandbox().directory() / "bootstrap";
  fixtures::Command start = contender.start(id);
  start.argv.insert(start.argv.begin(), {fs::read_symlink("/proc/self/exe"), timed_call, file});
  contender.run_to_success(start);
  state.SetIterationTime(read_timed_call(file).count());
  contender.kill_shim(id);
}

void memory(benchmark::State& state, ShimContender& contender) {
  Lives lives(contender, kRunc);
  state.SetIterationTime(time_of([&] { lives.start_container("memory"); }).count());
  const ResidentMemory memory = resident_memory(contender.shim_of("memory"));
  state.counters["shim_kib"] = static_cast<double>(memory.all);
  state.counters["shim_anonymous_kib"] = static_cast<double>(memory.anonymous);
  lives.end_container("memory");
}

void run(benchmark::State& state, ShimContender& contender, const char* runc) {
  const fixtures::Command command = contender.ctr_run(runc);
  state.SetIterationTime(time_of([&] { contender.run_to_success(command); }).count());
}

long drain(const fs::path& fifo, const std::function<void()>& begin) {
  const fixtures::FileDescriptor fd(open(fifo.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (!fd || fcntl(fd.get(), F_SETFL, 0) != 0) throw Error::from_errno("open", fifo.string());
  begin();
  static std::array<char, 1 << 20> piece;
  long all = 0;
  for (ssize_t count; (count = read(fd.get(), piece.data(), piece.size())) > 0;) all += count;
  return all;
}

// One GiB from `start` to the end of its stdout.
void output(benchmark::State& state, ShimContender& contender) {
  constexpr long kGibibyte = 1L << 30;
  fixtures::Player player(contender.stage(),
                          {.runtime = ShimContender::runtime, .containerd_namespace = "output"});
  const auto play = [&](const char* script) { (void)player.play(fixtures::parse_script(script)); };
  play("create a : exec dd if=/dev/zero bs=1M count=1024 2>/dev/null\n detach a");
  const fs::path fifo = contender.stage().sandbox().directory() / "io" / "output" / "a" / "out";
  long all = 0;
  state.SetIterationTime(time_of([&] { all = drain(fifo, [&] { play("start a"); }); }).count());
  if (all != kGibibyte) {
    throw Error({.operation = "read",
                 .subject = fifo,
                 .cause = std::to_string(all) + " bytes came",
                 .remedy = {}});
  }
  play("wait a\n delete a");
}

void many(benchmark::State& state, ShimContender& contender, const char* runc) {
  Lives lives(contender, runc);
  const Lives::Many many{.count = kAtOnce, .at_once = kAtOnce};
  state.SetIterationTime(time_of([&] { lives.run(many); }).count());
}

long entries(const fs::path& directory) {
  std::error_code ignored;
  long count = 0;
  for (fs::recursive_directory_iterator
           entry(directory, fs::directory_options::skip_permission_denied, ignored),
       end;
       entry != end; entry.increment(ignored)) {
    ++count;
  }
  return count;
}

// Files that containers leave: of containerd's state, of the runtime's, the sockets, the cgroups.
long files(fixtures::Stage& stage) {
  long count = 0;
  const fs::path data = stage.sandbox().scratch() / "containerd";
  for (const fs::path& directory : {fs::path("/run/containerd"), data / "state",
                                    data / "root" / "io.containerd.runtime.v2.task"}) {
    count += entries(stage.sandbox().from_outside(directory));
  }
  for (const auto& hierarchy :
       fs::directory_iterator(stage.sandbox().from_outside("/sys/fs/cgroup"))) {
    const fs::path ours = hierarchy.path() / "bench";
    if (fs::exists(ours))
      count += std::distance(fs::directory_iterator(ours), fs::directory_iterator());
  }
  return count;
}

long descriptors(pid_t process) {
  const fs::path directory = "/proc/" + std::to_string(process) + "/fd";
  return std::distance(fs::directory_iterator(directory), fs::directory_iterator());
}

// Lives of containers, and as many execs in one that stays, whose shim is what could grow. The
// first tenth warms up.
void soak(benchmark::State& state, ShimContender& contender, int count) {
  constexpr int kLivesAtOnce = 4;
  const int warm = std::max(1, count / 10);
  Lives lives(contender, kCrun);
  lives.start_container("soak");
  const pid_t shim = contender.shim_of("soak");
  lives.run({.count = warm, .at_once = kLivesAtOnce});
  lives.run_execs("soak", warm);
  const double memory_before = static_cast<double>(resident_memory(shim).all);
  const long descriptors_before = descriptors(shim);
  const long files_before = files(contender.stage());
  const auto processes_before = contender.stage().others().size();
  state.SetIterationTime(time_of([&] {
                           lives.run({.count = count - warm, .at_once = kLivesAtOnce});
                           lives.run_execs("soak", count - warm);
                         }).count());
  state.counters["count"] = count;
  state.counters["grown_kib"] = static_cast<double>(resident_memory(shim).all) - memory_before;
  state.counters["grown_descriptors"] = static_cast<double>(descriptors(shim) - descriptors_before);
  state.counters["grown_files"] = static_cast<double>(files(contender.stage()) - files_before);
  state.counters["grown_processes"] = static_cast<double>(contender.stage().others().size()) -
                                      static_cast<double>(processes_before);
  lives.end_container("soak");
}

void register_shims(const std::shared_ptr<Shims>& shims, const ShimRounds& rounds) {
  const auto each = [&](const std::string& group, int count,
                        const std::function<void(benchmark::State&, ShimContender&)>& body) {
    for (int round = 0; round < count; ++round) {
      for (const Shim shim : every_shim) {
        register_round(
            {group, to_string(shim), round},
            [shims, shim, body](benchmark::State& state) { body(state, (*shims)[shim]); });
      }
    }
  };
  each("ShimBootstrap", rounds.rounds, bootstrap);
  each("ShimMemory", rounds.few, memory);
  each("ShimRunRunc", rounds.rounds,
       [](auto& state, auto& contender) { run(state, contender, kRunc); });
  each("ShimRunCrun", rounds.rounds,
       [](auto& state, auto& contender) { run(state, contender, kCrun); });
  each("ShimOutput", rounds.few, output);
  each("ShimManyRunc", rounds.few,
       [](auto& state, auto& contender) { many(state, contender, kRunc); });
  each("ShimManyCrun", rounds.few,
       [](auto& state, auto& contender) { many(state, contender, kCrun); });
  register_round({"ShimSoak", "plimsoll", 0},
                 [shims, count = rounds.soak](benchmark::State& state) {
                   soak(state, shims->plimsoll, count);
                 });
}

}  // namespace

std::shared_ptr<void> register_shim_rounds(const ShimRounds& rounds) {
  auto shims = std::make_shared<Shims>();
  // The first of everything is slower for all: page cache, lazy initialisation.
  for (const Shim shim : every_shim) {
    for (const char* runc : {kRunc, kCrun})
      (*shims)[shim].run_to_success((*shims)[shim].ctr_run(runc));
  }
  register_shims(shims, rounds);
  return shims;
}

}  // namespace plimsoll::bench
