#pragma once

#include <string_view>

namespace plimsoll::engine {

// Tells who started the engine how far it is, by systemd's protocol (sd_notify(3)), as dockerd and
// containerd do. Nobody may be asking: then nothing happens.
//
//   tell_starter("READY=1");
void tell_starter(std::string_view state);

}  // namespace plimsoll::engine
