#include "conformance/differ/operation.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace plimsoll::conformance {
namespace {

using Verb = Operation::Verb;

constexpr std::array verbs = {Verb::create, Verb::start,  Verb::inspect,
                              Verb::info,   Verb::reload, Verb::restart};

bool takes_text(Verb verb) {
  return verb == Verb::create || verb == Verb::reload || verb == Verb::restart;
}

}  // namespace

std::string_view to_string(Verb verb) {
  switch (verb) {
    case Verb::create:
      return "create";
    case Verb::start:
      return "start";
    case Verb::inspect:
      return "inspect";
    case Verb::info:
      return "info";
    case Verb::reload:
      return "reload";
    case Verb::restart:
      return "restart";
  }
  return "unknown";
}

std::string to_text(const Operation& operation) {
  std::string text(to_string(operation.verb));
  if (!takes_text(operation.verb)) return text;
  return text + " " +
         nlohmann::json(operation.text)
             .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::optional<Operation> operation_from(std::string_view line) {
  const auto space = line.find(' ');
  for (const Verb verb : verbs) {
    if (line.substr(0, space) != to_string(verb)) continue;
    if (!takes_text(verb)) {
      return space == line.npos ? std::optional(Operation{.verb = verb}) : std::nullopt;
    }
    const auto text = space == line.npos
                          ? nlohmann::json()
                          : nlohmann::json::parse(line.substr(space + 1), nullptr, false);
    if (!text.is_string()) return std::nullopt;
    return Operation{.verb = verb, .text = text.get<std::string>()};
  }
  return std::nullopt;
}

bool configures(const Sequence& sequence) {
  return std::ranges::any_of(sequence, [](const Operation& one) {
    return one.verb == Verb::reload || one.verb == Verb::restart;
  });
}

}  // namespace plimsoll::conformance
