// When a refusal is told, and what has happened by then.
#include <boost/asio/awaitable.hpp>
#include <memory>

#include "conformance/defects/engines/pieces.h"
#include "reference-engine/api/api_error.h"
#include "reference-engine/container/names.h"

namespace plimsoll::defects {
namespace {

using boost::asio::awaitable;
using engine::ContainerService;
using engine::CreateRequest;
using engine::api::ApiError;
using engine::api::http::status;
using Created = ContainerService::Created;

// Anything is taken, as if it were runc, and its name is kept.
Decision taken_for_now(const Catalogue& catalogue, std::string_view name) {
  Decision decision = runtime::decide(catalogue, name);
  if (!is_refused(decision)) return decision;
  decision = runtime::decide(catalogue, "runc");
  std::get<runtime::Selected>(decision).name = name;
  return decision;
}

void refuse_only_at_start(EngineRules& rules) { rules.containers.decide_at_create = taken_for_now; }

// The check is there, at the end of the function.
void refuse_after_the_container_was_made(EngineRules& rules) {
  rules.containers.decide_at_create = taken_for_now;
  rules.verbs.create = [](ContainerService& containers, std::string name,
                          CreateRequest request) -> awaitable<Created> {
    const std::string wanted = asked_in(request);
    Created created = co_await containers.create(name, std::move(request));
    const Decision decision = runtime::decide(containers.parts().catalogue(), wanted);
    if (const auto* refusal = std::get_if<runtime::Refused>(&decision)) {
      throw ApiError(status::bad_request, refusal->message);
    }
    co_return created;
  };
}

awaitable<Created> image_first(ContainerService& containers, std::string name,
                               CreateRequest request) {
  const auto image = request.config["Image"].get<std::string>();
  static_cast<void>(co_await containers.parts().images.resolve(image));
  co_return co_await containers.create(name, std::move(request));
}

awaitable<Created> container_name_first(ContainerService& containers, std::string name,
                                        CreateRequest request) {
  bool taken = true;
  try {
    static_cast<void>(containers.find(name));
  } catch (const ApiError&) {
    taken = false;
  }
  if (taken) throw ApiError(status::conflict, engine::name_conflict(name, "another container"));
  co_return co_await containers.create(name, std::move(request));
}

// Asks before it judges.
awaitable<Created> ask_it_for_its_version(ContainerService& containers, std::string name,
                                          CreateRequest request) {
  const std::string wanted = asked_in(request);
  if (is_refused(runtime::decide(containers.parts().catalogue(), wanted))) {
    const std::vector<std::string> command = {wanted, "--version"};
    execute(command);
  }
  co_return co_await containers.create(name, std::move(request));
}

awaitable<Created> ask_runc_for_its_version(ContainerService& containers, std::string name,
                                            CreateRequest request) {
  const std::vector<std::string> command = {"runc", "--version"};
  execute(command);
  co_return co_await containers.create(name, std::move(request));
}

engine::Tasks::NewContainer bare_record(std::string id, const std::string& runtime) {
  engine::Tasks::NewContainer record;
  record.id = std::move(id);
  record.runtime.shim = runtime;
  record.spec = nlohmann::json::object();
  return record;
}

// containerd hears of the container before the engine has made up its mind.
awaitable<Created> record_before_the_rule(ContainerService& containers, std::string name,
                                          CreateRequest request) {
  const std::string wanted = asked_in(request);
  if (is_refused(runtime::decide(containers.parts().catalogue(), wanted))) {
    const auto record = bare_record(engine::random_container_id(), "io.containerd.refused.v1");
    co_await engine::Tasks(containers.parts().client).create_container(record);
  }
  co_return co_await containers.create(name, std::move(request));
}

awaitable<Created> record_at_create(ContainerService& containers, std::string name,
                                    CreateRequest request) {
  Created created = co_await containers.create(name, std::move(request));
  const auto record = bare_record(created.id, runtime::kRuncShim);
  co_await engine::Tasks(containers.parts().client).create_container(record);
  co_return created;
}

}  // namespace

std::vector<Defect> defects_of_refusal() {
  return {
      {"refused-only-at-start", refuse_only_at_start},
      {"refused-after-the-container-was-made", refuse_after_the_container_was_made},
      {"image-before-runtime", [](EngineRules& rules) { rules.verbs.create = image_first; }},
      {"container-name-before-runtime",
       [](EngineRules& rules) { rules.verbs.create = container_name_first; }},
      {"refused-names-are-executed",
       [](EngineRules& rules) { rules.verbs.create = ask_it_for_its_version; }},
      {"runtime-is-executed-at-create",
       [](EngineRules& rules) { rules.verbs.create = ask_runc_for_its_version; }},
      {"record-before-the-rule",
       [](EngineRules& rules) { rules.verbs.create = record_before_the_rule; }},
      {"record-at-create", [](EngineRules& rules) { rules.verbs.create = record_at_create; }},
  };
}

}  // namespace plimsoll::defects
