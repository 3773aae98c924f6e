#pragma once

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>
#include <pybind11/stl/filesystem.h>

#include "fixtures/engine/containerd.h"
#include "fixtures/sandbox/sandbox.h"
#include "pybind/owned.h"

// The extension is the least that Python needs of C++: it starts, waits and asks. What a user meets
// (classes that close, context managers, errors at the wrong time) is the package's, in Python.
namespace plimsoll::pybind {

namespace py = pybind11;

struct SandboxHandle {
  Shared<fixtures::Sandbox> sandbox;
};

// Members go from the last to the first: what is in a sandbox goes before it.
struct ContainerdHandle {
  Shared<fixtures::Sandbox> sandbox;
  Shared<fixtures::Containerd> containerd;
};

void bind_errors();
void bind_sandbox(py::module_& module);
void bind_containerd(py::module_& module);
void bind_engine(py::module_& module);
void bind_shim(py::module_& module);
void bind_witness(py::module_& module);
void bind_machine(py::module_& module);
void bind_rules(py::module_& module);

}  // namespace plimsoll::pybind
