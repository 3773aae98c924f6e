#include "conformance/expectations/expectations_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "conformance/data/data_file.h"

namespace plimsoll::conformance {
namespace {

using Json = nlohmann::ordered_json;

std::vector<std::string> names_of_editions() {
  std::vector<std::string> names;
  for (const Edition edition : all_editions) names.emplace_back(to_string(edition));
  return names;
}

Condition condition_in(const DataNode& node) {
  node.allow_only({"engine", "version", "editions"});
  Condition when{.engine = node.at("engine").text_that_says_something(),
                 .version = node.at("version").text()};
  when.parsed = VersionCondition::parse(when.version);
  if (!when.parsed) {
    throw node.at("version").fault("`" + when.version + "` is no condition that can hold",
                                   "write it as `>=20.10 <22.06`");
  }
  if (const DataNode* editions = node.find("editions")) {
    for (const DataNode& one : editions->elements()) {
      when.editions.push_back(*edition_from(one.one_of(names_of_editions())));
    }
  }
  return when;
}

ExpectedFinding finding_in(const DataNode& node) {
  node.allow_only({"subject", "seen"});
  return {.subject = node.at("subject").text_that_says_something(),
          .seen = node.at("seen").text_that_says_something(),
          .line = node.line()};
}

Expectation entry_in(const DataNode& node) {
  node.allow_only({"cases", "requirement", "when", "findings", "reason", "source", "link"});
  Expectation entry{.cases = node.text_or("cases", ""),
                    .requirement = node.text_or("requirement", ""),
                    .when = condition_in(node.at("when")),
                    .reason = node.at("reason").text_that_says_something(),
                    .source = node.at("source").text_that_says_something(),
                    .link = node.text_or("link", ""),
                    .line = node.line()};
  if (entry.cases.empty() && entry.requirement.empty()) {
    throw node.fault("names neither cases nor a requirement");
  }
  for (const DataNode& finding : node.at("findings").elements()) {
    entry.findings.push_back(finding_in(finding));
  }
  if (entry.findings.empty()) throw node.at("findings").fault("says nothing");
  return entry;
}

Json json_of(const Condition& when) {
  Json json = {{"engine", when.engine}, {"version", when.version}};
  if (when.editions.empty()) return json;
  json["editions"] = Json::array();
  for (const Edition edition : when.editions) json["editions"].push_back(to_string(edition));
  return json;
}

Json json_of(const Expectation& entry) {
  Json json = Json::object();
  if (!entry.cases.empty()) json["cases"] = entry.cases;
  if (!entry.requirement.empty()) json["requirement"] = entry.requirement;
  json["when"] = json_of(entry.when);
  json["findings"] = Json::array();
  for (const ExpectedFinding& finding : entry.findings) {
    json["findings"].push_back({{"subject", finding.subject}, {"seen", finding.seen}});
  }
  json["reason"] = entry.reason;
  json["source"] = entry.source;
  if (!entry.link.empty()) json["link"] = entry.link;
  return json;
}

// What was seen may be any bytes; the file is JSON all the same. One line, with the spaces that
// people leave.
std::string line_of(const Json& json) {
  const auto text = [](const Json& value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
  };
  if (!json.is_structured()) return text(json);
  std::vector<std::string> parts;
  for (const auto& [key, value] : json.items()) {
    parts.push_back((json.is_object() ? text(key) + ": " : "") + line_of(value));
  }
  return fmt::format("{}{}{}", json.is_object() ? '{' : '[', fmt::join(parts, ", "),
                     json.is_object() ? '}' : ']');
}

}  // namespace

Expectations parse_expectations(std::string_view json, const std::string& name) {
  const DataNode root = read_data(json, name);
  root.allow_only({"format", "about", "entries"});
  static_cast<void>(root.at("format").one_of({"plimsoll-expectations-1"}));
  Expectations expectations{.file = name, .about = root.at("about").text()};
  for (const DataNode& entry : root.at("entries").elements()) {
    expectations.entries.push_back(entry_in(entry));
  }
  return expectations;
}

Expectations read_expectations(const std::filesystem::path& file) {
  return parse_expectations(text_of_data_file(file), file.string());
}

std::string text_of(const Expectations& expectations) {
  std::vector<std::string> lines;
  for (const Expectation& entry : expectations.entries) {
    lines.push_back("    " + line_of(json_of(entry)));
  }
  return fmt::format(
      "{{\n  \"format\": \"plimsoll-expectations-1\",\n  \"about\": {},\n  \"entries\": [{}{}\n"
      "  ]\n}}\n",
      line_of(expectations.about), lines.empty() ? "" : "\n", fmt::join(lines, ",\n"));
}

}  // namespace plimsoll::conformance
