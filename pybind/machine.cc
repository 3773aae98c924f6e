#include "fixtures/doctor/doctor.h"
#include "fixtures/patience/patience.h"
#include "fixtures/process/program_path.h"
#include "fixtures/runtime/runtime_binary.h"
#include "pybind/bindings.h"
#include "pybind/waiting.h"

namespace plimsoll::pybind {
namespace {

py::list runtimes() {
  py::list result;
  for (const auto& [name, path, version] : waiting([] { return fixtures::detect_runtimes(); })) {
    result.append(py::make_tuple(name, path, version));
  }
  return result;
}

py::list capabilities() {
  py::list result;
  for (const auto& [name, available, needed, why, how_to_get] :
       waiting(&fixtures::examine_machine)) {
    result.append(py::make_tuple(name, available, needed, why, how_to_get));
  }
  return result;
}

}  // namespace

void bind_machine(py::module_& module) {
  module.def("runtimes", &runtimes);
  module.def("capabilities", &capabilities);
  module.def("set_timeout_scale", &fixtures::set_timeout_scale, py::arg("scale"));
  module.def("set_programs", &fixtures::set_programs_directory, py::arg("directory"));
  module.def("own_program", &fixtures::own_program, py::arg("name"));
}

}  // namespace plimsoll::pybind
