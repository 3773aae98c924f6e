#include "conformance/cases/case.h"

#include <filesystem>
#include <utility>

namespace plimsoll::conformance {
namespace {

// The part of a source's path that is the same on every machine.
std::string within_the_project(std::string_view file) {
  const auto at = file.rfind("conformance/cases/");
  return std::string(at == std::string_view::npos ? file : file.substr(at));
}

}  // namespace

Case make_case(CaseDescription description, std::function<void(Stage&)> body,
               std::source_location where) {
  description.suite = suite_of(description.area);
  if (description.file.empty()) {
    description.file = within_the_project(where.file_name());
    description.line = static_cast<int>(where.line());
  }
  return {.description = std::move(description), .body = std::move(body)};
}

Case make_audit_case(CaseDescription description, std::function<void(Audit&)> body,
                     std::source_location where) {
  return make_case(
      std::move(description),
      [body = std::move(body)](Stage& stage) {
        Audit audit = stage.audit();
        body(audit);
      },
      where);
}

}  // namespace plimsoll::conformance
