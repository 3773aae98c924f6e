#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "containerd/ttrpc/request.h"

// Requests and answers as the payload of a frame (ttrpc.proto). Nothing comes back for bytes that
// are no such message.
namespace plimsoll::ttrpc {

[[nodiscard]] std::string encode(const Request& request);
[[nodiscard]] std::string encode(const Answer& answer);
[[nodiscard]] std::optional<Request> decode_request(std::string_view bytes);
[[nodiscard]] std::optional<Answer> decode_answer(std::string_view bytes);

}  // namespace plimsoll::ttrpc
