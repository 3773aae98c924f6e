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

const std::vector<Case>& all_cases() {
  static const std::vector<Case> cases = [] {
    std::vector<Case> all;
    for (const auto area :
         {default_cases, configured_cases, stock_cases, precedence_cases, passthrough_cases,
          runtime_type_cases, missing_shim_cases, refusal_cases, texts_cases, order_cases,
          execution_cases, agreement_cases}) {
      for (Case& one : area()) all.push_back(std::move(one));
    }
    return all;
  }();
  return cases;
}

}  // namespace plimsoll::conformance
