#include "conformance/matrix/matrix_page.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "conformance/report/conclusion.h"
#include "conformance/report/markdown.h"
#include "conformance/report/tally.h"

namespace plimsoll::conformance {
namespace {

// The cases that prove which runtime ran a container.
struct RuntimeColumn {
  const char* title;
  const char* case_name;
};
constexpr RuntimeColumn runtime_columns[] = {
    {"runc", "Configured.RuncByAlias"}, {"crun", "Configured.CrunByPath"},
    {"gVisor", "Runtimes.RunscByPath"}, {"gVisor's shim", "Runtimes.RunscByItsShim"},
    {"Kata", "Runtimes.Kata"},          {"Kata, a stand-in", "Runtimes.KataStandIn"}};

const TargetResult& target_of(const MatrixCell& cell) { return cell.run.targets.front(); }

std::string engine_title(const MatrixCell& cell) {
  const TargetResult& target = target_of(cell);
  const std::string name = cell.engine.substr(0, cell.engine.find('@'));
  return target.version.empty() ? cell.engine : name + " " + target.version;
}

std::string containerd_title(const MatrixCell& cell) {
  const std::string& version = target_of(cell).containerd_version;
  if (cell.containerd.empty()) return "none";
  return version.empty() ? cell.containerd : "containerd " + version;
}

// In the order in which they come first.
template <class Title>
std::vector<std::string> titles(const std::vector<MatrixCell>& cells, const Title& title) {
  std::vector<std::string> all;
  for (const MatrixCell& cell : cells) {
    if (std::ranges::count(all, title(cell)) == 0) all.push_back(title(cell));
  }
  return all;
}

const MatrixCell* find(const std::vector<MatrixCell>& cells, const std::string& engine,
                       const std::string& containerd) {
  const auto found = std::ranges::find_if(cells, [&](const MatrixCell& cell) {
    return engine_title(cell) == engine && containerd_title(cell) == containerd;
  });
  return found == cells.end() ? nullptr : &*found;
}

int count(const TargetResult& target, Verdict verdict) { return counts_of(target)[verdict]; }

bool is_unexpected(const CaseResult& one) {
  const bool failed =
      one.outcome.verdict == Verdict::fail || one.outcome.verdict == Verdict::broken;
  return failed && !one.explanation;
}

std::vector<std::string> unexpected(const MatrixCell& cell) {
  std::vector<std::string> names;
  for (const CaseResult& one : target_of(cell).cases) {
    if (is_unexpected(one)) names.push_back(one.outcome.case_name);
  }
  return names;
}

std::string row(const std::vector<std::string>& fields) {
  return fmt::format("| {} |\n", fmt::join(fields, " | "));
}

std::string heading(const std::vector<std::string>& fields) {
  return row(fields) + row(std::vector<std::string>(fields.size(), "---"));
}

std::string cell_text(const MatrixCell& cell) {
  const TargetResult& target = target_of(cell);
  if (!target.cannot_work.empty()) return "does not come up: " + markdown_prose(target.cannot_work);
  std::string text = fmt::format("{} pass", count(target, Verdict::pass));
  if (const auto known = failed_as_expected(target); known > 0) {
    text += fmt::format(", {} deviate", known);
  }
  if (const int skipped = count(target, Verdict::skip); skipped > 0) {
    text += fmt::format(", {} skip", skipped);
  }
  if (const auto names = unexpected(cell); !names.empty()) {
    text += fmt::format(", **unexpected: {}**", fmt::join(names, ", "));
  }
  return text;
}

std::string engines_table(const std::vector<MatrixCell>& cells) {
  const auto containerds = titles(cells, containerd_title);
  std::vector<std::string> fields = {"engine"};
  for (const std::string& containerd : containerds) {
    fields.push_back(containerd == "none" ? "without containerd" : "on " + containerd);
  }
  std::string text = heading(fields);
  for (const std::string& engine : titles(cells, engine_title)) {
    fields = {engine};
    for (const std::string& containerd : containerds) {
      const MatrixCell* cell = find(cells, engine, containerd);
      fields.push_back(cell == nullptr ? "" : cell_text(*cell));
    }
    text += row(fields);
  }
  return text;
}

const CaseResult* find_case(const MatrixCell& cell, const std::string& name) {
  for (const CaseResult& one : target_of(cell).cases) {
    if (one.outcome.case_name == name) return &one;
  }
  return nullptr;
}

// Letters for reasons, in the order in which they come.
class Notes {
 public:
  std::string mark(const std::string& reason) {
    const auto known = std::ranges::find(reasons_, reason);
    const auto index = known - reasons_.begin();
    if (known == reasons_.end()) reasons_.push_back(reason);
    return fmt::format("({})", static_cast<char>('a' + index));
  }
  [[nodiscard]] std::string text() const {
    std::string text;
    for (std::size_t i = 0; i < reasons_.size(); ++i) {
      text += fmt::format("- ({}) {}\n", static_cast<char>('a' + i), markdown_prose(reasons_[i]));
    }
    return text.empty() ? text : "\n" + text;
  }

