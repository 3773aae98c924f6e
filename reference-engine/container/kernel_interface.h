#pragma once

namespace plimsoll::engine {

// False only if this kernel certainly serves no programs made for x32 (64-bit registers with 32-bit
// pointers). It is asked once.
[[nodiscard]] bool may_have_x32();

}  // namespace plimsoll::engine
