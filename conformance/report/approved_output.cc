#include "conformance/report/approved_output.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "conformance/report/write_file.h"

namespace plimsoll::conformance {

testing::AssertionResult is_approved(const std::string& name, const std::string& text) {
  const auto path = std::filesystem::path(PLIMSOLL_APPROVED_DIRECTORY) / name;
  if (std::getenv("PLIMSOLL_APPROVE") != nullptr) write_file(path, text);
  std::ifstream file(path, std::ios::binary);
  const std::string approved{std::istreambuf_iterator<char>(file), {}};
  if (text == approved) return testing::AssertionSuccess();
  return testing::AssertionFailure()
         << "not what " << path << " says (PLIMSOLL_APPROVE=1 approves it); now it is:\n"
         << text;
}

}  // namespace plimsoll::conformance
