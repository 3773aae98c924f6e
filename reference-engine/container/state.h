#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace plimsoll::engine {

// Where a container is in its life. `dead` is one whose removal failed half-way.
enum class Status { created, running, paused, exited, dead };

enum class Happening { started, start_failed, paused, resumed, ended, removal_failed };

// Where it is afterwards; nothing if that cannot happen to a container in this state.
[[nodiscard]] std::optional<Status> after(Status status, Happening happening);

[[nodiscard]] std::string_view word_for(Status status);  // "exited"
[[nodiscard]] std::optional<Status> status_named(std::string_view word);

// A paused container has processes too (moby v28.5.2:container/state.go).
[[nodiscard]] constexpr bool has_a_task(Status status) {
  return status == Status::running || status == Status::paused;
}

// What a client may ask of a container in a given state.
enum class Request { start, stop, kill, pause, unpause, exec, attach, remove, forced_remove };

struct Subject {
  std::string_view id;
  std::string_view name;  // without '/'
};

// Nothing: go on. `nothing_to_do` is the API's 304; every refusal is a 409.
struct Objection {
  bool nothing_to_do = false;
  std::string message;
};
[[nodiscard]] std::optional<Objection> objection(Status status, Request request, Subject subject);

}  // namespace plimsoll::engine