 private:
  std::vector<std::string> reasons_;
};

std::string verdict_text(const CaseResult* one, Notes& notes) {
  if (one == nullptr) return "";
  std::string text(to_string(one->outcome.verdict));
  if (one->explanation) return "deviates " + notes.mark(one->explanation->reason);
  if (!one->outcome.reason.empty()) text += " " + notes.mark(one->outcome.reason);
  return is_unexpected(*one) ? "**" + text + "**" : text;
}

// The versions of runtimes belong to the root the engine runs in.
std::string runtimes_table(const std::vector<MatrixCell>& cells) {
  std::vector<std::string> fields = {"engine", "containerd", "runtimes"};
  for (const RuntimeColumn& column : runtime_columns) fields.emplace_back(column.title);
  std::string text = heading(fields);
  Notes notes;
  for (const MatrixCell& cell : cells) {
    std::vector<std::string> versions;
    for (const std::string& runtime : target_of(cell).runtimes) {
      if (runtime.find("shim") == std::string::npos) versions.push_back(runtime);
    }
    fields = {engine_title(cell), containerd_title(cell),
              markdown_prose(fmt::format("{}", fmt::join(versions, ", ")))};
    for (const RuntimeColumn& column : runtime_columns) {
      fields.push_back(verdict_text(find_case(cell, column.case_name), notes));
    }
    text += row(fields);
  }
  return text + notes.text();
}

// Why an engine deviates, and on which containerds.
struct Deviation {
  Explanation explanation;
  std::vector<std::string> cases;
  std::vector<std::string> containerds;
};

std::vector<Deviation> deviations_of(const std::vector<MatrixCell>& cells,
                                     const std::string& engine) {
  std::vector<Deviation> all;
  for (const MatrixCell& cell : cells) {
    if (engine_title(cell) != engine) continue;
    for (const ExplainedFailures& failures : explanations_of(target_of(cell))) {
      auto known = std::ranges::find_if(all, [&](const Deviation& one) {
        return one.explanation.reason == failures.explanation.reason;
      });
      if (known == all.end()) known = all.insert(all.end(), {failures.explanation, {}, {}});
      known->containerds.push_back(containerd_title(cell));
      for (const std::string& name : failures.cases) {
        if (std::ranges::count(known->cases, name) == 0) known->cases.push_back(name);
      }
    }
  }
  for (Deviation& one : all) std::ranges::sort(one.cases);
  std::ranges::stable_sort(all, {}, [](const Deviation& one) { return one.cases.front(); });
  return all;
}

std::string deviation_text(const Deviation& deviation, std::size_t containerds) {
  std::string source = markdown_code(deviation.explanation.source);
  if (!deviation.explanation.link.empty()) {
    source = fmt::format("[{}]({})", source, deviation.explanation.link);
  }
  std::string text =
      fmt::format("- {} {}; {}: {}", markdown_prose(deviation.explanation.reason), source,
                  counted(deviation.cases.size(), "case"), fmt::join(deviation.cases, ", "));
  if (deviation.containerds.size() < containerds) {
    text += fmt::format("; only on {}", fmt::join(deviation.containerds, ", "));
  }
  return text + "\n";
}

std::string deviations_text(const std::vector<MatrixCell>& cells) {
  std::string text;
  for (const std::string& engine : titles(cells, engine_title)) {
    const auto deviations = deviations_of(cells, engine);
    if (deviations.empty()) continue;
    text += fmt::format("\n### {}\n\n", engine);
    const auto own = static_cast<std::size_t>(std::ranges::count(cells, engine, engine_title));
    for (const Deviation& deviation : deviations) text += deviation_text(deviation, own);
  }
  return text;
}

}  // namespace

std::string matrix_page(const std::vector<MatrixCell>& cells, const std::string& day) {
  if (cells.empty()) return {};
  std::string text = fmt::format(
      "# Who does what\n\n"
      "Engines of every generation, on every generation of containerd, with every runtime that was "
      "to "
      "be had: for\nwhoever chooses one, and for whoever builds one. Made by `make matrix` on {}, "
      "by "
      "plimsoll {}, on Debian's packages;\ndo not edit. All are held to the newest edition "
      "({}).\n\n"
      "## Engines\n\n",
      day, cells.front().run.suite_version, to_string(target_of(cells.front()).edition));
  text += engines_table(cells);
  text +=
      "\n\"deviate\" counts cases that fail for a known reason; all reasons are [below]"
      "(#what-they-do-otherwise), with the line of source.\n"
      "\n## Runtimes\n\nWhich runtime ran a container is proved from outside: by what was "
      "executed, "
      "by what the container's process is, by\nwhat a shim testifies. Kata's stand-in is our own "
      "shim "
      "where kata-deploy puts Kata's: it shows that the name leads there.\n\n";
  text += runtimes_table(cells);
  return text + "\n## What they do otherwise\n" + deviations_text(cells);
}

nlohmann::ordered_json matrix_json(const std::vector<MatrixCell>& cells, const std::string& day) {
  using Json = nlohmann::ordered_json;
  Json json = {{"format", "plimsoll-matrix-1"}, {"day", day}, {"cells", Json::array()}};
  if (!cells.empty()) json["suite_version"] = cells.front().run.suite_version;
  for (const MatrixCell& cell : cells) {
    const TargetResult& target = target_of(cell);
    Json one = {{"engine", cell.engine},
                {"version", target.version},
                {"containerd", cell.containerd},
                {"containerd_version", target.containerd_version},
                {"runtimes", target.runtimes},
                {"cannot_work", target.cannot_work},
                {"pass", count(target, Verdict::pass)},
                {"fail", count(target, Verdict::fail)},
                {"broken", count(target, Verdict::broken)},
                {"skip", count(target, Verdict::skip)},
                {"not_applicable", count(target, Verdict::not_applicable)},
                {"unexpected", unexpected(cell)},
                {"deviations", Json::array()},
                {"skips", Json::array()},
                {"proofs", Json::object()}};
    for (const ExplainedFailures& failures : explanations_of(target)) {
      one["deviations"].push_back({{"reason", failures.explanation.reason},
                                   {"source", failures.explanation.source},
                                   {"link", failures.explanation.link},
                                   {"cases", failures.cases}});
    }
    for (const ReasonTally& tally : tally_by_reason(target)) {
      if (tally.verdict != Verdict::skip) continue;
      one["skips"].push_back({{"reason", tally.reason}, {"cases", tally.cases}});
    }
    for (const RuntimeColumn& column : runtime_columns) {
      const CaseResult* proof = find_case(cell, column.case_name);
      if (proof != nullptr) one["proofs"][column.title] = to_string(proof->outcome.verdict);
    }
    json["cells"].push_back(std::move(one));
  }
  return json;
}

}  // namespace plimsoll::conformance
