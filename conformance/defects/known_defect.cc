#include "conformance/defects/known_defect.h"

#include <nlohmann/json.hpp>

#include "errors/error.h"

namespace plimsoll::conformance {

namespace data {
extern const std::string_view defects_json;
}  // namespace data

namespace {

Error malformed(const std::string& name, const std::string& cause) {
  return Error({.operation = "read defect", .subject = name, .cause = cause, .remedy = {}});
}

KnownDefect defect_of(const nlohmann::json& entry) {
  KnownDefect defect;
  entry.at("name").get_to(defect.name);
  entry.at("violates").get_to(defect.violates);
  entry.at("witness").get_to(defect.witness);
  entry.at("story").get_to(defect.story);
  entry.at("source").get_to(defect.source);
  return defect;
}

}  // namespace

const std::vector<KnownDefect>& known_defects() {
  static const std::vector<KnownDefect> defects = parse_defects(data::defects_json);
  return defects;
}

std::vector<KnownDefect> parse_defects(std::string_view json) {
  std::vector<KnownDefect> defects;
  try {
    const auto document = nlohmann::json::parse(json);
    for (const auto& entry : document.at("defects")) defects.push_back(defect_of(entry));
  } catch (const nlohmann::json::exception& error) {
    throw malformed(defects.empty() ? "" : "after " + defects.back().name, error.what());
  }
  for (std::size_t i = 1; i < defects.size(); ++i) {
    if (defects[i].name <= defects[i - 1].name) {
      throw malformed(defects[i].name, "it has to stand before " + defects[i - 1].name);
    }
  }
  return defects;
}

}  // namespace plimsoll::conformance
