#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "conformance/cases/stage.h"

namespace plimsoll::conformance {

// What is asked of a container after create, beside starting and waiting.
Answer restart(Stage& stage, const std::string& container);
Answer kill(Stage& stage, const std::string& container);  // SIGKILL
Answer stop(Stage& stage, const std::string& container);  // without patience
Answer rename(Stage& stage, const std::string& container, const std::string& name);
Answer update(Stage& stage, const std::string& container, const nlohmann::json& body);

// A container that runs until it is killed; the engine needs no patience with it when it ends.
[[nodiscard]] Asked running_until_killed(const std::string& runtime);
inline constexpr int killed_status = 128 + 9;

// Starts it, and waits for its end.
void run_again(Stage& stage, const std::string& container);
// Creates and starts it in vain; its id.
std::string fail_to_start(Stage& stage, const std::string& runtime);
// On an engine of the case's own: creates a container under the configured name, and restarts the
// engine without that entry, and with crun as its default. Its id.
std::string lose_the_entry(Stage& stage, const std::string& name);

// Since stage.look_from_here(): which of the two created the container.
void expect_created_by(Stage& stage, const std::string& binary, const std::string& other);
// Neither engine nor containerd has suffered: the next container runs.
void expect_all_go_on(Stage& stage);

// Another process in it, run to its end: its exit status, or null if there is none.
nlohmann::json exit_status_of_exec(Stage& stage, const std::string& container,
                                   const std::vector<std::string>& command);

// The actions of all events about a container (its id or name) so far, in their order.
std::vector<std::string> events_about(Stage& stage, const std::string& container);

// The runtimes every engine is configured with and one more, or without one of them.
[[nodiscard]] nlohmann::json runtimes_with(Stage& stage, const std::string& name,
                                           const nlohmann::json& entry);
[[nodiscard]] nlohmann::json runtimes_without(Stage& stage, const std::string& name);

// "a/b c" -> "a%2Fb%20c"
[[nodiscard]] std::string percent_encoded(std::string_view text);

}  // namespace plimsoll::conformance
