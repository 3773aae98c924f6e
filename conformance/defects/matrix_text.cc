#include "conformance/defects/matrix_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "conformance/report/markdown.h"
#include "conformance/report/printable.h"

namespace plimsoll::conformance {
namespace {

struct Kind {
  const char* key;  // in matrix.json
  const char* what;
  std::vector<Matrix::Gap> Matrix::*gaps;
};

constexpr Kind kinds[] = {
    {"uncaught", "Defects that are not caught: name a better witness, or write a case",
     &Matrix::uncaught},
    {"idle",
     "Cases of level must that no defect makes fail: give them a defect (conformance/README.md)",
     &Matrix::idle},
    {"no_longer",
     "Expectations that were disappointed before and are not any more: was one taken out?",
     &Matrix::no_longer},
    {"unrecorded",
     "What noticed.json does not know yet, or too well: plimsoll self-test --update "
     "conformance/defects/noticed.json",
     &Matrix::unrecorded},
    {"baseless", "Cases that fail without any defect, so that their failures prove nothing",
     &Matrix::baseless},
    {"untried", "Not tried, so nothing is proved", &Matrix::untried},
};

std::string text_of(const Matrix::Gap& gap) {
  std::string text;
  for (const std::string& name : {gap.defect, gap.case_name}) {
    if (!name.empty()) text += name + ": ";
  }
  return text + gap.why;
}

std::size_t caught(const Matrix& matrix) {
  return static_cast<std::size_t>(std::ranges::count(matrix.rows, true, &Matrix::Row::caught));
}

std::size_t catching(const Matrix& matrix) {
  return static_cast<std::size_t>(std::ranges::count_if(
      matrix.musts, [](const Matrix::Must& must) { return !must.catches.empty(); }));
}

}  // namespace

std::string rows_text(const Matrix& matrix) {
  std::string text;
  for (const Matrix::Row& row : matrix.rows) {
    const std::size_t others = row.failed.size() - (row.caught ? 1 : 0);
    text += fmt::format("{} {:<44} {:<9} {}{}\n", row.caught ? "caught" : "  NOT ", row.defect.name,
                        row.defect.violates, row.defect.witness,
                        others == 0 ? "" : fmt::format(" and {} more", others));
  }
  return text;
}

std::string gaps_text(const Matrix& matrix) {
  std::string text;
  for (const Kind& kind : kinds) {
    if ((matrix.*kind.gaps).empty()) continue;
    text += fmt::format("\n{}:\n", kind.what);
    for (const Matrix::Gap& gap : matrix.*kind.gaps)
      text += fmt::format("  {}\n", printable(text_of(gap)));
  }
  return text;
}

std::string last_line(const Matrix& matrix) {
  return fmt::format("{} of {} defects caught, {} of {} cases catch one", caught(matrix),
                     matrix.rows.size(), catching(matrix), matrix.musts.size());
}

std::string matrix_markdown(const Matrix& matrix) {
  std::string text = "# What the suite finds\n\n" + last_line(matrix) + ".\n";
  for (const Kind& kind : kinds) {
    if ((matrix.*kind.gaps).empty()) continue;
    text += fmt::format("\n## {}\n\n", kind.what);
    for (const Matrix::Gap& gap : matrix.*kind.gaps)
      text += "- " + markdown_prose(text_of(gap)) + "\n";
  }
  text +=
      "\n## Defects\n\n| defect | violates | caught by | what such an engine does | where it was "
      "|\n";
  text += "| --- | --- | --- | --- | --- |\n";
  for (const Matrix::Row& row : matrix.rows) {
    const std::string by =
        row.failed.empty() ? "**nothing**" : fmt::format("{}", fmt::join(row.failed, ", "));
    text += fmt::format("| {} | {} | {} | {} | {} |\n", row.defect.name, row.defect.violates, by,
                        row.defect.story, row.defect.source);
  }
  text += "\n## Cases of level must\n\n| case | requirement | catches |\n| --- | --- | --- |\n";
  for (const Matrix::Must& must : matrix.musts) {
    const std::string catches =
        must.catches.empty() ? "**nothing**" : fmt::format("{}", fmt::join(must.catches, ", "));
    text += fmt::format("| {} | {} | {} |\n", must.case_name, must.requirement, catches);
  }
  return text;
}

nlohmann::ordered_json matrix_json(const Matrix& matrix) {
  nlohmann::ordered_json json = {{"format", "plimsoll-self-test"},
                                 {"schema_version", 1},
                                 {"exit_code", static_cast<int>(exit_code(matrix))},
                                 {"defects_caught", caught(matrix)},
                                 {"cases_that_catch", catching(matrix)}};
  auto& gaps = json["gaps"] = nlohmann::ordered_json::object();
  for (const Kind& kind : kinds) {
    auto& list = gaps[kind.key] = nlohmann::ordered_json::array();
    for (const Matrix::Gap& gap : matrix.*kind.gaps) {
      list.push_back({{"defect", gap.defect}, {"case", gap.case_name}, {"why", gap.why}});
    }
  }
  auto& defects = json["defects"] = nlohmann::ordered_json::array();
  for (const Matrix::Row& row : matrix.rows) {
    defects.push_back({{"name", row.defect.name},
                       {"violates", row.defect.violates},
                       {"witness", row.defect.witness},
                       {"story", row.defect.story},
                       {"source", row.defect.source},
                       {"caught", row.caught},
                       {"failed", row.failed},
                       {"passed", row.passed}});
  }
  auto& musts = json["cases"] = nlohmann::ordered_json::array();
  for (const Matrix::Must& must : matrix.musts) {
    musts.push_back(
        {{"case", must.case_name}, {"requirement", must.requirement}, {"catches", must.catches}});
  }
  json["expectations_disappointed"] = matrix.disappointed;
  return json;
}

}  // namespace plimsoll::conformance
