#include "conformance/cases/watch.h"

#include <algorithm>

#include "conformance/cases/options_seen.h"

namespace plimsoll::conformance {
namespace {

std::vector<ContainerRecord> records_of(const std::vector<fixtures::RecordedContainer>& recorded) {
  std::vector<ContainerRecord> records;
  for (const fixtures::RecordedContainer& container : recorded) {
    records.push_back({.id = container.id,
                       .runtime = container.runtime.name,
                       .options = options_seen_in(container.runtime.options)});
  }
  return records;
}

// The kernel tells of the dynamic loader as well, after each program that needs it.
bool is_loader(const fixtures::Execution& execution) {
  return execution.path.filename().string().starts_with("ld-linux");
}

}  // namespace

Watch::Watch(fixtures::Sandbox& sandbox, fixtures::Containerd& containerd)
    : containerd_(containerd), witness_(fixtures::Witness::start(sandbox)) {}

void Watch::observe(const std::string& containerd_namespace) {
  if (observers_.contains(containerd_namespace)) return;
  auto observer =
      std::make_unique<fixtures::ContainerdObserver>(fixtures::ContainerdObserver::Options{
          .socket = containerd_.socket(), .containerd_namespace = containerd_namespace});
  observers_.emplace(containerd_namespace, std::move(observer));
}

void Watch::begin_case() {
  static_cast<void>(witness_.executions());
  executions_.clear();
  earlier_.merge(ours_);
  ours_.clear();
  for (auto& [name, observer] : observers_) observer->mark();
}

bool Watch::is_of_an_earlier_case(const fixtures::Execution& execution) const {
  return std::ranges::any_of(execution.argv, [&](const std::string& word) {
    return std::ranges::any_of(earlier_, [&](const std::string& container) {
      return word.find(container) != std::string::npos;
    });
  });
}

const std::vector<Execution>& Watch::executions() {
  for (const fixtures::Execution& execution : witness_.executions()) {
    if (is_loader(execution) || is_of_an_earlier_case(execution)) continue;
    executions_.push_back({.path = execution.path, .argv = execution.argv});
  }
  return executions_;
}

std::vector<ContainerRecord> Watch::records_made(const std::string& containerd_namespace,
                                                 std::size_t at_least) {
  return records_of(observers_.at(containerd_namespace)->created(at_least));
}

std::vector<ContainerRecord> Watch::records_now(const std::string& containerd_namespace) {
  return records_of(observers_.at(containerd_namespace)->containers());
}

}  // namespace plimsoll::conformance
