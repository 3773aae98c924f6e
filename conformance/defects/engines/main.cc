// plimsolld with one defect, for `plimsoll self-test`. Never installed.
//
//   plimsolld-defective --defect=trims-names --host=unix:///tmp/x.sock …
//
// All else is plimsolld's command line. `--defect=none` is the engine as it is: what fails there
// proves nothing about a defect.
#include <iostream>
#include <optional>
#include <string_view>

#include "conformance/defects/engines/defects.h"
#include "reference-engine/daemon/program.h"

namespace {

using namespace plimsoll;

constexpr std::string_view flag = "--defect=";

bool put_into(engine::EngineRules& rules, std::string_view name) {
  if (name == "none") return true;
  for (const defects::Defect& defect : defects::all_defects()) {
    if (defect.name != name) continue;
    defect.put_into(rules);
    return true;
  }
  return false;
}

}  // namespace

int main(int argc, char** argv) {
  engine::EngineRules rules;
  std::optional<std::string_view> wanted;
  std::vector<const char*> others;
  for (const char* word : std::vector<const char*>(argv, argv + argc)) {
    if (std::string_view(word).starts_with(flag)) {
      wanted = std::string_view(word).substr(flag.size());
    } else {
      others.push_back(word);
    }
  }
  if (!wanted || !put_into(rules, *wanted)) {
    std::cerr << "plimsolld-defective: --defect=NAME, one of: none";
    for (const auto& defect : defects::all_defects()) std::cerr << ' ' << defect.name;
    std::cerr << '\n';
    return 2;
  }
  others.push_back(nullptr);
  return engine::run_engine(static_cast<int>(others.size()) - 1, others.data(), rules);
}
