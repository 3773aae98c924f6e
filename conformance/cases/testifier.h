#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace plimsoll::conformance {

// An OCI runtime that writes down how it is called, and then is another one. The witness sees that
// a program was executed, but its arguments only if it is quick; this is how they are proved.
class Testifier {
 public:
  // Writes the script into that directory, which is the same inside the sandbox and outside.
  Testifier(const std::filesystem::path& directory, const std::filesystem::path& runtime);

  [[nodiscard]] const std::filesystem::path& path() const { return script_; }
  // Its command lines since forget(): its arguments, joined by spaces.
  [[nodiscard]] std::vector<std::string> calls() const;
  void forget() const;

 private:
  std::filesystem::path script_;
  std::filesystem::path calls_;
};

}  // namespace plimsoll::conformance
