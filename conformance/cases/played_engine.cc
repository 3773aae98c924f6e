#include "conformance/cases/played_engine.h"

#include <re2/re2.h>

#include <nlohmann/json.hpp>

#include "conformance/cases/target_fault.h"
#include "errors/error.h"
#include "fixtures/image/busybox.h"

namespace plimsoll::conformance {
namespace {

using Verb = Operation::Verb;

std::string outcome_of(const Answer& answer) {
  std::string text = std::to_string(answer.status);
  if (!answer.message().empty()) text += " " + answer.message();
  return text;
}

// What an engine complains of when it reads a configuration or ends: the last error of its log, or
// else its last words.
std::string complaint_in(const std::string& said) {
  std::string found;
  std::string last;
  std::size_t begin = 0;
  while (begin < said.size()) {
    const auto end = std::min(said.find('\n', begin), said.size());
    const std::string line = said.substr(begin, end - begin);
    begin = end + 1;
    if (line.empty()) continue;
    last = line;
    if (line.find("level=error") != line.npos || line.find("level=fatal") != line.npos)
      found = line;
  }
  std::string text = found.empty() ? last : found;
  RE2::Replace(&text, R"(.*\smsg=("(?:[^"\\]|\\.)*"|\S+).*)", R"(\1)");
  const auto quoted = nlohmann::json::parse(text, nullptr, false);
  return quoted.is_string() ? quoted.get<std::string>() : text;
}

}  // namespace

PlayedEngine::PlayedEngine(const std::string& target) : bed_({.target = target}) {}

Answers PlayedEngine::play(const Sequence& sequence) {
  begin(sequence);
  Answers answers;
  for (const Operation& operation : sequence) {
    answers.push_back(gone_ ? "gone" : comparable(perform(operation)));
  }
  end();
  return answers;
}

void PlayedEngine::begin(const Sequence& sequence) {
  gone_ = false;
  engine_ = &bed_.engine();
  if (!configures(sequence)) return;
  own_ = bed_.start_own({});
  fixtures::load_busybox(own_->client());
  engine_ = own_.get();
}

void PlayedEngine::end() {
  for (const std::string& id : made_) {
    if (gone_) break;
    try {
      (void)engine_->ask({.verb = "DELETE", .path = "/containers/" + id + "?force=1"});
    } catch (const TargetFault&) {
      gone_ = true;
    }
  }
  made_.clear();
  engine_->begin_case();
  bed_.let_go(std::move(own_));
}

std::string PlayedEngine::perform(const Operation& operation) {
  try {
    switch (operation.verb) {
      case Verb::create:
        return create(operation.text);
      case Verb::start:
        return start();
      case Verb::inspect:
        return inspect();
      case Verb::info:
        return info();
      case Verb::reload:
        return reload(operation.text);
      case Verb::restart:
        return restart(operation.text);
    }
  } catch (const TargetFault& fault) {
    gone_ = !engine_->engine().alive();
    return gone_ ? "it ended" : "no answer: " + fault.story().cause;
  }
  return "nobody knows how to do that";
}

std::string PlayedEngine::create(const std::string& runtime) {
  const nlohmann::json body = {{"Image", our_image},
                               {"Cmd", {"/bin/true"}},
                               {"HostConfig", {{"Runtime", runtime}, {"NetworkMode", "none"}}}};
  const Answer answer = engine_->ask({.verb = "POST", .path = "/containers/create", .body = body});
  if (!answer.id().empty()) made_.push_back(answer.id());
  return outcome_of(answer);
}

std::string PlayedEngine::start() {
  if (made_.empty()) return "there is no container";
  const std::string path = "/containers/" + made_.back();
  const Answer started = engine_->ask({.verb = "POST", .path = path + "/start"});
  if (started.status >= 300) return outcome_of(started);
  const Answer ended = engine_->ask({.verb = "POST", .path = path + "/wait"});
  return outcome_of(started) + " it ends with " + ended.at("/StatusCode").dump();
}

std::string PlayedEngine::inspect() {
  if (made_.empty()) return "there is no container";
  const Answer answer =
      engine_->ask({.verb = "GET", .path = "/containers/" + made_.back() + "/json"});
  if (answer.status != 200) return outcome_of(answer);
  return answer.at("/HostConfig/Runtime")
             .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) +
         ", " + answer.at("/State/Status").dump() + " with " + answer.at("/State/ExitCode").dump();
}

std::string PlayedEngine::info() {
  const Answer answer = engine_->ask({.verb = "GET", .path = "/info"});
  std::string text;
  const nlohmann::json runtimes = answer.at("/Runtimes");
  for (const auto& [name, entry] : runtimes.items()) text += name + " ";
  return text + "and by default " + answer.at("/DefaultRuntime").dump();
}

std::string PlayedEngine::reload(const std::string& daemon_json) {
  using End = fixtures::Reload::End;
  const fixtures::Reload reload = engine_->engine().reload(daemon_json);
  switch (reload.end) {
    case End::took_effect:
      return "it takes effect";
    case End::refused:
      return "refused: " + complaint_in(reload.said);
    case End::ended:
      gone_ = true;
      return "it ends";
    case End::unheard:
      return "nothing is heard of it";
  }
  return {};
}

std::string PlayedEngine::restart(const std::string& daemon_json) {
  try {
    engine_->engine().restart({.daemon_json = daemon_json});
  } catch (const fixtures::EngineEnded& error) {
    gone_ = true;
    return "it ends: " + complaint_in(error.ending().said);
  } catch (const Error&) {
    gone_ = true;
    return "it does not come up";
  }
  return "it serves";
}

std::string PlayedEngine::comparable(std::string text) const {
  static const RE2 id(R"(\b[0-9a-f]{64}\b)");
  static const RE2 directory(R"(/run/plimsoll/[A-Za-z0-9]{6})");
  static const RE2 engine(R"(\bengine[0-9]+\b)");
  RE2::GlobalReplace(&text, id, "ID");
  RE2::GlobalReplace(&text, directory, "DIRECTORY");
  RE2::GlobalReplace(&text, engine, "ENGINE");
  return text;
}

}  // namespace plimsoll::conformance
