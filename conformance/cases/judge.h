#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <string_view>
#include <vector>

#include "conformance/verdict/outcome.h"

namespace plimsoll::conformance {

// Reads one of GoogleTest's failure messages for what was looked at, expected and seen. A message
// of another shape is kept whole, as what was seen.
[[nodiscard]] Finding finding_of(std::string_view message, const std::string& where);

// The keys a case leaves for the judge among GoogleTest's properties of the test.
inline constexpr const char* broken_property = "plimsoll_broken";    // the cause
inline constexpr const char* lacking_property = "plimsoll_lacking";  // the capability
inline constexpr const char* evidence_property = "plimsoll_evidence";
inline constexpr const char* violation_property = "plimsoll_violation";  // its name

// Listens to GoogleTest, and makes an outcome of each test.
class Judge final : public testing::EmptyTestEventListener {
 public:
  struct Listener {
    std::function<void(const std::string& case_name)> started;
    std::function<void(const Outcome& outcome)> ended;
  };
  explicit Judge(Listener listener) : listener_(std::move(listener)) {}

  void OnTestStart(const testing::TestInfo& info) override;
  void OnTestEnd(const testing::TestInfo& info) override;

 private:
  Listener listener_;
  std::chrono::steady_clock::time_point started_;
};

}  // namespace plimsoll::conformance
