#include "conformance/names/names_to_try.h"

#include "conformance/names/json_spelling.h"

namespace plimsoll::conformance {
namespace {

std::vector<std::string> configured_names() {
  std::vector<std::string> names;
  const auto runtimes = configured_runtimes({});
  for (const auto& [name, entry] : runtimes.items()) names.push_back(name);
  return names;
}

ExpectedOutcome expectation_in(Edition edition) {
  const auto names = configured_names();
  return ExpectedOutcome({.configured = {names.begin(), names.end()}, .edition = edition});
}

}  // namespace

NamesToTry::NamesToTry(const Options& options)
    : count_(options.replayed.empty() ? options.count : options.replayed.size()),
      replayed_(options.replayed),
      generated_({.seed = options.seed, .known = configured_names(), .directory = directory}),
      expected_(expectation_in(options.edition)) {}

std::uint64_t NamesToTry::count() const { return count_; }

std::string NamesToTry::at(std::uint64_t index) const {
  if (replayed_.empty()) return as_text(generated_.at(index));
  return fill_in(replayed_.at(index).name, {.canaries = directory});
}

}  // namespace plimsoll::conformance
