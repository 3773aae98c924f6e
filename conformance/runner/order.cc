#include "conformance/runner/order.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "conformance/names/dice.h"

namespace plimsoll::conformance {
namespace {

constexpr std::string_view random_with = "random:";

std::string suite_in(const std::string& name) { return name.substr(0, name.find('.')); }

// Fisher and Yates, with dice that are the same everywhere (std::shuffle is not).
void shuffle(std::vector<std::string>& names, std::uint64_t seed) {
  Dice dice(Dice::seed_of({.run = seed, .index = 0}));
  for (std::size_t left = names.size(); left > 1; --left) {
    std::swap(names[left - 1], names[dice.below(left)]);
  }
}

// Where a suite stands is where the first of its cases does.
std::vector<std::string> suites_together(const std::vector<std::string>& names) {
  std::vector<std::string> suites;
  for (const std::string& name : names) {
    if (std::ranges::count(suites, suite_in(name)) == 0) suites.push_back(suite_in(name));
  }
  std::vector<std::string> together;
  for (const std::string& suite : suites) {
    std::ranges::copy_if(names, std::back_inserter(together),
                         [&](const std::string& name) { return suite_in(name) == suite; });
  }
  return together;
}

}  // namespace

std::optional<Order> Order::parse(std::string_view text) {
  if (text == "forward") return Order{.kind = Kind::forward};
  if (text == "reverse") return Order{.kind = Kind::reverse};
  if (!text.starts_with(random_with)) return std::nullopt;
  text.remove_prefix(random_with.size());
  Order order{.kind = Kind::random};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), order.seed);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return order;
}

std::string Order::text() const {
  if (kind == Kind::forward) return "forward";
  return kind == Kind::reverse ? "reverse" : std::string(random_with) + std::to_string(seed);
}

std::vector<std::string> ordered(std::vector<std::string> names, const Order& order) {
  if (order.kind == Order::Kind::forward) return names;
  if (order.kind == Order::Kind::reverse) std::ranges::reverse(names);
  if (order.kind == Order::Kind::random) shuffle(names, order.seed);
  return suites_together(names);
}

}  // namespace plimsoll::conformance
