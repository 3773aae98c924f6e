#include "reference-engine/container/register.h"

#include "reference-engine/container/names.h"

namespace plimsoll::engine {

std::variant<ContainerRef, Register::None, Register::Several> Register::find(
    std::string_view reference) const {
  if (reference.empty()) return None{};
  if (const auto container = with_id(reference)) return container;
  if (const auto container = with_id(holder_of(reference))) return container;
  const auto first = containers_.lower_bound(reference);
  if (first == containers_.end() || !first->first.starts_with(reference)) return None{};
  const auto second = std::next(first);
  if (second != containers_.end() && second->first.starts_with(reference)) return Several{};
  return first->second;
}

ContainerRef Register::with_id(std::string_view id) const {
  const auto found = containers_.find(id);
  return found == containers_.end() ? nullptr : found->second;
}

bool Register::hold_name(const std::string& name, const std::string& id) {
  return names_.try_emplace(name, id).second;
}

std::string Register::holder_of(std::string_view name) const {
  const auto found = names_.find(bare_name(name));
  return found == names_.end() ? "" : found->second;
}

void Register::release_name(std::string_view name) {
  const auto found = names_.find(name);
  if (found != names_.end()) names_.erase(found);
}

void Register::remove(const ContainerRef& container) {
  release_name(container->record.name);
  containers_.erase(container->id());
}

std::vector<ContainerRef> Register::all() const {
  std::vector<ContainerRef> containers;
  for (const auto& [id, container] : containers_) containers.push_back(container);
  return containers;
}

}  // namespace plimsoll::engine
