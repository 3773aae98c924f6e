#pragma once

#include <filesystem>
#include <functional>

#include "conformance/cases/test_bed.h"
#include "conformance/runner/order.h"

namespace plimsoll::conformance {

struct RegistrationOptions {
  std::function<TestBed&()> bed;  // asked for by the first case that runs, not before
  std::filesystem::path report;   // evidence goes to REPORT/evidence/CASE
  Order order = {};               // in which the cases are registered, and so run
  // Which run of its case it is (--repeat), from 1 on: from the second on the evidence has a folder
  // of its own below the first one's, so that none hides that of another.
  std::function<int()> round = [] { return 1; };
};

// Makes every case known to GoogleTest, each with the file and the line it stands on.
void register_with_googletest(const RegistrationOptions& options);

}  // namespace plimsoll::conformance
