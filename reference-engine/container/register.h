#pragma once

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "reference-engine/container/container.h"

namespace plimsoll::engine {

// All containers, by id, by name, and by the beginning of an id.
class Register {
 public:
  struct None {};
  struct Several {};
  // An id, else a name, else the beginning of one id (moby v28.5.2:daemon/container.go
  // GetContainer).
  [[nodiscard]] std::variant<ContainerRef, None, Several> find(std::string_view reference) const;
  [[nodiscard]] ContainerRef with_id(std::string_view id) const;  // null: there is none

  // A name is held from before its container is there. False: somebody else holds it.
  [[nodiscard]] bool hold_name(const std::string& name, const std::string& id);
  [[nodiscard]] std::string holder_of(std::string_view name) const;  // "" if none
  void release_name(std::string_view name);

  void add(const ContainerRef& container) { containers_[container->id()] = container; }
  void remove(const ContainerRef& container);

  [[nodiscard]] std::vector<ContainerRef> all() const;

 private:
  std::map<std::string, ContainerRef, std::less<>> containers_;
  std::map<std::string, std::string, std::less<>> names_;  // -> id
};

}  // namespace plimsoll::engine
