#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/data/data_error.h"

namespace plimsoll::conformance {

// A value of a data file that knows where it stands, so that whoever finds fault with it can say
// so: file, line, key, and the nearest valid name.
//
//   const DataNode file = read_data(text, "requirements.json");
//   for (const DataNode& entry : file.at("requirements").elements()) {
//     entry.allow_only({"id", "level"});
//     const std::string level = entry.at("level").one_of({"must", "should", "may"});
//   }
//   // requirements.json:12: level: there is no `mustt` (did you mean `must`?)
class DataNode {
 public:
  // --- what it is
  [[nodiscard]] const std::vector<DataNode>& elements() const;  // of an array
  [[nodiscard]] const std::vector<DataNode>& members() const;   // of an object, each with its key()
  [[nodiscard]] std::string text() const;
  [[nodiscard]] std::string text_that_says_something() const;  // not empty
  [[nodiscard]] std::string one_of(const std::vector<std::string>& known) const;

  // --- what is in it
  [[nodiscard]] const DataNode& at(std::string_view key) const;
  [[nodiscard]] const DataNode* find(std::string_view key) const;  // nullptr: not there
  [[nodiscard]] std::string text_or(std::string_view key, const std::string& otherwise) const;
  void allow_only(const std::vector<std::string>& keys) const;  // `$schema` goes everywhere

  // --- where it is
  [[nodiscard]] const std::string& key() const { return key_; }  // "level", or "requirements[3]"
  [[nodiscard]] const std::string& file() const { return file_; }
  [[nodiscard]] int line() const { return line_; }
  // To be thrown: this value is wrong, and why.
  [[nodiscard]] DataError fault(const std::string& cause, const std::string& remedy = {}) const;

  // The value without its places.
  [[nodiscard]] nlohmann::ordered_json json() const;

 private:
  friend class DataReader;

  enum class Kind { scalar, array, object };
  [[nodiscard]] std::vector<std::string> keys() const;

  Kind kind_ = Kind::scalar;
  nlohmann::ordered_json scalar_;
  std::vector<DataNode> children_;
  std::string key_;
  std::string file_;
  int line_ = 1;
};

}  // namespace plimsoll::conformance
