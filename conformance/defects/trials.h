#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "conformance/catalogue/case_description.h"
#include "conformance/defects/known_defect.h"
#include "conformance/defects/noticed.h"
#include "conformance/verdict/outcome.h"

namespace plimsoll::conformance {

// Which cases are tried on which defect, by the defect's name. `none` has every case of the others.
using Trials = std::map<std::string, std::vector<CaseDescription>>;

// What there is to choose from.
struct Stock {
  std::vector<CaseDescription> cases;  // those of the edition
  std::vector<KnownDefect> defects;
  std::vector<Noticed> noticed;
  std::set<std::string> on_every_defect = {};  // names of cases, whatever was noticed before
};

// For each defect its witness, and what it was noticed by before. A case nobody has noticed
// anything with yet is tried on every defect that violates its requirement; one that is asked for,
// on every defect.
[[nodiscard]] Trials trials_of(const Stock& stock);

// What came of the trials, by the defect's name and the case's.
using Tried = std::map<std::string, std::map<std::string, Outcome>>;

// The subjects of an outcome's findings, sorted.
[[nodiscard]] std::vector<std::string> subjects_of(const Outcome& outcome);

// The smallest part of what was seen that leaves no case and no expectation out; with it every
// defect's witness. Greedy, and the same for the same trials.
[[nodiscard]] std::vector<Noticed> cover(const Stock& stock, const Tried& tried);

// Where the expectations stand that any defect disappointed ("conformance/cases/stock.cc:48"),
// sorted.
[[nodiscard]] std::vector<std::string> disappointed(const Tried& tried);

}  // namespace plimsoll::conformance
