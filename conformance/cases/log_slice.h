#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace plimsoll::conformance {

// What was written to a log since a moment.
class LogSlice {
 public:
  // From the log's present end on. An empty path: there is no log.
  explicit LogSlice(std::filesystem::path log);
  // From its beginning on.
  [[nodiscard]] static LogSlice whole(const std::filesystem::path& log);

  [[nodiscard]] std::string text() const;

 private:
  std::filesystem::path log_;
  std::uintmax_t begin_ = 0;
};

}  // namespace plimsoll::conformance
