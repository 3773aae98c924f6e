#include "conformance/catalogue/catalogue.h"

#include <algorithm>
#include <array>
#include <set>

#include "conformance/data/data_file.h"

namespace plimsoll::conformance {

namespace data {
extern const std::string_view requirements_json;
extern const std::string_view requirements_json_sha256;
}  // namespace data

namespace {

constexpr std::array all_levels = {Level::must, Level::should, Level::may};

template <typename Values>
std::vector<std::string> names_of(const Values& values) {
  std::vector<std::string> names;
  for (const auto value : values) names.emplace_back(to_string(value));
  return names;
}

Requirement requirement_of(const DataNode& entry) {
  entry.allow_only({"id", "area", "level", "statement", "editions", "source", "rationale"});
  Requirement requirement{.id = entry.at("id").text_that_says_something(),
                          .area = entry.at("area").text_that_says_something(),
                          .level = *level_from(entry.at("level").one_of(names_of(all_levels))),
                          .statement = entry.at("statement").text_that_says_something(),
                          .source = entry.at("source").text_that_says_something(),
                          .rationale = entry.text_or("rationale", "")};
  for (const DataNode& edition : entry.at("editions").elements()) {
    requirement.editions.push_back(*edition_from(edition.one_of(names_of(all_editions))));
  }
  if (requirement.editions.empty()) throw entry.at("editions").fault("says nothing");
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

Catalogue Catalogue::parse(std::string_view json, const std::string& file) {
  Catalogue catalogue;
  const DataNode root = read_data(json, file);
  root.allow_only({"requirements"});
  for (const DataNode& entry : root.at("requirements").elements()) {
    Requirement requirement = requirement_of(entry);
    if (!catalogue.requirements_.empty() && catalogue.requirements_.back().id >= requirement.id) {
      throw entry.at("id").fault(requirement.id + " is not in order");
    }
    catalogue.requirements_.push_back(std::move(requirement));
  }
  if (catalogue.requirements_.empty()) throw root.fault("it has no requirement");
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
