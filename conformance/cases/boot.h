#pragma once

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "fixtures/engine/engine.h"

namespace plimsoll::conformance {

// What an engine of a case's own is told when it starts.
struct Told {
  nlohmann::json runtimes = nullptr;  // null: those every engine under test is configured with
  std::string default_runtime = {};
  bool live_restore = false;            // its containers run on when it ends
  std::vector<std::string> flags = {};  // added to its command line
};

// How the start of an engine ended.
struct Boot {
  std::optional<fixtures::ExitStatus> ended;  // nothing: it serves
  std::string said;                           // all it wrote until then
};

void PrintTo(const Boot& boot, std::ostream* out);

MATCHER(Serves, negation ? "it does not serve" : "it serves") { return !arg.ended; }

// It ended with an error, and said why.
MATCHER_P(RefusesSaying, text, "it ends with an error that says `" + std::string(text) + "`") {
  return arg.ended && arg.ended->code != 0 && arg.said.find(text) != std::string::npos;
}

// It was only to look, and ended without an error.
MATCHER_P(EndsWellSaying, text, "it ends without an error and says `" + std::string(text) + "`") {
  return arg.ended && arg.ended->success() && arg.said.find(text) != std::string::npos;
}

MATCHER(TookEffect, "it took effect") { return arg.end == fixtures::Reload::End::took_effect; }

MATCHER_P(WasRefusedSaying, text, "it was refused, with `" + std::string(text) + "` in the log") {
  return arg.end == fixtures::Reload::End::refused && arg.said.find(text) != std::string::npos;
}

// Of a `reload` event.
MATCHER_P2(HasAttribute, key, text,
           "with `" + std::string(text) + "` in its attribute `" + std::string(key) + "`") {
  const nlohmann::json::json_pointer pointer("/Actor/Attributes/" + std::string(key));
  if (!arg.event.contains(pointer) || !arg.event.at(pointer).is_string()) return false;
  return arg.event.at(pointer).template get<std::string>().find(text) != std::string::npos;
}

}  // namespace plimsoll::conformance
