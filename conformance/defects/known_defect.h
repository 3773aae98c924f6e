#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plimsoll::conformance {

// A way in which an engine can be wrong, as told in defects.json. `plimsolld-defective` is that
// engine, and the suite has to find it.
struct KnownDefect {
  std::string name;      // "trims-names", as on the command line
  std::string violates;  // id of the requirement that it breaks first of all
  std::string witness;   // the case of that requirement that shows it with the least around it
  std::string story;     // what such an engine does, in a sentence or two
  std::string source;    // where it really was, or why it is plausible
};

// Sorted by name.
[[nodiscard]] const std::vector<KnownDefect>& known_defects();
// Throws Error naming the entry that is wrong.
[[nodiscard]] std::vector<KnownDefect> parse_defects(std::string_view json);

// What stands for an engine without any: what fails there says nothing about a defect.
inline constexpr const char* no_defect = "none";

}  // namespace plimsoll::conformance
