#include "conformance/command/testimony_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "conformance/report/printable.h"
#include "errors/error.h"
#include "fixtures/shim/testimony.h"

namespace plimsoll::conformance {
namespace {

namespace fs = std::filesystem;
using fixtures::shim::Document;
using fixtures::shim::Invocation;
using fixtures::shim::Options;
using fixtures::shim::Request;
using Json = nlohmann::ordered_json;

// Below the first column of explain.
std::string line(const std::string& text) { return fmt::format("{:15}{}\n", "", printable(text)); }

std::string detail(const std::string& label, const std::string& value) {
  if (value.empty()) return "";
  return line(fmt::format("  {:<10} {}", label, value));
}

std::string hexadecimal(const std::string& bytes) {
  std::string text;
  for (const char byte : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  return text.empty() ? "no bytes" : text;
}

std::string told(const std::optional<Options>& options) {
  if (!options) return detail("options", "none");
  const std::string content = options->content.is_null() ? "" : options->content.dump();
  return detail("options", options->any.type_url() + ": " + hexadecimal(options->any.value())) +
         detail("", content);
}

std::string told(const Invocation& start) {
  return detail("executed", start.executable.string()) +
         detail("namespace", start.flag("-namespace")) + detail("container", start.flag("-id")) +
         detail("directory", start.directory.string()) + told(start.options);
}

std::string told(const Request& create) {
  return detail("namespace", create.containerd_namespace) + detail("container", create.id()) +
         detail("bundle", create.bundle()) + told(create.options);
}

std::string text_of(const Document& document) {
  std::string text = line(fixtures::shim::summary_of(document));
  if (const auto* one = std::get_if<Invocation>(&document.entry)) {
    return one->action == "start" ? text + told(*one) : text;
  }
  const auto& request = std::get<Request>(document.entry);
  return request.method == "Create" ? text + told(request) : text;
}

Json read(const fs::path& file) {
  std::ifstream input(file);
  Json json = Json::parse(input, nullptr, false);
  if (json.is_array()) return json;
  throw Error({.operation = "read the testimony",
               .subject = file.string(),
               .cause = "it is no list of shims",
               .remedy = "run the case again"});
}

}  // namespace

std::vector<fs::path> testimonies_of(const std::string& case_name, const fs::path& report) {
  const fs::path within = fs::path("evidence") / case_name / "testimony.json";
  std::vector<fs::path> found;
  std::error_code absent;
  if (fs::exists(report / within, absent)) found.push_back(report / within);
  for (const auto& entry : fs::directory_iterator(report, absent)) {
    if (fs::exists(entry.path() / within, absent)) found.push_back(entry.path() / within);
  }
  std::ranges::sort(found);
  return found;
}

std::string testimony_text(const fs::path& file) {
  std::string text;
  for (const Json& shim : read(file)) {
    text += line(shim.value("shim", ""));
    const Json documents = shim.value("documents", Json::object());
    for (const auto& [name, document] : documents.items()) {
      text += text_of(fixtures::shim::parse_document(name, document.dump()));
    }
    if (documents.empty()) text += line("nothing: it was never executed");
  }
  return text;
}

}  // namespace plimsoll::conformance
