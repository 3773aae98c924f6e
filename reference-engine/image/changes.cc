#include "reference-engine/image/changes.h"

#include <boost/algorithm/string/case_conv.hpp>
#include <boost/algorithm/string/trim.hpp>

#include "reference-engine/json/parse.h"

namespace plimsoll::engine {
namespace {

using nlohmann::json;

json command(const std::string& text) {
  if (auto list = parse_json(text); list && list->is_array()) return std::move(*list);
  return json::array({"/bin/sh", "-c", text});
}

// "A=b" or "A b"
std::pair<std::string, std::string> assignment(const std::string& text) {
  const auto at = text.find_first_of("= ");
  if (at == std::string::npos) return {text, {}};
  std::string value = text.substr(at + 1);
  if (value.size() > 1 && value.front() == '"' && value.back() == '"')
    value = value.substr(1, value.size() - 2);
  return {text.substr(0, at), value};
}

bool apply(json& config, const std::string& instruction, const std::string& text) {
  if (instruction == "CMD") {
    config["Cmd"] = command(text);
  } else if (instruction == "ENTRYPOINT") {
    config["Entrypoint"] = command(text);
  } else if (instruction == "WORKDIR") {
    config["WorkingDir"] = text;
  } else if (instruction == "USER") {
    config["User"] = text;
  } else if (instruction == "STOPSIGNAL") {
    config["StopSignal"] = text;
  } else if (instruction == "EXPOSE") {
    config["ExposedPorts"][text.find('/') == std::string::npos ? text + "/tcp" : text] =
        json::object();
  } else if (instruction == "VOLUME") {
    config["Volumes"][text] = json::object();
  } else if (instruction == "ENV") {
    const auto [name, value] = assignment(text);
    config["Env"].push_back(name + "=" + value);
  } else if (instruction == "LABEL") {
    const auto [name, value] = assignment(text);
    config["Labels"][name] = value;
  } else {
    return false;
  }
  return true;
}

}  // namespace

std::optional<std::string> apply_changes(json& config, const std::vector<std::string>& changes) {
  for (const auto& change : changes) {
    const std::string line = boost::algorithm::trim_copy(change);
    const auto space = line.find(' ');
    const std::string instruction = boost::algorithm::to_upper_copy(line.substr(0, space));
    const std::string text =
        space == std::string::npos ? "" : boost::algorithm::trim_copy(line.substr(space + 1));
    if (text.empty()) return instruction + " requires an argument";
    if (!apply(config, instruction, text)) return instruction + " is not a valid change command";
  }
  return std::nullopt;
}

}  // namespace plimsoll::engine
