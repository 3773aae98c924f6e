#include "fixtures/engine/engine.h"

#include "fixtures/engine/dockerd.h"
#include "fixtures/engine/external.h"
#include "fixtures/engine/podman.h"
#include "fixtures/engine/reference_engine.h"
#include "fixtures/http/http_client.h"
#include "fixtures/image/busybox.h"
#include "pybind/bindings.h"
#include "pybind/waiting.h"

namespace plimsoll::pybind {
namespace {

using fixtures::Engine;
using fixtures::EngineConfiguration;

// Members go from the last to the first: the engine before what it stands on.
struct EngineHandle {
  Shared<fixtures::Sandbox> sandbox;
  Shared<fixtures::Containerd> containerd;
  Shared<Engine> engine;
};

EngineConfiguration configuration(const std::string& runtimes, std::string default_runtime,
                                  std::vector<std::string> flags,
                                  std::optional<std::string> daemon_json) {
  return {.runtimes = nlohmann::json::parse(runtimes),
          .default_runtime = std::move(default_runtime),
          .flags = std::move(flags),
          .daemon_json = std::move(daemon_json)};
}

// One way to start each kind on containerd: `program` is a path, or for a defective engine its
// defect.
template <auto start>
EngineHandle on_containerd(const ContainerdHandle& below, const EngineConfiguration& configuration,
                           const std::string& program) {
  return waiting([below, configuration, program] {
    return EngineHandle{below.sandbox, below.containerd,
                        share(start(**below.sandbox, **below.containerd, configuration, program))};
  });
}

EngineHandle start_podman(const SandboxHandle& within, const EngineConfiguration& configuration,
                          const std::string& program) {
  return waiting([sandbox = within.sandbox, configuration, program] {
    return EngineHandle{sandbox, nullptr,
                        share(fixtures::start_podman(**sandbox, configuration, program))};
  });
}

// Runs what waits for an engine, one call at a time.
template <class Work>
auto with_engine(const EngineHandle& self, Work work) {
  return waiting([handle = self, work = std::move(work)] {
    const auto lock = handle.engine->lock();
    return work(**handle.engine);
  });
}

std::string_view name_of(fixtures::Reload::End end) {
  using End = fixtures::Reload::End;
  switch (end) {
    case End::took_effect:
      return "took effect";
    case End::refused:
      return "refused";
    case End::ended:
      return "ended";
    case End::unheard:
      break;
  }
  return "unheard";
}

py::tuple reload(const EngineHandle& self, const std::optional<std::string>& daemon_json) {
  const auto reload =
      with_engine(self, [daemon_json](Engine& engine) { return engine.reload(daemon_json); });
  return py::make_tuple(name_of(reload.end), reload.event.dump(), reload.said);
}

void load_busybox(const EngineHandle& self) {
  waiting([handle = self] {
    fixtures::HttpClient client((*handle.engine)->socket());
    fixtures::load_busybox(client);
  });
}

void bind_starts(py::module_& module) {
  const py::arg below("containerd"), configuration("configuration"), program("program");
  module.def("start_reference", &on_containerd<fixtures::start_reference>, below, configuration,
             program);
  module.def("start_dockerd", &on_containerd<fixtures::start_dockerd>, below, configuration,
             program);
  module.def("start_defective", &on_containerd<fixtures::start_defective>, below, configuration,
             py::arg("defect"));
  module.def("start_podman", &start_podman, py::arg("sandbox"), configuration, program);
  module.def(
      "connect_external",
      [](const std::filesystem::path& socket) {
        return EngineHandle{nullptr, nullptr, share(fixtures::connect_external(socket))};
      },
      py::arg("socket"));
}

}  // namespace

void bind_engine(py::module_& module) {
  py::class_<EngineConfiguration>(module, "Configuration")
      .def(py::init(&configuration), py::arg("runtimes"), py::arg("default_runtime"),
           py::arg("flags"), py::arg("daemon_json"));
  py::class_<EngineHandle>(module, "Engine")
      .def_property_readonly("name",
                             [](const EngineHandle& self) { return (*self.engine)->name(); })
      .def_property_readonly("socket",
                             [](const EngineHandle& self) { return (*self.engine)->socket(); })
      .def_property_readonly("log", [](const EngineHandle& self) { return (*self.engine)->log(); })
      .def_property_readonly(
          "containerd_namespace",
          [](const EngineHandle& self) { return (*self.engine)->containerd_namespace(); })
      .def("alive",
           [](const EngineHandle& self) {
             return with_engine(self, [](Engine& engine) { return engine.alive(); });
           })
      .def("ending_signal",
           [](const EngineHandle& self) {
             return with_engine(self, [](Engine& engine) { return engine.ending_signal(); });
           })
      .def("restart",
           [](const EngineHandle& self) {
             with_engine(self, [](Engine& engine) { engine.restart(); });
           })
      .def(
          "restart_with",
          [](const EngineHandle& self, const EngineConfiguration& configuration) {
            with_engine(self, [configuration](Engine& engine) { engine.restart(configuration); });
          },
          py::arg("configuration"))
      .def("reload", &reload, py::arg("daemon_json"))
      .def("kill",
           [](const EngineHandle& self) {
             with_engine(self, [](Engine& engine) { engine.kill(); });
           })
      .def("load_busybox", &load_busybox);
  bind_starts(module);
}

}  // namespace plimsoll::pybind
