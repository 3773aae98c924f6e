#pragma once

#include <filesystem>
#include <functional>

#include "conformance/cases/test_bed.h"

namespace plimsoll::conformance {

struct RegistrationOptions {
  std::function<TestBed&()> bed;  // asked for by the first case that runs, not before
  std::filesystem::path report;   // evidence goes to REPORT/evidence/CASE
};

// Makes every case known to GoogleTest, each with the file and the line it stands on.
void register_with_googletest(const RegistrationOptions& options);

}  // namespace plimsoll::conformance
