#include "conformance/differ/difference.h"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "conformance/names/shrink.h"

namespace plimsoll::conformance {
namespace {

using Verb = Operation::Verb;

void replace_all(std::string& text, const std::string& what, const std::string& with) {
  if (what.empty()) return;
  for (auto at = text.find(what); at != text.npos; at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
}

// Names that a sequence has brought up, the longest first: one may be part of another.
std::vector<std::string> names_in(const Sequence& sequence) {
  std::set<std::string> names;
  for (const Operation& one : sequence) {
    if (one.verb == Verb::create) names.insert(one.text);
    if (one.verb != Verb::reload && one.verb != Verb::restart) continue;
    const auto file = nlohmann::json::parse(one.text, nullptr, false);
    if (!file.is_object()) continue;
    const auto runtimes = file.value("runtimes", nlohmann::json());
    for (const auto& [name, entry] : runtimes.items()) {
      if (runtimes.is_object()) names.insert(name);
    }
    const auto fallback = file.value("default-runtime", nlohmann::json());
    if (fallback.is_string()) names.insert(fallback.get<std::string>());
  }
  std::vector<std::string> ordered(names.begin(), names.end());
  std::ranges::stable_sort(ordered, std::ranges::greater{}, &std::string::size);
  return ordered;
}

std::string without_numbers(const std::string& text) {
  std::string plain;
  for (const char letter : text) {
    const bool digit = std::isdigit(static_cast<unsigned char>(letter)) != 0;
    if (!digit) plain += letter;
    if (digit && (plain.empty() || plain.back() != '#')) plain += '#';
  }
  return plain;
}

// A status is what it is; what is said with it may hold names and numbers.
std::string general(const std::string& seen, const std::vector<std::string>& names) {
  const auto space = seen.find(' ');
  if (space == seen.npos) return seen;
  std::string said = seen.substr(space);
  for (const std::string& name : names) {
    const std::string quoted =
        nlohmann::json(name).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    replace_all(said, quoted, "NAME");
    // A short one would be found in the middle of words; errors have it at the end.
    constexpr std::size_t distinct = 3;
    if (name.size() >= distinct) {
      replace_all(said, name, "NAME");
    } else if (!name.empty() && said.ends_with(" " + name)) {
      said.replace(said.size() - name.size(), name.size(), "NAME");
    }
  }
  return seen.substr(0, space) + without_numbers(said);
}

// What of a list the other one lacks.
std::string only_in(const std::string& list, const std::string& other) {
  std::istringstream words(list);
  std::string only;
  for (std::string word; words >> word;) {
    if ((" " + other + " ").find(" " + word + " ") == std::string::npos) only += " " + word;
  }
  return only;
}

bool shows(const std::optional<Difference>& difference, const std::string& cause) {
  return difference && difference->cause() == cause;
}

}  // namespace

std::string Difference::cause() const {
  const auto names = names_in(sequence);
  if (sequence.back().verb == Verb::info) {
    return "info:" + general(only_in(seen[0], seen[1]), names) + " |" +
           general(only_in(seen[1], seen[0]), names);
  }
  return std::string(to_string(sequence.back().verb)) + ": " + general(seen[0], names) + " | " +
         general(seen[1], names);
}

std::optional<Difference> first_difference(const Sequence& sequence, const Answers& one,
                                           const Answers& other) {
  for (std::size_t i = 0; i < sequence.size() && i < one.size() && i < other.size(); ++i) {
    if (one[i] == other[i]) continue;
    const auto end = sequence.begin() + static_cast<std::ptrdiff_t>(i) + 1;
    return Difference{.sequence = {sequence.begin(), end}, .seen = {one[i], other[i]}};
  }
  return std::nullopt;
}

Difference shrunk(const Difference& difference, const PlayedOnBoth& play, std::size_t tries) {
  const std::string cause = difference.cause();
  Difference best = difference;
  const auto still_shows = [&](const Sequence& shorter) {
    if (tries == 0) return false;
    --tries;
    auto again = play(shorter);
    if (!shows(again, cause)) return false;
    best = *std::move(again);
    return true;
  };
  for (std::size_t i = 0; i + 1 < best.sequence.size();) {
    Sequence shorter = best.sequence;
    shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(i));
    if (!still_shows(shorter)) ++i;
  }
  for (std::size_t i = 0; i < best.sequence.size(); ++i) {
    if (best.sequence[i].verb != Verb::create || configures(best.sequence)) continue;
    const auto with_name = [&](std::string_view name) {
      Sequence renamed = best.sequence;
      renamed[i].text = name;
      return renamed;
    };
    (void)conformance::shrunk(
        best.sequence[i].text,
        {.still_shows = [&](std::string_view name) { return still_shows(with_name(name)); },
         .tries = tries});
  }
  return best;
}

}  // namespace plimsoll::conformance
