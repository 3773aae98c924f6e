#include <unistd.h>

#include "conformance/command/commands.h"
#include "errors/error.h"
#include "fixtures/process/program_path.h"

namespace plimsoll::conformance {

ExitCode sysroot_command(const SysrootOptions& options) {
  std::vector<std::string> words = {fixtures::own_program("plimsoll-sysroot")};
  words.insert(words.end(), options.words.begin(), options.words.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  execv(argv.front(), argv.data());
  throw Error::from_errno("execute", words.front());
}

}  // namespace plimsoll::conformance
