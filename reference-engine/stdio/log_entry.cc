#include "reference-engine/stdio/log_entry.h"

#include <nlohmann/json.hpp>

namespace plimsoll::engine {

using nlohmann::json;

std::string encode(const LogEntry& entry) {
  const auto text = json(entry.text).dump(-1, ' ', false, json::error_handler_t::replace);
  std::string line = R"({"log":)" + text + R"(,"stream":")";
  line.append(name_of(entry.stream)).append(R"(","time":")").append(rfc3339_nano(entry.time));
  return line.append("\"}\n");
}

std::optional<LogEntry> decode_log_entry(std::string_view line) {
  const json fields = json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!fields.is_object()) return std::nullopt;
  const auto text = fields.find("log");
  const auto time = fields.find("time");
  if (text == fields.end() || !text->is_string()) return std::nullopt;
  if (time == fields.end() || !time->is_string()) return std::nullopt;
  const auto when = parse_rfc3339(time->get_ref<const std::string&>());
  if (!when) return std::nullopt;
  const bool error = fields.value("stream", json()) == "stderr";
  return LogEntry{.text = text->get<std::string>(),
                  .stream = error ? Stream::standard_error : Stream::standard_output,
                  .time = *when};
}

}  // namespace plimsoll::engine
