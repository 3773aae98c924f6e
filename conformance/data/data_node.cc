#include "conformance/data/data_node.h"

#include <algorithm>

#include "conformance/suggest/nearest.h"

namespace plimsoll::conformance {
namespace {

std::string list_of(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "`" : ", `") + name + "`";
  return list;
}

// What was probably meant; with nothing near, all there is.
std::string meant(const std::string& typed, const std::vector<std::string>& known) {
  const auto near = nearest(typed, known);
  if (!near.empty()) return "did you mean `" + near.front() + "`?";
  return known.empty() ? "" : "there are: " + list_of(known);
}

}  // namespace

const std::vector<DataNode>& DataNode::elements() const {
  if (kind_ != Kind::array) throw fault("has to be a list");
  return children_;
}

const std::vector<DataNode>& DataNode::members() const {
  if (kind_ != Kind::object) throw fault("has to be an object");
  return children_;
}

std::string DataNode::text() const {
  if (kind_ != Kind::scalar || !scalar_.is_string()) throw fault("has to be a string");
  return scalar_.get<std::string>();
}

std::string DataNode::text_that_says_something() const {
  std::string words = text();
  if (words.find_first_not_of(" \t\n") == std::string::npos) throw fault("says nothing");
  return words;
}

std::string DataNode::one_of(const std::vector<std::string>& known) const {
  std::string word = text();
  if (std::ranges::count(known, word) > 0) return word;
  throw fault("there is no `" + word + "`", meant(word, known));
}

const DataNode& DataNode::at(std::string_view key) const {
  if (const DataNode* found = find(key)) return *found;
  const std::string name(key);
  const auto near = nearest(name, keys());
  throw fault("lacks the key `" + name + "`",
              near.empty() ? "" : "is `" + near.front() + "` meant to be it?");
}

const DataNode* DataNode::find(std::string_view key) const {
  for (const DataNode& member : members()) {
    if (member.key_ == key) return &member;
  }
  return nullptr;
}

std::string DataNode::text_or(std::string_view key, const std::string& otherwise) const {
  const DataNode* found = find(key);
  return found == nullptr ? otherwise : found->text();
}

void DataNode::allow_only(const std::vector<std::string>& known) const {
  for (const DataNode& member : members()) {
    if (member.key_ == "$schema" || std::ranges::count(known, member.key_) > 0) continue;
    throw member.fault("there is no such key", meant(member.key_, known));
  }
}

std::vector<std::string> DataNode::keys() const {
  std::vector<std::string> keys;
  for (const DataNode& member : children_) keys.push_back(member.key_);
  return keys;
}

DataError DataNode::fault(const std::string& cause, const std::string& remedy) const {
  return DataError({.operation = "read",
                    .subject = file_ + ":" + std::to_string(line_),
                    .cause = (key_.empty() ? "" : key_ + ": ") + cause,
                    .remedy = remedy});
}

nlohmann::ordered_json DataNode::json() const {
  if (kind_ == Kind::scalar) return scalar_;
  auto value =
      kind_ == Kind::array ? nlohmann::ordered_json::array() : nlohmann::ordered_json::object();
  for (const DataNode& child : children_) {
    if (kind_ == Kind::array) {
      value.push_back(child.json());
    } else {
      value[child.key_] = child.json();
    }
  }
  return value;
}

}  // namespace plimsoll::conformance
