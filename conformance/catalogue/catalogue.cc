#include "conformance/catalogue/catalogue.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "errors/error.h"

namespace plimsoll::conformance {

namespace data {
extern const std::string_view requirements_json;
extern const std::string_view requirements_json_sha256;
}  // namespace data

namespace {

constexpr std::array all_levels = {Level::must, Level::should, Level::may};

Error malformed(const std::string& id, const std::string& cause) {
  return Error({.operation = "read requirement", .subject = id, .cause = cause, .remedy = {}});
}

std::vector<Edition> editions_of(const nlohmann::json& entry, const std::string& id) {
  std::vector<Edition> editions;
  for (const auto& text : entry.at("editions")) {
    const auto edition = edition_from(text.get<std::string>());
    if (!edition) throw malformed(id, "no such edition: " + text.get<std::string>());
    editions.push_back(*edition);
  }
  return editions;
}

Requirement requirement_of(const nlohmann::json& entry) {
  Requirement requirement;
  entry.at("id").get_to(requirement.id);
  entry.at("area").get_to(requirement.area);
  entry.at("statement").get_to(requirement.statement);
  entry.at("source").get_to(requirement.source);
  requirement.rationale = entry.value("rationale", "");
  requirement.editions = editions_of(entry, requirement.id);
  const auto level = level_from(entry.at("level").get<std::string>());
  if (!level) throw malformed(requirement.id, "no such level: " + entry.at("level").dump());
  requirement.level = *level;
  return requirement;
}

}  // namespace

std::string_view to_string(Level level) {
  switch (level) {
    case Level::must:
      return "must";
    case Level::should:
      return "should";
    case Level::may:
      return "may";
  }
  return "must";
}

std::optional<Level> level_from(std::string_view text) {
  for (const Level level : all_levels) {
    if (to_string(level) == text) return level;
  }
  return std::nullopt;
}

bool Requirement::holds_in(Edition edition) const {
  return std::ranges::find(editions, edition) != editions.end();
}

const Catalogue& Catalogue::embedded() {
  static const Catalogue catalogue = parse(data::requirements_json);
  return catalogue;
}

std::string_view Catalogue::digest() { return data::requirements_json_sha256; }

Catalogue Catalogue::parse(std::string_view json) {
  Catalogue catalogue;
  try {
    const auto document = nlohmann::json::parse(json);
    for (const auto& entry : document.at("requirements")) {
      catalogue.requirements_.push_back(requirement_of(entry));
    }
  } catch (const nlohmann::json::exception& error) {
    throw malformed("", error.what());
  }
  for (std::size_t i = 1; i < catalogue.requirements_.size(); ++i) {
    const std::string& id = catalogue.requirements_[i].id;
    if (catalogue.requirements_[i - 1].id >= id) throw malformed(id, "ids are not in order");
  }
  return catalogue;
}

const Requirement* Catalogue::find(std::string_view id) const {
  const auto found = std::ranges::find(requirements_, id, &Requirement::id);
  return found == requirements_.end() ? nullptr : &*found;
}

std::vector<std::string> Catalogue::areas() const {
  std::set<std::string> areas;
  for (const Requirement& requirement : requirements_) areas.insert(requirement.area);
  return {areas.begin(), areas.end()};
}

}  // namespace plimsoll::conformance
