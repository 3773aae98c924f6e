#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/vectors/vectors.h"
#include "conformance/verdict/edition.h"

namespace plimsoll::conformance {

// What every entry about a configuration says of itself. Each becomes a case, registered with the
// line it stands on.
struct ConfigurationVector {
  std::string label;  // the case's name: "PathMayBeMissing"
  std::string why;    // one sentence
  std::string requirement;
  std::vector<Edition> editions;  // narrower than the requirement's; empty: the requirement's
  int line = 0;

  // What the engine is started with: its file, word for word, and its flags. With placeholders.
  std::string daemon_json;
  std::vector<std::string> flags;
};

// What becomes of a container that asks for a name.
enum class NameUse { accepted, refused, run_by_runc, run_by_crun };

// What an engine that serves knows about runtimes, as far as an entry says.
struct KnownRuntimes {
  std::map<std::string, NameUse> names;
  std::string default_runtime;               // empty: not said
  std::map<std::string, std::string> paths;  // as GET /info lists them

  [[nodiscard]] bool runs(NameUse use) const;
};

// boots.json: an engine is started with a configuration.
struct BootVector : ConfigurationVector {
  enum class Outcome {
    serves,   // it answers
    refused,  // it ends with an error instead
    valid     // told only to look at its configuration, it ends without one
  };
  Outcome outcome = Outcome::serves;
  std::string says;  // what its last words contain
  KnownRuntimes known;
};

// reloads.json: an engine that serves is told to read its configuration again.
struct ReloadVector : ConfigurationVector {
  enum class Outcome { takes_effect, refused };
  std::optional<std::string> then_daemon_json;  // nothing: the file is gone
  Outcome outcome = Outcome::takes_effect;
  std::string says;                          // what its log contains
  std::map<std::string, std::string> event;  // attributes of its `reload` event
  KnownRuntimes known;                       // afterwards
};

// options.json: a runtime is configured, and what its shim is told to the byte.
struct OptionsVector : ConfigurationVector {
  std::string shim;            // the name our shim is installed under
  std::string record;          // the runtime's name in containerd's record
  std::string type;            // of the options; empty: there are none
  std::string bytes;           // the message, serialized
  nlohmann::json fields = {};  // the same for people, in Protobuf's JSON
};

// The one runtime of each entry in options.json.
inline constexpr const char* runtime_with_options = "optioned";

[[nodiscard]] const std::vector<BootVector>& boot_vectors();
[[nodiscard]] const std::vector<ReloadVector>& reload_vectors();
[[nodiscard]] const std::vector<OptionsVector>& options_vectors();

inline constexpr const char* boots_file = "conformance/vectors/boots.json";
inline constexpr const char* reloads_file = "conformance/vectors/reloads.json";
inline constexpr const char* options_file = "conformance/vectors/options.json";

// Throw DataError with file, line, key and the nearest valid name.
[[nodiscard]] std::vector<BootVector> parse_boot_vectors(std::string_view json,
                                                         const std::string& file = boots_file);
[[nodiscard]] std::vector<ReloadVector> parse_reload_vectors(
    std::string_view json, const std::string& file = reloads_file);
[[nodiscard]] std::vector<OptionsVector> parse_options_vectors(
    std::string_view json, const std::string& file = options_file);

}  // namespace plimsoll::conformance
