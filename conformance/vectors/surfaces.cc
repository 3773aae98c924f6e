#include "conformance/vectors/surfaces.h"

#include "conformance/vectors/entry.h"

namespace plimsoll::conformance {

namespace data {
extern const std::string_view surfaces_json;
extern const std::string_view shim_places_json;
}  // namespace data

namespace {

template <class Vector>
Vector begun(const DataNode& entry) {
  Vector vector;
  vector.label = entry.at("label").text_that_says_something();
  vector.name = entry.at("name").text_that_says_something();
  vector.why = entry.at("why").text_that_says_something();
  vector.requirement = entry.at("requirement").text_that_says_something();
  vector.editions = editions_in(entry);
  vector.line = entry.at("label").line();
  return vector;
}

SurfaceVector surface_in(const DataNode& entry) {
  entry.allow_only({"label", "name", "why", "requirement", "editions", "surface"});
  auto vector = begun<SurfaceVector>(entry);
  vector.surface = entry.at("surface").text_that_says_something();
  return vector;
}

ShimPlace shim_place_in(const DataNode& entry) {
  entry.allow_only({"label", "name", "why", "requirement", "editions", "stands", "outcome"});
  auto place = begun<ShimPlace>(entry);
  place.stands = entry.at("stands").one_of({"broken-link", "directory", "empty", "failing", "link",
                                            "link-to-itself", "not-executable", "shim"});
  place.runs = entry.at("outcome").one_of({"runs", "fails"}) == "runs";
  return place;
}

}  // namespace

std::vector<SurfaceVector> parse_surface_vectors(std::string_view json, const std::string& file) {
  return entries_in(json, file, "surfaces", surface_in);
}

std::vector<ShimPlace> parse_shim_places(std::string_view json, const std::string& file) {
  return entries_in(json, file, "shim_places", shim_place_in);
}

const std::vector<SurfaceVector>& surface_vectors() {
  static const std::vector<SurfaceVector> vectors = parse_surface_vectors(data::surfaces_json);
  return vectors;
}

const std::vector<ShimPlace>& shim_places() {
  static const std::vector<ShimPlace> places = parse_shim_places(data::shim_places_json);
  return places;
}

}  // namespace plimsoll::conformance
