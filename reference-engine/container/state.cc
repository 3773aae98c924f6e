#include "reference-engine/container/state.h"

#include <array>
#include <utility>

namespace plimsoll::engine {
namespace {

constexpr std::array<std::pair<Status, std::string_view>, 5> kWords = {
    {{Status::created, "created"},
     {Status::running, "running"},
     {Status::paused, "paused"},
     {Status::exited, "exited"},
     {Status::dead, "dead"}}};

std::string sentence(std::string_view before, std::string_view subject, std::string_view after) {
  return std::string(before).append(subject).append(after);
}

std::string not_running(Subject subject) {
  return sentence("container ", subject.id, " is not running");
}

// moby v28.5.2:daemon/delete.go:90
std::string still_running(Status status, Subject subject) {
  std::string text = sentence("cannot remove container \"/", subject.name, "\": container is ");
  text.append(word_for(status));
  return text.append(status == Status::paused
                         ? " and must be unpaused first"
                         : ": stop the container before removing or force remove");
}

// moby v28.5.2:daemon/start.go:29
std::optional<Objection> objection_to_start(Status status) {
  if (status == Status::running) return Objection{.nothing_to_do = true, .message = {}};
  if (status == Status::paused) {
    return Objection{.message = "cannot start a paused container, try unpause instead"};
  }
  if (status == Status::dead) {
    return Objection{.message = "container is marked for removal and cannot be started"};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Status> after(Status status, Happening happening) {
  switch (happening) {
    case Happening::started:
      if (status == Status::created || status == Status::exited) return Status::running;
      return std::nullopt;
    case Happening::start_failed:
      // moby keeps "created" for one that never ran (moby v28.5.2:daemon/start.go:107).
      if (status == Status::created || status == Status::exited) return status;
      return std::nullopt;
    case Happening::paused:
      if (status == Status::running) return Status::paused;
      return std::nullopt;
    case Happening::resumed:
      if (status == Status::paused) return Status::running;
      return std::nullopt;
    case Happening::ended:
      if (has_a_task(status)) return Status::exited;
      return std::nullopt;
    case Happening::removal_failed:
      if (!has_a_task(status)) return Status::dead;
      return std::nullopt;
  }
  return std::nullopt;
}

std::string_view word_for(Status status) {
  for (const auto& [known, word] : kWords) {
    if (known == status) return word;
  }
  return "";
}

std::optional<Status> status_named(std::string_view word) {
  for (const auto& [status, known] : kWords) {
    if (known == word) return status;
  }
  return std::nullopt;
}

std::optional<Objection> objection(Status status, Request request, Subject subject) {
  const auto refuse_if = [](bool bad, auto text) -> std::optional<Objection> {
    if (!bad) return std::nullopt;
    return Objection{.message = std::move(text)};
  };
  switch (request) {
    case Request::start:
      return objection_to_start(status);
    case Request::stop:
      if (!has_a_task(status)) return Objection{.nothing_to_do = true, .message = {}};
      return std::nullopt;
    case Request::kill:
      return refuse_if(!has_a_task(status), not_running(subject));
    case Request::pause:
      if (status == Status::paused) {
        return refuse_if(true, sentence("container ", subject.id, " is already paused"));
      }
      return refuse_if(status != Status::running, not_running(subject));
    case Request::unpause:
      return refuse_if(status != Status::paused,
                       sentence("Container ", subject.id, " is not paused"));
    case Request::exec:
      if (status == Status::paused) {
        return refuse_if(true, sentence("container ", subject.id,
                                        " is paused, unpause the container before exec"));
      }
      return refuse_if(status != Status::running, not_running(subject));
    case Request::attach:
      return refuse_if(
          status == Status::paused,
          sentence("container ", subject.id, " is paused, unpause the container before attach"));
    case Request::remove:
      return refuse_if(has_a_task(status), still_running(status, subject));
    case Request::forced_remove:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace plimsoll::engine
