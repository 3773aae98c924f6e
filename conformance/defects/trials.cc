#include "conformance/defects/trials.h"

#include <algorithm>
#include <set>

namespace plimsoll::conformance {
namespace {

using Names = std::set<std::string>;

std::map<std::string, Names> names_to_try(const Stock& stock) {
  std::map<std::string, Names> names;
  Names noticing;
  for (const KnownDefect& defect : stock.defects) {
    names[defect.name] = stock.on_every_defect;
    names[defect.name].insert(defect.witness);
  }
  for (const Noticed& one : stock.noticed) {
    noticing.insert(one.case_name);
    const auto known = names.find(one.defect);
    if (known != names.end()) known->second.insert(one.case_name);
  }
  for (const CaseDescription& description : stock.cases) {
    if (noticing.contains(description.full_name())) continue;
    for (const KnownDefect& defect : stock.defects) {
      if (defect.violates == description.requirement) {
        names[defect.name].insert(description.full_name());
      }
    }
  }
  return names;
}

// In the order of the list.
std::vector<CaseDescription> named(const std::vector<CaseDescription>& cases, const Names& names) {
  std::vector<CaseDescription> chosen;
  for (const CaseDescription& description : cases) {
    if (names.contains(description.full_name())) chosen.push_back(description);
  }
  return chosen;
}

// An expectation in a case, by the line it stands on: two about one subject are two.
using Expectation = std::pair<std::string, std::string>;

struct Seen {
  Noticed noticed;
  std::set<Expectation> expectations;
};

Seen seen_in(const std::string& defect, const Outcome& outcome) {
  Seen seen{.noticed = {.defect = defect,
                        .case_name = outcome.case_name,
                        .subjects = subjects_of(outcome)},
            .expectations = {}};
  for (const Finding& finding : outcome.findings) {
    seen.expectations.emplace(outcome.case_name, finding.where);
  }
  return seen;
}

// All that was seen, the witnesses of their defects first, then whoever sees most.
std::vector<Seen> in_order_of_use(const Stock& stock, const Tried& tried) {
  std::vector<Seen> witnesses;
  std::vector<Seen> others;
  for (const KnownDefect& defect : stock.defects) {
    const auto outcomes = tried.find(defect.name);
    if (outcomes == tried.end()) continue;
    for (const auto& [name, outcome] : outcomes->second) {
      if (outcome.verdict != Verdict::fail) continue;
      (name == defect.witness ? witnesses : others).push_back(seen_in(defect.name, outcome));
    }
  }
  std::ranges::stable_sort(others, std::ranges::greater{},
                           [](const Seen& one) { return one.expectations.size(); });
  witnesses.insert(witnesses.end(), others.begin(), others.end());
  return witnesses;
}

}  // namespace

Trials trials_of(const Stock& stock) {
  Trials trials;
  Names all;
  for (const auto& [defect, names] : names_to_try(stock)) {
    trials[defect] = named(stock.cases, names);
    all.insert(names.begin(), names.end());
  }
  trials[no_defect] = named(stock.cases, all);
  return trials;
}

std::vector<std::string> subjects_of(const Outcome& outcome) {
  std::vector<std::string> subjects;
  for (const Finding& finding : outcome.findings) subjects.push_back(finding.subject);
  std::ranges::sort(subjects);
  return subjects;
}

std::vector<Noticed> cover(const Stock& stock, const Tried& tried) {
  std::set<Expectation> covered;
  std::vector<Noticed> chosen;
  std::set<std::string> witnesses;
  for (const KnownDefect& defect : stock.defects) witnesses.insert(defect.name + defect.witness);
  for (Seen& one : in_order_of_use(stock, tried)) {
    const bool adds = !std::ranges::includes(covered, one.expectations);
    if (!adds && !witnesses.contains(one.noticed.defect + one.noticed.case_name)) continue;
    covered.merge(one.expectations);
    chosen.push_back(std::move(one.noticed));
  }
  std::ranges::sort(chosen, {},
                    [](const Noticed& one) { return one.defect + " " + one.case_name; });
  return chosen;
}

std::vector<std::string> disappointed(const Tried& tried) {
  std::set<std::string> lines;
  for (const auto& [defect, outcomes] : tried) {
    if (defect == no_defect) continue;
    for (const auto& [name, outcome] : outcomes) {
      for (const Finding& finding : outcome.findings) lines.insert(finding.where);
    }
  }
  lines.erase("");
  return {lines.begin(), lines.end()};
}

}  // namespace plimsoll::conformance
