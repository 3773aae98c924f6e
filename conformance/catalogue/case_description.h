#pragma once

#include <string>
#include <vector>

#include "conformance/verdict/edition.h"

namespace plimsoll::conformance {

// What a case needs from the machine or the target. A case whose need is not met is skipped with
// the reason; what no one can tell about is broken, never skipped.
enum class Need {
  witness,        // executions can be seen: the target runs in our sandbox
  containerd,     // containerd's records and events can be seen
  image,          // the target holds an image of ours
  configuration,  // the target runs under a configuration of ours
  runc,
  crun,
  testimony,  // containerd finds a shim of ours, which writes down what it is asked
  runsc,
  runsc_shim,
  kata,
};

[[nodiscard]] std::string_view to_string(Need need);
// What many machines do not have or cannot run: Debian does not package it, it takes hardware, or
// more of the machine than containers do. A case that needs it says nothing there.
[[nodiscard]] bool is_rare(Need need);

// What a case says about itself, for whoever's engine just failed it.
struct CaseDescription {
  std::string area;                // "missing-shim"
  std::string suite;               // "MissingShim": GoogleTest's first name
  std::string name;                // "KataByName": GoogleTest's second name
  std::string purpose;             // one sentence
  std::string requirement;         // id
  std::vector<std::string> steps;  // in the order they happen
  std::vector<Need> needs;
  std::vector<Edition> editions;  // narrower than the requirement's; empty: the requirement's
  std::string file;               // where the case, or the line of data it stands on, is
  int line = 0;

  [[nodiscard]] std::string full_name() const { return suite + "." + name; }
  [[nodiscard]] bool holds_in(Edition edition) const;
};

// "missing-shim" -> "MissingShim".
[[nodiscard]] std::string suite_of(const std::string& area);

}  // namespace plimsoll::conformance
