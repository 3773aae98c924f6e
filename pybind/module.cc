#include "pybind/bindings.h"
#include "pybind/waiting.h"

PYBIND11_MODULE(_plimsoll, module) {
  namespace bindings = plimsoll::pybind;
  module.doc() = "The C++ fixtures, for the package plimsoll and nobody else.";
  bindings::bind_errors();
  bindings::bind_sandbox(module);
  bindings::bind_containerd(module);
  bindings::bind_engine(module);
  bindings::bind_shim(module);
  bindings::bind_witness(module);
  bindings::bind_machine(module);
  bindings::bind_rules(module);
  pybind11::module_::import("atexit").attr("register")(
      pybind11::cpp_function(&bindings::await_what_was_left));
}
