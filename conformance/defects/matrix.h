#pragma once

#include <string>
#include <vector>

#include "conformance/defects/trials.h"
#include "conformance/verdict/exit_code.h"

namespace plimsoll::conformance {

// What the trials prove of the suite: the matrix of defects and cases, and what is wrong with it.
//
//   const Matrix matrix = judge(stock, trials, tried);
//   std::cout << last_line(matrix);   // 97 of 97 defects caught, 161 of 161 cases catch one
//   return exit_code(matrix);
struct Matrix {
  struct Row {
    KnownDefect defect;
    std::vector<std::string> failed;  // the witness first, then in the order of the list
    std::vector<std::string> passed;
    bool caught = false;  // the witness failed
  };
  struct Must {  // a case of level must
    std::string case_name;
    std::string requirement;
    std::vector<std::string> catches;  // defects
  };
  struct Gap {
    std::string defect;     // may be empty
    std::string case_name;  // may be empty
    std::string why;
  };

  std::vector<Row> rows;
  std::vector<Must> musts;
  std::vector<std::string> disappointed;  // where expectations stand that any defect disappointed

  // Proof that the suite, or the data about it, is not as it should be.
  std::vector<Gap> uncaught;   // a defect whose witness passes
  std::vector<Gap> idle;       // a must case that no defect makes fail
  std::vector<Gap> no_longer;  // an expectation that was disappointed before, and is not
  std::vector<Gap>
      unrecorded;             // a must case that noticed.json does not have, or one it has too many
  std::vector<Gap> baseless;  // a case that fails without any defect
  // Nothing is proved: skipped, broken, or never reached.
  std::vector<Gap> untried;
};

[[nodiscard]] Matrix judge(const Stock& stock, const Trials& trials, const Tried& tried);

[[nodiscard]] ExitCode exit_code(const Matrix& matrix);

}  // namespace plimsoll::conformance
