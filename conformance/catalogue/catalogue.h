#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/verdict/edition.h"

namespace plimsoll::conformance {

enum class Level { must, should, may };

[[nodiscard]] std::string_view to_string(Level level);
[[nodiscard]] std::optional<Level> level_from(std::string_view text);

// One sentence an engine has to keep, and where it comes from.
struct Requirement {
  std::string id;  // "REF-001": the address on the command line, in reports and in the code
  std::string area;
  Level level = Level::must;
  std::string statement;
  std::vector<Edition> editions;  // the editions it holds in
  std::string source;             // moby tag:path:line
  std::string rationale;          // why, where that is not plain; may be empty

  [[nodiscard]] bool holds_in(Edition edition) const;
};

// All requirements, sorted by id.
//
//   const Requirement* requirement = Catalogue::embedded().find("REF-001");
class Catalogue {
 public:
  // What the program was built with (requirements.json).
  [[nodiscard]] static const Catalogue& embedded();
  // Throws DataError with file, line, key and the nearest valid name.
  [[nodiscard]] static Catalogue parse(std::string_view json,
                                       const std::string& file = "requirements.json");

  [[nodiscard]] const std::vector<Requirement>& requirements() const { return requirements_; }
  [[nodiscard]] const Requirement* find(std::string_view id) const;
  [[nodiscard]] std::vector<std::string> areas() const;  // sorted, each once

  // SHA-256 of the embedded data, so that a report says what it was judged by.
  [[nodiscard]] static std::string_view digest();

 private:
  std::vector<Requirement> requirements_;
};

}  // namespace plimsoll::conformance
