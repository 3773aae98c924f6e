#include "conformance/defects/matrix.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "conformance/catalogue/catalogue.h"

namespace plimsoll::conformance {
namespace {

const Outcome* outcome_in(const Tried& tried, const std::string& defect,
                          const std::string& case_name) {
  const auto outcomes = tried.find(defect);
  if (outcomes == tried.end()) return nullptr;
  const auto outcome = outcomes->second.find(case_name);
  return outcome == outcomes->second.end() ? nullptr : &outcome->second;
}

bool proves_something(const Outcome* outcome) {
  return outcome != nullptr &&
         (outcome->verdict == Verdict::pass || outcome->verdict == Verdict::fail);
}

std::string why_unproven(const Outcome* outcome) {
  if (outcome == nullptr) return "it was not reached";
  return fmt::format("{}: {}", to_string(outcome->verdict), outcome->reason);
}

Matrix::Row row_of(const KnownDefect& defect, const std::vector<CaseDescription>& cases,
                   const Tried& tried) {
  Matrix::Row row{.defect = defect};
  for (const CaseDescription& description : cases) {
    const std::string name = description.full_name();
    const Outcome* outcome = outcome_in(tried, defect.name, name);
    if (!proves_something(outcome)) continue;
    (outcome->verdict == Verdict::fail ? row.failed : row.passed).push_back(name);
  }
  const auto witness = std::ranges::find(row.failed, defect.witness);
  row.caught = witness != row.failed.end();
  if (row.caught) std::rotate(row.failed.begin(), witness, witness + 1);
  return row;
}

bool is_must(const CaseDescription& description) {
  const Requirement* requirement = Catalogue::embedded().find(description.requirement);
  return requirement == nullptr || requirement->level == Level::must;
}

class Judgement {
 public:
  Judgement(const Stock& stock, const Trials& trials, const Tried& tried)
      : stock_(stock), trials_(trials), tried_(tried) {}

  Matrix matrix() && {
    for (const KnownDefect& defect : stock_.defects) add(defect);
    for (const CaseDescription& description : trials_.at(no_defect))
      check_without_defect(description);
    for (const CaseDescription& description : stock_.cases) add(description);
    for (const Noticed& one : stock_.noticed) compare(one);
    matrix_.disappointed = disappointed(tried_);
    return std::move(matrix_);
  }

 private:
  void add(const KnownDefect& defect) {
    const auto& cases = trials_.at(defect.name);
    const Matrix::Row& row = matrix_.rows.emplace_back(row_of(defect, cases, tried_));
    if (std::ranges::count(row.passed, defect.witness) > 0) {
      matrix_.uncaught.push_back({defect.name, defect.witness, "its witness passes"});
    } else if (std::ranges::count(cases, defect.witness, &CaseDescription::full_name) == 0) {
      matrix_.uncaught.push_back({defect.name, defect.witness, "there is no such case"});
    }
    for (const CaseDescription& description : cases) {
      const Outcome* outcome = outcome_in(tried_, defect.name, description.full_name());
      if (proves_something(outcome)) continue;
      matrix_.untried.push_back({defect.name, description.full_name(), why_unproven(outcome)});
    }
  }

  void check_without_defect(const CaseDescription& description) {
    const Outcome* outcome = outcome_in(tried_, no_defect, description.full_name());
    if (!proves_something(outcome)) {
      matrix_.untried.push_back({no_defect, description.full_name(), why_unproven(outcome)});
    } else if (outcome->verdict == Verdict::fail) {
      matrix_.baseless.push_back({no_defect, description.full_name(),
                                  fmt::format("{}", fmt::join(subjects_of(*outcome), ", "))});
    }
  }

  void add(const CaseDescription& description) {
    if (!is_must(description)) return;
    Matrix::Must must{description.full_name(), description.requirement, {}};
    bool unproven = false;
    for (const auto& [defect, cases] : trials_) {
      if (defect == no_defect ||
          std::ranges::count(cases, must.case_name, &CaseDescription::full_name) == 0) {
        continue;
      }
      const Outcome* outcome = outcome_in(tried_, defect, must.case_name);
      unproven = unproven || !proves_something(outcome);
      if (proves_something(outcome) && outcome->verdict == Verdict::fail) {
        must.catches.push_back(defect);
      }
    }
    if (must.catches.empty() && !unproven) {
      matrix_.idle.push_back({"", must.case_name, "no defect makes it fail"});
    }
    if (std::ranges::count(stock_.noticed, must.case_name, &Noticed::case_name) == 0) {
      matrix_.unrecorded.push_back({"", must.case_name, "noticed.json has nothing about it"});
    }
    matrix_.musts.push_back(std::move(must));
  }

  void compare(const Noticed& before) {
    const Outcome* outcome = outcome_in(tried_, before.defect, before.case_name);
    if (outcome == nullptr) {
      const auto cases = trials_.find(before.defect);
      const bool known =
          cases != trials_.end() &&
          std::ranges::count(cases->second, before.case_name, &CaseDescription::full_name) > 0;
      if (known) return;  // never reached, and told as such
      matrix_.unrecorded.push_back(
          {before.defect, before.case_name, "there is no such case or defect"});
    } else if (proves_something(outcome)) {
      const auto lost = missing(before.subjects, subjects_of(*outcome));
      if (lost.empty()) return;
      matrix_.no_longer.push_back(
          {before.defect, before.case_name,
           fmt::format("not disappointed any more: {}", fmt::join(lost, ", "))});
    }
  }

  const Stock& stock_;
  const Trials& trials_;
  const Tried& tried_;
  Matrix matrix_;
};

}  // namespace

Matrix judge(const Stock& stock, const Trials& trials, const Tried& tried) {
  return Judgement(stock, trials, tried).matrix();
}

ExitCode exit_code(const Matrix& matrix) {
  const bool proven = !matrix.uncaught.empty() || !matrix.idle.empty() ||
                      !matrix.no_longer.empty() || !matrix.unrecorded.empty() ||
                      !matrix.baseless.empty();
  if (proven) return ExitCode::violated;
  const bool all = matrix.untried.empty() && !matrix.rows.empty();
  return all ? ExitCode::as_expected : ExitCode::harness_failed;
}

}  // namespace plimsoll::conformance
