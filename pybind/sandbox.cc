#include "fixtures/sandbox/sandbox.h"

#include <chrono>

#include "pybind/bindings.h"
#include "pybind/waiting.h"

namespace plimsoll::pybind {
namespace {

using fixtures::Command;
using fixtures::Process;
using fixtures::Sandbox;
using std::chrono::milliseconds;

struct ProcessHandle {
  Shared<Process> process;
};

SandboxHandle start_sandbox(bool keep, std::vector<std::filesystem::path> tmpfs) {
  return waiting([options = Sandbox::Options{.keep = keep, .tmpfs = std::move(tmpfs)}] {
    return SandboxHandle{share(Sandbox::start(options))};
  });
}

ProcessHandle spawn(const SandboxHandle& self, Command command) {
  return waiting([sandbox = self.sandbox, command = std::move(command)] {
    return ProcessHandle{share(std::make_unique<Process>((*sandbox)->spawn(command)))};
  });
}

py::object status_of(const std::optional<fixtures::ExitStatus>& status) {
  if (!status) return py::none();
  return py::make_tuple(status->code, status->signal);
}

py::object wait_for(const ProcessHandle& self, long timeout) {
  return status_of(waiting([process = self.process, timeout] {
    const auto lock = process->lock();
    return (*process)->wait(milliseconds(timeout));
  }));
}

void bind_process(py::module_& module) {
  py::class_<ProcessHandle>(module, "Process")
      .def_property_readonly("pid",
                             [](const ProcessHandle& self) { return (*self.process)->pid(); })
      .def("wait", &wait_for, py::arg("milliseconds"))
      .def(
          "signal", [](const ProcessHandle& self, int number) { (*self.process)->signal(number); },
          py::arg("number"));
}

}  // namespace

void bind_sandbox(py::module_& module) {
  py::class_<Command>(module, "Command")
      .def(py::init([](std::vector<std::string> argv, std::vector<std::string> environment,
                       std::filesystem::path directory, std::filesystem::path log) {
             return Command{.argv = std::move(argv),
                            .environment = std::move(environment),
                            .directory = std::move(directory),
                            .log = std::move(log)};
           }),
           py::arg("argv"), py::arg("environment"), py::arg("directory"), py::arg("log"));
  bind_process(module);
  py::class_<SandboxHandle>(module, "Sandbox")
      .def_static("start", &start_sandbox, py::arg("keep"), py::arg("tmpfs"))
      .def_property_readonly("directory",
                             [](const SandboxHandle& self) { return (*self.sandbox)->directory(); })
      .def_property_readonly("shims",
                             [](const SandboxHandle& self) { return (*self.sandbox)->shims(); })
      .def_property_readonly("scratch",
                             [](const SandboxHandle& self) { return (*self.sandbox)->scratch(); })
      .def_property_readonly("init_pid",
                             [](const SandboxHandle& self) { return (*self.sandbox)->init_pid(); })
      .def(
          "from_outside",
          [](const SandboxHandle& self, const std::filesystem::path& inside) {
            return (*self.sandbox)->from_outside(inside);
          },
          py::arg("inside"))
      .def("spawn", &spawn, py::arg("command"))
      .def("end", [](const SandboxHandle& self) {
        waiting([sandbox = self.sandbox] { (*sandbox)->end(); });
      });
}

}  // namespace plimsoll::pybind
