#include "conformance/cases/log_slice.h"

#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

namespace plimsoll::conformance {

LogSlice::LogSlice(std::filesystem::path log) : log_(std::move(log)) {
  std::error_code absent;
  const auto size = std::filesystem::file_size(log_, absent);
  if (!absent) begin_ = size;
}

LogSlice LogSlice::whole(const std::filesystem::path& log) {
  LogSlice slice(log);
  slice.begin_ = 0;
  return slice;
}

std::string LogSlice::text() const {
  std::ifstream file(log_, std::ios::binary);
  file.seekg(static_cast<std::streamoff>(begin_));
  if (log_.empty() || !file) return {};
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace plimsoll::conformance
