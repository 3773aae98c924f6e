#include "conformance/cases/audit.h"

#include <gtest/gtest.h>

#include "conformance/cases/stage.h"

namespace plimsoll::conformance {
namespace {

template <class Handle>
concept CanCreate = requires(Handle& handle, const Asked& asked) {
  handle.create(asked);
};
template <class Handle>
concept CanStart = requires(Handle& handle, const std::string& container) {
  handle.start(container);
};
template <class Handle>
concept CanRemove = requires(Handle& handle, const std::string& container) {
  handle.remove(container);
};
template <class Handle>
concept CanAskAnything = requires(Handle& handle, const Request& request) {
  handle.ask(request);
};

TEST(Audit, HasNoWayToAContainer) {
  static_assert(CanCreate<Stage> && CanStart<Stage> && CanRemove<Stage> && CanAskAnything<Stage>);
  static_assert(!CanCreate<Audit> && !CanStart<Audit>);
  static_assert(!CanRemove<Audit> && !CanAskAnything<Audit>);
}

}  // namespace
}  // namespace plimsoll::conformance
