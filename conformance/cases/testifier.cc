#include "conformance/cases/testifier.h"

#include <fstream>

#include "errors/error.h"

namespace plimsoll::conformance {

namespace fs = std::filesystem;

Testifier::Testifier(const fs::path& directory, const fs::path& runtime)
    : script_(directory / "testifier"), calls_(directory / "testimony") {
  fs::create_directories(directory);
  std::ofstream script(script_);
  script << "#!/bin/sh\necho \"$@\" >> '" << calls_.string() << "'\nexec '" << runtime.string()
         << "' \"$@\"\n";
  script.close();
  if (!script) throw Error::from_errno("write", script_.string());
  fs::permissions(script_, fs::perms::owner_all | fs::perms::group_exec | fs::perms::others_exec);
}

std::vector<std::string> Testifier::calls() const {
  std::vector<std::string> calls;
  std::ifstream file(calls_);
  for (std::string line; std::getline(file, line);) calls.push_back(line);
  return calls;
}

void Testifier::forget() const {
  std::error_code absent;
  fs::remove(calls_, absent);
}

}  // namespace plimsoll::conformance
