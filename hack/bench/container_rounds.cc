#include <benchmark/benchmark.h>

#include <functional>
#include <memory>
#include <string>

#include "errors/error.h"
#include "fixtures/image/busybox.h"
#include "hack/bench/contender.h"
#include "hack/bench/registration.h"
#include "hack/bench/rounds.h"
#include "hack/bench/stopwatch.h"

namespace plimsoll::bench {
namespace {

using fixtures::HttpClient;
using fixtures::HttpResponse;

// Both engines, started once and used by all rounds. containerd of plimsolld has the image a second
// time, as ctr wants it.
struct Contenders {
  Contender plimsolld{Daemon::plimsolld};
  Contender dockerd{Daemon::dockerd};

  Contender& operator[](Daemon daemon) { return daemon == Daemon::dockerd ? dockerd : plimsolld; }
};

void expect(const HttpResponse& response, int status) {
  if (response.status == status) return;
  throw Error({.operation = "drive the engine",
               .subject = {},
               .cause = "answered " + std::to_string(response.status) + " " + response.body,
               .remedy = {}});
}

// The engine's share: what `docker run --rm` asks for, without a client's start, attach and events.
void life_over_http(benchmark::State& state, HttpClient& client) {
  client.transcript().clear();
  std::string container;
  const Seconds create = time_of([&] {
    const HttpResponse created =
        client.post("/containers/create", {{"Image", fixtures::busybox_reference},
                                           {"Cmd", {"true"}},
                                           {"HostConfig", {{"NetworkMode", "none"}}}});
    expect(created, 201);
    container = "/containers/" + created.json().at("Id").get<std::string>();
  });
  const Seconds start = time_of([&] { expect(client.post(container + "/start"), 204); });
  const Seconds wait = time_of([&] { expect(client.post(container + "/wait"), 200); });
  const Seconds remove = time_of([&] { expect(client.del(container), 204); });
  state.SetIterationTime((create + start + wait + remove).count());
  state.counters["create_ms"] = milliseconds(create);
  state.counters["start_ms"] = milliseconds(start);
  state.counters["wait_ms"] = milliseconds(wait);
  state.counters["remove_ms"] = milliseconds(remove);
}

void refusal_over_http(benchmark::State& state, HttpClient& client) {
  client.transcript().clear();
  const nlohmann::json body = {{"Image", fixtures::busybox_reference},
                               {"HostConfig", {{"Runtime", "no/such/runtime"}}}};
  state.SetIterationTime(
      time_of([&] { expect(client.post("/containers/create", body), 400); }).count());
}

using Body = std::function<void(benchmark::State&)>;

Body running(Contender& contender, fixtures::Command command) {
  return [&contender, command = std::move(command)](benchmark::State& state) {
    state.SetIterationTime(time_of([&] { contender.run_to_success(command); }).count());
  };
}

void register_clients(Contenders& contenders, int round) {
  auto& [plimsolld, dockerd] = contenders;
  register_round({"Run", "plimsolld", round}, running(plimsolld, plimsolld.docker_run()));
  register_round({"Run", "dockerd", round}, running(dockerd, dockerd.docker_run()));
  register_round({"Run", "ctr", round}, running(plimsolld, plimsolld.ctr_run()));
  register_round({"Run", "ctr-seccomp", round}, running(plimsolld, plimsolld.ctr_run_confined()));
  register_round({"Client", "docker", round}, running(plimsolld, plimsolld.docker_version()));
  register_round({"Client", "ctr", round}, running(plimsolld, plimsolld.ctr_version()));
}

void register_http(Contenders& contenders, int round) {
  for (const Daemon daemon : every_daemon) {
    HttpClient& client = contenders[daemon].client();
    register_round({"Http", to_string(daemon), round},
                   [&client](benchmark::State& state) { life_over_http(state, client); });
  }
  HttpClient& client = contenders.plimsolld.client();
  register_round({"Refusal", "plimsolld", round},
                 [&client](benchmark::State& state) { refusal_over_http(state, client); });
}

// The first of everything is slower for all: page cache, lazy initialisation.
void warm_up(Contenders& contenders) {
  for (const Daemon daemon : every_daemon) {
    contenders[daemon].load_image();
    contenders[daemon].run_to_success(contenders[daemon].docker_run());
  }
  contenders.plimsolld.import_image_with_ctr();
  contenders.plimsolld.run_to_success(contenders.plimsolld.ctr_run());
}

}  // namespace

std::shared_ptr<void> register_container_rounds(int rounds) {
  auto contenders = std::make_shared<Contenders>();
  warm_up(*contenders);
  for (int round = 0; round < rounds; ++round) {
    register_clients(*contenders, round);
    register_http(*contenders, round);
  }
  return contenders;
}

}  // namespace plimsoll::bench
