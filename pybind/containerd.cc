#include "fixtures/engine/containerd.h"

#include <signal.h>

#include <chrono>

#include "fixtures/witness/containerd_observer.h"
#include "pybind/bindings.h"
#include "pybind/waiting.h"

namespace plimsoll::pybind {
namespace {

using fixtures::Containerd;
using fixtures::ContainerdObserver;
using std::chrono::milliseconds;

ContainerdHandle start_containerd(const SandboxHandle& within, std::filesystem::path binary,
                                  std::vector<std::filesystem::path> path, long deadline) {
  Containerd::Options options{
      .binary = std::move(binary), .path = std::move(path), .deadline = milliseconds(deadline)};
  return waiting([sandbox = within.sandbox, options = std::move(options)] {
    return ContainerdHandle{sandbox, share(Containerd::start(**sandbox, options))};
  });
}

bool is_alive(const ContainerdHandle& self) {
  return waiting([containerd = self.containerd] {
    const auto lock = containerd->lock();
    return (*containerd)->process().running();
  });
}

void kill_containerd(const ContainerdHandle& self) {
  waiting([containerd = self.containerd] {
    const auto lock = containerd->lock();
    auto& process = (*containerd)->process();
    process.signal(SIGKILL);
    (void)process.wait(milliseconds(30'000));
  });
}

struct ObserverHandle {
  Shared<ContainerdObserver> observer;
};

ObserverHandle observe(const std::filesystem::path& socket,
                       const std::string& containerd_namespace) {
  return waiting([options = ContainerdObserver::Options{
                      .socket = socket, .containerd_namespace = containerd_namespace}] {
    return ObserverHandle{share(std::make_unique<ContainerdObserver>(options))};
  });
}

py::list records(const std::vector<fixtures::RecordedContainer>& containers) {
  py::list result;
  for (const auto& container : containers) {
    const auto& [name, options] = container.runtime;
    result.append(py::make_tuple(container.id, container.image, name, options.type_url(),
                                 py::bytes(options.value())));
  }
  return result;
}

void bind_observer(py::module_& module) {
  py::class_<ObserverHandle>(module, "Observer")
      .def_static("start", &observe, py::arg("socket"), py::arg("namespace"))
      .def(
          "created",
          [](const ObserverHandle& self, std::size_t at_least) {
            return records(waiting([observer = self.observer, at_least] {
              const auto lock = observer->lock();
              return (*observer)->created(at_least);
            }));
          },
          py::arg("at_least"))
      .def("containers", [](const ObserverHandle& self) {
        return records(waiting([observer = self.observer] {
          const auto lock = observer->lock();
          return (*observer)->containers();
        }));
      });
}

}  // namespace

void bind_containerd(py::module_& module) {
  using Self = const ContainerdHandle&;
  py::class_<ContainerdHandle>(module, "Containerd")
      .def_static("start", &start_containerd, py::arg("sandbox"), py::arg("binary"),
                  py::arg("path"), py::arg("milliseconds"))
      .def_property_readonly("socket", [](Self self) { return (*self.containerd)->socket(); })
      .def_property_readonly("log", [](Self self) { return (*self.containerd)->log(); })
      .def_property_readonly("directory", [](Self self) { return (*self.containerd)->directory(); })
      .def_property_readonly("shim_path", [](Self self) { return (*self.containerd)->shim_path(); })
      .def_property_readonly("version", [](Self self) { return (*self.containerd)->version(); })
      .def_property_readonly("pid", [](Self self) { return (*self.containerd)->process().pid(); })
      .def("alive", &is_alive)
      .def("kill", &kill_containerd);
  bind_observer(module);
}

}  // namespace plimsoll::pybind
