#include "reference-engine/container/names.h"

#include <sys/random.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <random>
#include <span>

#include "errors/error.h"

namespace plimsoll::engine {
namespace {

constexpr std::array<std::string_view, 40> kManners = {
    "able",    "agile", "amber",  "ample", "blithe",  "bold",   "brisk",   "bright",
    "buoyant", "calm",  "candid", "chief", "civil",   "clear",  "deft",    "eager",
    "earnest", "fair",  "fleet",  "frank", "gallant", "gentle", "hale",    "hardy",
    "jolly",   "keen",  "lively", "lucid", "merry",   "noble",  "patient", "placid",
    "prompt",  "proud", "quiet",  "sober", "staunch", "steady", "tidy",    "wry"};

constexpr std::array<std::string_view, 40> kSeafarers = {
    "amundsen",     "anson",    "baret",    "barents",  "beaufort", "behaim",    "bligh",
    "bougainville", "bowditch", "cabot",    "cook",     "cousteau", "dampier",   "delcano",
    "dias",         "drake",    "earhart",  "eriksson", "fitzroy",  "flinders",  "franklin",
    "frobisher",    "gama",     "harrison", "hudson",   "ibnmajid", "laperouse", "magellan",
    "maury",        "mercator", "nansen",   "plimsoll", "polo",     "pytheas",   "ross",
    "shackleton",   "slocum",   "tasman",   "tharp",    "zhenghe"};

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool may_follow(char c) { return is_letter_or_digit(c) || c == '_' || c == '.' || c == '-'; }

}  // namespace

std::string random_container_id() {
  std::array<std::uint8_t, 32> bytes;
  if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    throw Error::from_errno("make a container id from", "the kernel's random numbers");
  }
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string id;
  for (const std::uint8_t byte : bytes) {
    id.push_back(kDigits[byte >> 4]);
    id.push_back(kDigits[byte & 15]);
  }
  return id;
}

std::string random_container_name() {
  static std::mt19937 engine{std::random_device{}()};
  const auto any_of = [](const auto& words) {
    return words[std::uniform_int_distribution<std::size_t>(0, words.size() - 1)(engine)];
  };
  return std::string(any_of(kManners)).append("_").append(any_of(kSeafarers));
}

std::string_view bare_name(std::string_view name) {
  if (name.starts_with('/')) name.remove_prefix(1);
  return name;
}

std::optional<std::string> why_name_is_invalid(std::string_view name) {
  const std::string_view bare = bare_name(name);
  const bool valid = bare.size() >= 2 && is_letter_or_digit(bare.front()) &&
                     std::all_of(bare.begin(), bare.end(), may_follow);
  if (valid) return std::nullopt;
  return "Invalid container name (" + std::string(name) +
         "), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed";
}

std::string name_conflict(std::string_view name, std::string_view holder_id) {
  std::string text = "Conflict. The container name \"/";
  text.append(bare_name(name)).append("\" is already in use by container \"").append(holder_id);
  return text.append(
      "\". You have to remove (or rename) that container to be able to reuse that name.");
}

}  // namespace plimsoll::engine
