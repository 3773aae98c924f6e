#include "fixtures/shim/installed_shim.h"

#include <chrono>

#include "pybind/bindings.h"
#include "pybind/waiting.h"

namespace plimsoll::pybind {
namespace {

using fixtures::InstalledShim;
namespace shim = fixtures::shim;

struct ShimHandle {
  Shared<fixtures::Sandbox> sandbox;
  Shared<InstalledShim> shim;
};

ShimHandle install(const SandboxHandle& within, const std::string& runtime_name,
                   std::vector<std::string> faults) {
  return waiting([sandbox = within.sandbox, runtime_name, faults = std::move(faults)] {
    auto installed = InstalledShim::install(**sandbox, runtime_name, {.faults = faults});
    return ShimHandle{sandbox, share(std::make_unique<InstalledShim>(std::move(installed)))};
  });
}

// Found to be as testimony.schema.json says; Python reads the text once more for itself.
py::tuple document(const shim::Document& document) {
  return py::make_tuple(document.file, document.text);
}

py::list testimony(const ShimHandle& self) {
  py::list documents;
  for (const auto& each :
       waiting([shim = self.shim] { return (*shim)->testimony().read(); }).documents) {
    documents.append(document(each));
  }
  return documents;
}

py::tuple await_document(const ShimHandle& self, const std::string& name, bool answered,
                         long deadline) {
  return document(waiting([shim = self.shim, name, answered, deadline] {
    return (*shim)->testimony().await(
        {.what = (answered ? "the answer to " : "") + name,
         .matches = answered ? shim::is_answer_of(name) : shim::is_of(name),
         .deadline = std::chrono::milliseconds(deadline)});
  }));
}

}  // namespace

void bind_shim(py::module_& module) {
  py::class_<ShimHandle>(module, "Shim")
      .def_static("install", &install, py::arg("sandbox"), py::arg("runtime_name"),
                  py::arg("faults"))
      .def_property_readonly("path", [](const ShimHandle& self) { return (*self.shim)->path(); })
      .def("testimony", &testimony)
      .def("await_document", &await_document, py::arg("name"), py::arg("answered"),
           py::arg("milliseconds"));
}

}  // namespace plimsoll::pybind
