#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "reference-engine/container/record.h"
#include "reference-engine/json/filters.h"

namespace plimsoll::engine {

// What GET /containers/json is asked for. Criteria of one kind are alternatives, kinds add up.
struct ListQuery {
  bool all = false;
  int limit = 0;  // 0: none
  Filters filters;
};

struct InvalidFilter {
  std::string message;  // a 400
};

// The query's `filters`; a filter nobody knows is refused (moby
// v28.5.2:api/types/filters/parse.go).
[[nodiscard]] std::variant<ListQuery, InvalidFilter> parse_list_query(std::string_view filters);

// Newest first.
[[nodiscard]] std::vector<const Record*> select(std::vector<const Record*> records,
                                                const ListQuery& query);

}  // namespace plimsoll::engine
