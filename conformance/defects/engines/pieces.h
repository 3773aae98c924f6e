#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "conformance/defects/engines/defects.h"
#include "reference-engine/container/create_request.h"
#include "reference-engine/runtime/decide.h"

namespace plimsoll::defects {

// What defects are made of. None of it is a defect yet.

using runtime::Catalogue;
using runtime::Decision;
using Decide = engine::ContainerRules::Decide;

// A decision that is asked for at create and at start alike, as the engine's own is.
void at_both_ends(EngineRules& rules, const Decide& decide);

[[nodiscard]] Decision passed_on(std::string_view name);
[[nodiscard]] Decision refused(std::string_view name);
[[nodiscard]] bool is_refused(const Decision& decision);

// Configured or stock: nobody's form is asked for.
[[nodiscard]] bool is_known(const Catalogue& catalogue, std::string_view name);

// The engine's own rule, with another idea of which names containerd looks up on its PATH.
using Form = bool (*)(std::string_view name);
[[nodiscard]] Decide decide_by_form(Form may_be_passed_on);

// The engine's own rule, asked about another name than was given.
using Spelling = std::string (*)(std::string_view name);
[[nodiscard]] Decide decide_about(Spelling spelled);

// The engine's own decision, with its runtime changed where there is one.
using Change = void (*)(runtime::Selected& selected);
[[nodiscard]] Decide decide_and(Change change);

[[nodiscard]] std::vector<std::string> parts_of(std::string_view name);  // between the dots

// The runtime a client asks for; "" if it asks for none.
[[nodiscard]] std::string asked_in(const engine::CreateRequest& request);

// Executes a program and waits for its end; one that is not there is not executed.
void execute(const std::vector<std::string>& command);

}  // namespace plimsoll::defects
