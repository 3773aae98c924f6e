#include "conformance/cases/told.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/cases/matchers.h"

namespace plimsoll::conformance {
namespace {

using fixtures::shim::Document;
using fixtures::shim::Invocation;
using fixtures::shim::Options;
using fixtures::shim::Request;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

// BinaryName "crun": field 6.
Options options_for_runc() {
  Options options;
  options.any.set_type_url("containerd.runc.v1.Options");
  options.any.set_value("2\004crun");
  return options;
}

Document start(std::optional<Options> options = std::nullopt) {
  Invocation invocation;
  invocation.action = "start";
  invocation.executable = "/shims/containerd-shim-kata-v2";
  invocation.argv = {"containerd-shim-kata-v2", "-namespace", "moby", "-id", "c0ffee", "start"};
  invocation.directory = "/run/containerd/task/moby/c0ffee";
  invocation.options = std::move(options);
  return {.file = "1-start.json", .text = {}, .entry = invocation};
}

Document request(const std::string& method, std::optional<Options> options = std::nullopt) {
  Request request;
  request.method = method;
  request.containerd_namespace = "moby";
  request.fields = {{"id", "c0ffee"}, {"bundle", "/run/containerd/task/moby/c0ffee"}};
  request.options = std::move(options);
  return {.file = "2-" + method + ".json", .text = {}, .entry = request};
}

TEST(ToldInTestimony, IsStartAndCreateAlone) {
  Document cleanup = start();
  std::get<Invocation>(cleanup.entry).action = "delete";
  const auto told =
      told_in({{start(), request("Create"), request("Start"), request("Wait"), cleanup}});
  EXPECT_THAT(told, ElementsAre(AllOf(IsStartBy("/shims/containerd-shim-kata-v2"),
                                      IsAbout("moby", "c0ffee"), HasNoOptions()),
                                AllOf(IsCreate(), IsAbout("moby", "c0ffee"), HasNoOptions())));
}

TEST(ToldInTestimony, HasTheOptionsOfEitherStep) {
  const auto told = told_in({{start(options_for_runc()), request("Create", options_for_runc())}});
  EXPECT_THAT(told, ElementsAre(HasBinaryName("crun"), HasBinaryName("crun")));
}

TEST(ToldInTestimony, IsComparedWithContainerdsRecordToTheByte) {
  const auto told = told_in({{start(options_for_runc())}});
  ContainerRecord record{.id = "c0ffee", .runtime = "x.y", .options = told[0].options};
  EXPECT_THAT(told, ElementsAre(HasOptionsOf(record)));
  record.options->bytes += '\0';
  EXPECT_THAT(told, ElementsAre(Not(HasOptionsOf(record))));
  record.options.reset();
  EXPECT_THAT(told, ElementsAre(Not(HasOptionsOf(record))));
}

TEST(ToldInTestimony, IsAboutItsOwnBundle) {
  auto told = told_in({{start()}});
  EXPECT_THAT(told, ElementsAre(Not(IsAbout("moby", "decaf"))));
  EXPECT_THAT(told, ElementsAre(Not(IsAbout("k8s.io", "c0ffee"))));
  told[0].bundle = "/run/containerd/task/moby/decaf";
  EXPECT_THAT(told, ElementsAre(Not(IsAbout("moby", "c0ffee"))));
}

TEST(ToldInTestimony, NamesTheNamespaceThatARequestDoesNot) {
  Document create = request("Create");
  std::get<Request>(create.entry).containerd_namespace.clear();
  EXPECT_THAT(told_in({{create}}), ElementsAre(IsAbout("moby", "c0ffee")));
}

TEST(ToldInTestimony, IsReadableInAReport) {
  const auto told = told_in({{start(), request("Create", options_for_runc())}});
  EXPECT_THAT(testing::PrintToString(told),
              AllOf(HasSubstr("start by /shims/containerd-shim-kata-v2 of container \"c0ffee\""),
                    HasSubstr("no options"), HasSubstr("BinaryName: \"crun\""),
                    HasSubstr("(32046372756e)")));
}

}  // namespace
}  // namespace plimsoll::conformance
