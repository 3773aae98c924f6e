#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plimsoll::conformance {

// "*" stands for anything, "?" for one character.
[[nodiscard]] bool matches_pattern(std::string_view name, std::string_view pattern);

// gtest's way to name cases: patterns with * and ?, joined by `:`, those after a `-` taken away.
[[nodiscard]] bool matches_filter(std::string_view name, std::string_view filter);

// Shard INDEX of TOTAL, counted from 1 as in `--shard 2/5`.
struct Shard {
  int index = 1;
  int total = 1;

  // "2/5"; nothing if it is not that, or not within.
  [[nodiscard]] static std::optional<Shard> parse(std::string_view text);
};

// Every total-th case, beginning with the index-th: shards together are everything, each once.
[[nodiscard]] std::vector<std::string> part_of(const std::vector<std::string>& names, Shard shard);

// One list for each worker, as even as can be, neighbours apart: neighbours cost about the same.
[[nodiscard]] std::vector<std::vector<std::string>> dealt_out(const std::vector<std::string>& names,
                                                              std::size_t workers);

}  // namespace plimsoll::conformance
