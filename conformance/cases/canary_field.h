#pragma once

#include <map>
#include <string_view>
#include <vector>

#include "conformance/cases/led_to.h"
#include "fixtures/witness/canary.h"

namespace plimsoll::conformance {

// Canaries wherever containerd could be led by any of many names, for as long as this lives.
//
//   CanaryField field(sandbox, {.working_directory = containerd.directory()});
//   for (const std::string& name : names) field.plant_for(name);
//   ...
//   EXPECT_THAT(field.executed(), IsEmpty());
class CanaryField {
 public:
  CanaryField(const fixtures::Sandbox& sandbox, WhereContainerdLooks where)
      : sandbox_(sandbox), where_(std::move(where)) {}
  ~CanaryField();
  CanaryField(const CanaryField&) = delete;
  CanaryField& operator=(const CanaryField&) = delete;

  // Names may lead to the same place, or one through the canary of another (/a and /a/b): what is
  // there stays.
  void plant_for(std::string_view name);

  [[nodiscard]] std::size_t size() const { return canaries_.size(); }
  [[nodiscard]] std::vector<std::string> executed() const;

 private:
  void plant_at(const std::filesystem::path& path);

  const fixtures::Sandbox& sandbox_;
  WhereContainerdLooks where_;
  std::vector<fixtures::Canary> canaries_;
};

}  // namespace plimsoll::conformance
