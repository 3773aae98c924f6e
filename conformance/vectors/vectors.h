#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/verdict/edition.h"

namespace plimsoll::conformance {

// What an engine does with a runtime's name (DESIGN: the rule at the centre).
enum class NameOutcome { passed_on, refused, configured, stock };

[[nodiscard]] std::string_view to_string(NameOutcome outcome);

// A name, and what has to come of it. Each becomes at least one case, registered with the line of
// names.json it stands on.
struct NameVector {
  std::string label;  // part of the case's name: "AbsolutePath"
  std::string name;   // HostConfig.Runtime, with placeholders
  std::string why;    // what it is a test of
  NameOutcome outcome = NameOutcome::refused;
  std::string requirement;        // id
  std::vector<Edition> editions;  // where the outcome holds; empty: as the requirement
  int line = 0;                   // in names.json
};

// What placeholders in the data stand for on this machine, in this run.
struct Places {
  std::string canaries;   // ${CANARIES}: the directory canaries are planted in
  std::string runc;       // ${RUNC}
  std::string crun;       // ${CRUN}
  std::string testifier;  // ${TESTIFIER}: an OCI runtime that writes down how it is called
  // ${SHIMS}: the directory shims are put in, first on containerd's PATH
  std::string shims = {};
  std::string runsc = {};
};

[[nodiscard]] std::string fill_in(std::string_view text, const Places& places);

[[nodiscard]] const std::vector<NameVector>& name_vectors();
// Throws DataError with file, line, key and the nearest valid name.
[[nodiscard]] std::vector<NameVector> parse_name_vectors(std::string_view json,
                                                         const std::string& file = "names.json");

// `runtimes` of the daemon.json that the engine under test is configured with.
[[nodiscard]] nlohmann::json configured_runtimes(const Places& places);

// Where the data stands, for RegisterTest and for people.
inline constexpr const char* names_file = "conformance/vectors/names.json";

}  // namespace plimsoll::conformance
