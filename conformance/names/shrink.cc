#include "conformance/names/shrink.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "conformance/report/utf8.h"

namespace plimsoll::conformance {
namespace {

using Characters = std::vector<std::string>;

// A byte that begins no character is one of its own.
Characters characters_of(std::string_view name) {
  Characters characters;
  while (!name.empty()) {
    const auto first = first_code_point(name);
    const std::size_t length = first ? first->length : 1;
    characters.emplace_back(name.substr(0, length));
    name.remove_prefix(length);
  }
  return characters;
}

std::string joined(const Characters& characters) {
  return std::accumulate(characters.begin(), characters.end(), std::string());
}

class Shrinker {
 public:
  Shrinker(Characters best, const Shrinking& how) : best_(std::move(best)), how_(how) {}

  std::string result() {
    while (pass()) {
    }
    return joined(best_);
  }

 private:
  // From large pieces to single characters, until nothing helps any more.
  bool pass() {
    bool better = false;
    for (std::size_t size = std::max<std::size_t>(1, best_.size() / 2); size > 0; size /= 2) {
      for (std::size_t at = 0; at < best_.size();) {
        if (take_if_it_shows(without(at, size))) {
          better = true;
        } else {
          at += size;
        }
      }
    }
    for (std::size_t at = 0; at < best_.size(); ++at)
      better = take_if_it_shows(plainer(at)) || better;
    return better;
  }

  [[nodiscard]] Characters without(std::size_t at, std::size_t size) const {
    Characters rest(best_.begin(), best_.begin() + static_cast<std::ptrdiff_t>(at));
    const std::size_t next = std::min(best_.size(), at + size);
    rest.insert(rest.end(), best_.begin() + static_cast<std::ptrdiff_t>(next), best_.end());
    return rest;
  }

  [[nodiscard]] Characters plainer(std::size_t at) const {
    Characters other = best_;
    other[at].assign(1, 'a');
    return other;
  }

  bool take_if_it_shows(Characters candidate) {
    if (candidate.empty() || candidate == best_ || asked_ >= how_.tries) return false;
    ++asked_;
    if (!how_.still_shows(joined(candidate))) return false;
    best_ = std::move(candidate);
    return true;
  }

  Characters best_;
  const Shrinking& how_;
  std::size_t asked_ = 0;
};

}  // namespace

std::string shrunk(std::string_view name, const Shrinking& how) {
  return Shrinker(characters_of(name), how).result();
}

}  // namespace plimsoll::conformance
