#pragma once

#include <string_view>

namespace plimsoll::engine {

// NAME of "NAME=value", and of "NAME" alone.
inline std::string_view variable_name(std::string_view assignment) {
  return assignment.substr(0, assignment.find('='));
}

}  // namespace plimsoll::engine
