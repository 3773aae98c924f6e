#include "conformance/defects/noticed.h"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>

#include "errors/error.h"

namespace plimsoll::conformance {

namespace data {
extern const std::string_view noticed_json;
}  // namespace data

const std::vector<Noticed>& noticed_before() {
  static const std::vector<Noticed> all = parse_noticed(data::noticed_json);
  return all;
}

std::vector<Noticed> parse_noticed(std::string_view json) {
  std::vector<Noticed> all;
  try {
    const auto document = nlohmann::json::parse(json);
    for (const auto& entry : document.at("noticed")) {
      Noticed& one = all.emplace_back();
      entry.at("defect").get_to(one.defect);
      entry.at("case").get_to(one.case_name);
      entry.at("subjects").get_to(one.subjects);
      std::ranges::sort(one.subjects);
    }
  } catch (const nlohmann::json::exception& error) {
    throw Error({.operation = "read what was noticed",
                 .subject = all.empty() ? "" : all.back().defect + " " + all.back().case_name,
                 .cause = error.what(),
                 .remedy = "plimsoll self-test --update FILE makes it anew"});
  }
  return all;
}

std::string to_json_text(const std::vector<Noticed>& all) {
  std::string text = "{\n  \"noticed\": [";
  const char* separator = "\n";
  for (const Noticed& one : all) {
    const nlohmann::ordered_json entry = {
        {"defect", one.defect}, {"case", one.case_name}, {"subjects", one.subjects}};
    text += separator + ("    " + entry.dump());
    separator = ",\n";
  }
  return text + "\n  ]\n}\n";
}

std::vector<std::string> missing(const std::vector<std::string>& wanted,
                                 const std::vector<std::string>& seen) {
  std::vector<std::string> missing;
  std::ranges::set_difference(wanted, seen, std::back_inserter(missing));
  return missing;
}

}  // namespace plimsoll::conformance
