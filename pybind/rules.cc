#include "conformance/catalogue/catalogue.h"
#include "conformance/suggest/nearest.h"
#include "conformance/vectors/vectors.h"
#include "containerd/name/shim_binary.h"
#include "errors/error.h"
#include "pybind/bindings.h"
#include "reference-engine/runtime/configuration.h"
#include "reference-engine/runtime/decide.h"

namespace plimsoll::pybind {
namespace {

namespace suite = conformance;

py::tuple editions(const std::vector<suite::Edition>& editions) {
  py::list names;
  for (const auto edition : editions) names.append(suite::to_string(edition));
  return py::tuple(names);
}

py::list requirements() {
  py::list result;
  for (const auto& each : suite::Catalogue::embedded().requirements()) {
    result.append(py::make_tuple(each.id, each.area, suite::to_string(each.level), each.statement,
                                 editions(each.editions), each.source, each.rationale));
  }
  return result;
}

py::list vectors() {
  py::list result;
  for (const auto& each : suite::name_vectors()) {
    result.append(py::make_tuple(each.label, each.name, each.why, suite::to_string(each.outcome),
                                 each.requirement, editions(each.editions), each.line));
  }
  return result;
}

runtime::Catalogue catalogue(const std::string& daemon_json) {
  const auto read = runtime::read_configuration(daemon_json, {});
  if (const auto* error = std::get_if<runtime::ConfigurationError>(&read)) {
    throw Error(
        {.operation = "read", .subject = "the configuration", .cause = error->text, .remedy = {}});
  }
  const auto& configuration = std::get<runtime::Configuration>(read);
  return {.configured = configuration.runtimes(), .default_runtime = configuration.default_runtime};
}

const char* name_of(runtime::Origin origin) {
  switch (origin) {
    case runtime::Origin::configured:
      return "configured";
    case runtime::Origin::stock:
      return "stock";
    case runtime::Origin::passed_on:
      break;
  }
  return "passed-on";
}

// (origin, name, what containerd is told), or ("refused", name, what the client is told).
py::tuple decide(const runtime::Catalogue& catalogue, std::string_view name) {
  const auto decision = runtime::decide(catalogue, name);
  if (const auto* refused = std::get_if<runtime::Refused>(&decision)) {
    return py::make_tuple("refused", name, refused->message);
  }
  const auto& selected = std::get<runtime::Selected>(decision);
  return py::make_tuple(name_of(selected.origin), selected.name, selected.runtime.shim);
}

// What containerd would execute: (kind, the file's name or path, the directory it is looked for
// in).
struct Looked {
  py::tuple operator()(const containerd::ShimBinary& shim) const {
    return py::make_tuple("binary", shim.name, shim.directory);
  }
  py::tuple operator()(const containerd::ExecutedPath& path) const {
    return py::make_tuple("path", path.path, "");
  }
  py::tuple operator()(const containerd::RelativeShim& path) const {
    return py::make_tuple("relative", path.path, ".");
  }
  py::tuple operator()(const containerd::InvalidName&) const {
    return py::make_tuple("invalid", "", "");
  }
};

py::tuple shim_binary(std::string_view name, int generation) {
  return std::visit(Looked{},
                    containerd::shim_binary(name, static_cast<containerd::Generation>(generation)));
}

}  // namespace

void bind_rules(py::module_& module) {
  py::class_<runtime::Catalogue>(module, "Catalogue")
      .def(py::init(&catalogue), py::arg("daemon_json"))
      .def_readonly("default_runtime", &runtime::Catalogue::default_runtime);
  module.def("requirements", &requirements);
  module.def("vectors", &vectors);
  module.def("decide", &decide, py::arg("catalogue"), py::arg("name"));
  module.def("shim_binary", &shim_binary, py::arg("name"), py::arg("generation"));
  module.def("nearest", &suite::nearest, py::arg("typed"), py::arg("candidates"));
}

}  // namespace plimsoll::pybind
