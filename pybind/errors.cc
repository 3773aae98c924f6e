#include "errors/error.h"

#include "fixtures/engine/engine.h"
#include "pybind/bindings.h"

namespace plimsoll::pybind {
namespace {

// The classes are Python's own (plimsoll/errors.py): they have bases, fields and documentation
// there.
py::object error_class(const char* name) {
  return py::module_::import("plimsoll.errors").attr(name);
}

void raise(const py::object& type, const py::object& error) {
  PyErr_SetObject(type.ptr(), error.ptr());
}

void translate(std::exception_ptr thrown) {
  try {
    std::rethrow_exception(std::move(thrown));
  } catch (const fixtures::EngineEnded& error) {
    const auto& story = error.story();
    const auto& ending = error.ending();
    const py::object type = error_class("EngineEnded");
    raise(type, type(story.operation, story.subject, story.cause, story.remedy, ending.log,
                     ending.status.code, ending.status.signal, ending.said));
  } catch (const Error& error) {
    const auto& story = error.story();
    const py::object type = error_class("PlimsollError");
    raise(type, type(story.operation, story.subject, story.cause, story.remedy));
  }
}

}  // namespace

void bind_errors() { py::register_exception_translator(&translate); }

}  // namespace plimsoll::pybind
