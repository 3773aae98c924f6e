#include "errors/error.h"

#include <cerrno>
#include <system_error>
#include <utility>

namespace plimsoll {
namespace {

std::string sentence(const Error::Story& story) {
  std::string text = story.operation;
  if (!story.subject.empty()) text += " " + story.subject;
  text += ": " + story.cause;
  if (!story.remedy.empty()) text += " (" + story.remedy + ")";
  return text;
}

}  // namespace

Error::Error(Story story) : std::runtime_error(sentence(story)), story_(std::move(story)) {}

Error Error::from_errno(std::string operation, std::string subject) {
  const std::error_code code(errno, std::generic_category());
  return Error({.operation = std::move(operation),
                .subject = std::move(subject),
                .cause = code.message(),
                .remedy = {}});
}

}  // namespace plimsoll
