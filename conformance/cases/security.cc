// Refusal as security: by no way is a path that somebody asked for executed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "conformance/cases/case.h"
#include "conformance/cases/matchers.h"
#include "conformance/cases/steps.h"
#include "conformance/cases/surfaces.h"
#include "conformance/vectors/surfaces.h"
#include "fixtures/http/http_client.h"

namespace plimsoll::conformance {
namespace {

using testing::Contains;
using testing::Eq;
using testing::IsEmpty;
using testing::Not;

const std::vector<Need> needs = {Need::witness, Need::containerd, Need::image,
                                 Need::runc,    Need::crun,       Need::configuration};

void expect_path_was_not_executed(Stage& stage, const std::string& name) {
  const auto canaries_executed = stage.canaries_executed();
  EXPECT_THAT(canaries_executed, IsEmpty());
  const auto records_made_in_containerd = stage.recorded();
  EXPECT_THAT(records_made_in_containerd, Not(Contains(HasRuntime(name))));
  const auto programs_executed = stage.executed();
  EXPECT_THAT(programs_executed, Not(Contains(IsExecutionOf(name))));
}

Case by_surface(const SurfaceVector& vector) {
  return make_case(
      {.area = "security",
       .name = vector.label,
       .purpose = "No way to the execution of a path: " + vector.why + ".",
       .requirement = vector.requirement,
       .steps = {"plant a canary wherever containerd could be led by the path",
                 "bring the path in: " + vector.surface, "go on with whatever came of it",
                 "no canary was executed", "containerd was not told of such a runtime"},
       .needs = needs,
       .editions = vector.editions,
       .file = surfaces_file,
       .line = vector.line},
      [&vector](Stage& stage) {
        const std::string name = fill_in(vector.name, stage.places());
        const Surface surface = surface_named(vector.surface);
        if (!surface.own_canaries) stage.plant_canaries(name);
        surface.bring_in(stage, name);
        expect_path_was_not_executed(stage, name);
      });
}

// What many clients at once were answered.
struct Answers {
  std::atomic<int> refused = 0;
  std::atomic<int> taken = 0;
  std::atomic<int> other = 0;
};

void ask_many_times(const std::filesystem::path& socket, const std::string& runtime,
                    Answers& answers) {
  fixtures::HttpClient client(socket);
  const nlohmann::json body = {{"Image", "plimsoll/not-there:latest"},
                               {"Cmd", {"/bin/true"}},
                               {"HostConfig", {{"Runtime", runtime}, {"NetworkMode", "none"}}}};
  for (int i = 0; i < 50; ++i) {
    const int status = client.post("/v1.41/containers/create", body).status;
    ++(status == 400 ? answers.refused : status == 404 ? answers.taken : answers.other);
  }
}

Case many_at_once() {
  return make_case(
      {.area = "security",
       .name = "ManyAtOnce",
       .purpose = "A name is judged for the request it came in, whoever else is asking.",
       .requirement = "SEC-009",
       .steps = {"plant a canary",
                 "from 8 clients, each in turn for a path and for `runc`, ask 50 "
                 "times for a container of an image that is not there",
                 "a path is refused with 400 each time, `runc` goes on to the image's 404",
                 "nothing was created, recorded or executed"},
       .needs = {Need::witness, Need::containerd}},
      [](Stage& stage) {
        const std::string name = stage.places().canaries + "/many.v1";
        stage.plant_canaries(name);
        const Answer list_before = stage.list();
        Answers for_the_path;
        Answers for_runc;
        {
          // One thread a client: they have to be at it at the same time.
          std::vector<std::jthread> clients;
          for (int i = 0; i < 4; ++i) {
            clients.emplace_back([&] { ask_many_times(stage.socket(), name, for_the_path); });
            clients.emplace_back([&] { ask_many_times(stage.socket(), "runc", for_runc); });
          }
        }
        const int paths_refused = for_the_path.refused;
        EXPECT_THAT(paths_refused, Eq(200));
        const int runc_let_pass = for_runc.taken;
        EXPECT_THAT(runc_let_pass, Eq(200));
        expect_nothing_came_of_it(stage, list_before);
      });
}

}  // namespace

std::vector<Case> security_cases() {
  std::vector<Case> cases;
  for (const SurfaceVector& vector : surface_vectors()) cases.push_back(by_surface(vector));
  cases.push_back(many_at_once());
  return cases;
}

}  // namespace plimsoll::conformance
