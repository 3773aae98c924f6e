#include "conformance/cases/judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace plimsoll::conformance {
namespace {

constexpr std::string_view value_of = "Value of: ";
constexpr std::string_view expected = "\nExpected: ";
constexpr std::string_view actual = "\n  Actual: ";

std::string within_the_project(const char* file) {
  const std::string_view path = file == nullptr ? "" : file;
  const auto at = path.rfind("conformance/");
  return std::string(at == std::string_view::npos ? path : path.substr(at));
}

// "answer_to_create" is what the code calls it; people read "answer to create".
std::string spoken(std::string_view expression) {
  std::string words(expression);
  std::ranges::replace(words, '_', ' ');
  return words;
}

// GoogleTest adds the C++ type of what it shows, which is nothing to the reader of a report.
std::string without_types(std::string text) {
  constexpr std::string_view type = " (of type ";
  for (auto at = text.find(type); at != std::string::npos; at = text.find(type, at)) {
    const auto end = text.find(')', at);
    text.erase(at, end == std::string::npos ? end : end + 1 - at);
  }
  return text;
}

std::map<std::string, std::string> properties_of(const testing::TestResult& result) {
  std::map<std::string, std::string> properties;
  for (int i = 0; i < result.test_property_count(); ++i) {
    const testing::TestProperty& property = result.GetTestProperty(i);
    properties[property.key()] = property.value();
  }
  return properties;
}

// What GoogleTest kept of the test's failures and of its skip.
void take_parts(const testing::TestResult& result, Outcome& outcome) {
  for (int i = 0; i < result.total_part_count(); ++i) {
    const testing::TestPartResult& part = result.GetTestPartResult(i);
    if (part.skipped()) outcome.reason = part.message();
    if (!part.failed()) continue;
    const std::string where =
        fmt::format("{}:{}", within_the_project(part.file_name()), part.line_number());
    outcome.findings.push_back(finding_of(part.message(), where));
  }
}

}  // namespace

Finding finding_of(std::string_view message, const std::string& where) {
  constexpr std::string_view failed = "Failed\n";  // what ADD_FAILURE() begins with
  if (message.starts_with(failed)) message.remove_prefix(failed.size());
  const auto expected_at = message.find(expected);
  const auto actual_at = message.find(actual);
  const bool known = message.starts_with(value_of) && expected_at != std::string_view::npos &&
                     actual_at != std::string_view::npos && expected_at < actual_at;
  if (!known) {
    return {.subject = "the case",
            .expected = "goes as its steps say",
            .seen = std::string(message),
            .where = where};
  }
  const auto between = [&](std::size_t begin, std::size_t end) {
    return std::string(message.substr(begin, end - begin));
  };
  return {.subject = spoken(between(value_of.size(), expected_at)),
          .expected = between(expected_at + expected.size(), actual_at),
          .seen = without_types(between(actual_at + actual.size(), message.size())),
          .where = where};
}

void Judge::OnTestStart(const testing::TestInfo& info) {
  started_ = std::chrono::steady_clock::now();
  listener_.started(std::string(info.test_suite_name()) + "." + info.name());
}

void Judge::OnTestEnd(const testing::TestInfo& info) {
  const testing::TestResult& result = *info.result();
  auto properties = properties_of(result);
  Outcome outcome{.case_name = std::string(info.test_suite_name()) + "." + info.name(),
                  .verdict = result.Skipped()  ? Verdict::skip
                             : result.Passed() ? Verdict::pass
                                               : Verdict::fail};
  take_parts(result, outcome);
  outcome.lacking = properties[lacking_property];
  outcome.evidence = properties[evidence_property];
  outcome.violation = properties[violation_property];
  if (properties.contains(broken_property)) {
    outcome.verdict = Verdict::broken;
    outcome.reason = properties[broken_property];
  }
  outcome.duration = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - started_);
  listener_.ended(outcome);
}

}  // namespace plimsoll::conformance
