#include "conformance/cases/name_survey.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>
#include <utility>

#include "conformance/cases/name_request.h"
#include "conformance/cases/started_name.h"
#include "conformance/names/shrink.h"
#include "errors/error.h"

namespace plimsoll::conformance {
namespace {

// Each try is a batch of its own on a live engine.
constexpr std::size_t live_tries = 300;
// An engine that dies of a name is started again; one that answers nothing any more is given up.
constexpr int patience_with_silence = 5;

}  // namespace

NameSurvey::NameSurvey(TestBed& bed, ExpectedOutcome expected)
    : bed_(bed), expected_(std::move(expected)) {}

std::vector<Counterexample> NameSurvey::try_out(const std::vector<std::string>& names) {
  const Seen seen = see(names);
  std::vector<Counterexample> examples;
  std::set<std::string> shown;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (seen.answers[i].empty()) continue;
    // A rule that is wrong is wrong for hundreds of names: of each requirement one is shrunk.
    if (!shown.insert(requirement_of(names[i], expected_.of(names[i]))).second) continue;
    examples.push_back(shrunk_example(names[i]));
  }
  if (examples.empty() && !seen.traces.empty()) return whose(names, seen.traces);
  return examples;
}

// Every answer was right, and yet something happened.
std::vector<Counterexample> NameSurvey::whose(const std::vector<std::string>& names,
                                              const std::string& traces) {
  std::vector<Counterexample> examples;
  for (const std::string& name : names) {
    if (!of_one(name).empty()) examples.push_back(shrunk_example(name));
  }
  if (!examples.empty()) return examples;
  // None's alone: what is known is that it was one of these.
  return {{.name = names.front(),
           .expected = expected_.of(names.front()),
           .seen = fmt::format("{}, once, while {} names from this one on were tried", traces,
                               names.size()),
           .original = names.front()}};
}

NameSurvey::Seen NameSurvey::see(const std::vector<std::string>& names) {
  bed_.watch().begin_case();
  CanaryField field(bed_.sandbox(), {.working_directory = bed_.containerd().directory()});
  for (const std::string& name : names) field.plant_for(name);
  counts_.canaries += field.size();
  const auto listed_before = NameRequest(bed_.engine().engine().socket()).listed();
  Seen seen{.answers = answers_to(names), .traces = {}};
  const bool same = NameRequest(bed_.engine().engine().socket()).listed() == listed_before;
  if (!same) seen.traces = "the engine lists other containers than before; ";
  seen.traces += traces_beside(field);
  return seen;
}

std::vector<std::string> NameSurvey::answers_to(const std::vector<std::string>& names) {
  std::vector<std::string> answers;
  std::optional<NameRequest> request;
  for (const std::string& name : names) {
    if (!request) request.emplace(bed_.engine().engine().socket());
    const bool refused = expected_.of(name) == NameOutcome::refused;
    ++(refused ? counts_.refused : counts_.taken);
    answers.push_back(refused ? request->refused_otherwise(name) : request->taken_otherwise(name));
    if (!answers.back().starts_with("no answer")) continue;
    request.reset();  // the next one is asked for over a new connection, of a new engine if need be
    // Whoever was killed from outside was not killed by the name.
    if (bed_.engine_was_killed() || ++without_answer_ > patience_with_silence) {
      throw Error({.operation = "ask the target for containers",
                   .subject = bed_.engine().engine().name(),
                   .cause = answers.back(),
                   .remedy = {}});
    }
  }
  return answers;
}

std::string NameSurvey::traces_beside(const CanaryField& field) {
  std::vector<std::string> executed = field.executed();
  for (const Execution& execution : bed_.watch().executions()) {
    if (is_shim_or_runtime(execution)) executed.push_back(execution.path.string());
  }
  counts_.executed += executed.size();
  // containerd remembers where it found a shim: what comes next must not be led to a canary.
  if (!executed.empty()) bed_.spoil();
  std::string traces;
  if (!executed.empty()) traces += fmt::format("executed: {}; ", fmt::join(executed, ", "));
  if (!bed_.engine_has_containerd()) return traces;
  const auto records = bed_.watch().records_made(bed_.engine().engine().containerd_namespace());
  if (!records.empty()) traces += fmt::format("containerd made {} records", records.size());
  return traces;
}

std::string NameSurvey::of_one(const std::string& name) {
  const Seen seen = see({name});
  return seen.answers.front().empty() ? seen.traces : seen.answers.front();
}

Counterexample NameSurvey::shrunk_example(const std::string& name) {
  const auto otherwise = [&](std::string_view candidate) {
    return !of_one(std::string(candidate)).empty();
  };
  const std::string least = shrunk(name, {.still_shows = otherwise, .tries = live_tries});
  std::string seen = of_one(least);
  if (seen.empty()) seen = "treated otherwise once, and not again";
  return {.name = least, .expected = expected_.of(least), .seen = seen, .original = name};
}

std::optional<Counterexample> NameSurvey::start(const std::string& name) {
  const auto otherwise = started_otherwise(bed_, name);
  if (!otherwise) return std::nullopt;
  ++counts_.started;
  if (otherwise->empty()) return std::nullopt;
  return Counterexample{
      .name = name, .expected = expected_.of(name), .seen = *otherwise, .original = name};
}

}  // namespace plimsoll::conformance
