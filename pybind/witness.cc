#include "fixtures/witness/witness.h"

#include <chrono>

#include "fixtures/witness/canary.h"
#include "pybind/bindings.h"
#include "pybind/waiting.h"

namespace plimsoll::pybind {
namespace {

using fixtures::Canary;
using fixtures::Witness;

struct WitnessHandle {
  Shared<Witness> witness;
};

struct CanaryHandle {
  Shared<fixtures::Sandbox> sandbox;
  Shared<Canary> canary;
};

py::list executions(const WitnessHandle& self) {
  const auto seen = waiting([witness = self.witness] {
    const auto lock = witness->lock();
    return (*witness)->executions();
  });
  py::list result;
  for (const auto& [path, pid, argv, noticed] : seen) {
    const std::chrono::duration<double> since_epoch = noticed.time_since_epoch();
    result.append(py::make_tuple(path, pid, py::tuple(py::cast(argv)), since_epoch.count()));
  }
  return result;
}

}  // namespace

void bind_witness(py::module_& module) {
  py::class_<WitnessHandle>(module, "Witness")
      .def_static(
          "start",
          [](const SandboxHandle& within) {
            return waiting([sandbox = within.sandbox] {
              return WitnessHandle{share(std::make_unique<Witness>(Witness::start(**sandbox)))};
            });
          },
          py::arg("sandbox"))
      .def("executions", &executions);
  py::class_<CanaryHandle>(module, "Canary")
      .def_static(
          "plant",
          [](const SandboxHandle& within, const std::filesystem::path& inside) {
            auto canary = std::make_unique<Canary>(Canary::plant(**within.sandbox, inside));
            return CanaryHandle{within.sandbox, share(std::move(canary))};
          },
          py::arg("sandbox"), py::arg("inside"))
      .def_property_readonly("path",
                             [](const CanaryHandle& self) { return (*self.canary)->path(); })
      .def("executed", [](const CanaryHandle& self) { return (*self.canary)->executed(); });
}

}  // namespace plimsoll::pybind
