#include "conformance/data/data_file.h"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace plimsoll::conformance {
namespace {

// Deeper than any data file of ours; the parser recurses no deeper than this.
constexpr std::size_t deepest = 32;

// Characters that count the lines as they are taken. nlohmann's parser tells no positions, but it
// calls back as soon as it has read a token.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, int* line) : at_(at), line_(line) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    if (*at_ == '\n') ++*line_;
    ++at_;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*this;
    return before;
  }
  friend bool operator==(const CountingIterator& one, const CountingIterator& other) {
    return one.at_ == other.at_;
  }
  friend bool operator!=(const CountingIterator& one, const CountingIterator& other) {
    return !(one == other);
  }

 private:
  const char* at_;
  int* line_;
};

}  // namespace

// Builds the tree from the parser's events.
class DataReader {
 public:
  using number_integer_t = nlohmann::ordered_json::number_integer_t;
  using number_unsigned_t = nlohmann::ordered_json::number_unsigned_t;
  using number_float_t = nlohmann::ordered_json::number_float_t;
  using string_t = nlohmann::ordered_json::string_t;
  using binary_t = nlohmann::ordered_json::binary_t;

  DataReader(const std::string& file, const int& line) : file_(file), line_(line) {
    root_.file_ = file;
  }

  bool null() { return scalar(nullptr); }
  bool boolean(bool value) { return scalar(value); }
  bool number_integer(number_integer_t value) { return scalar(value); }
  bool number_unsigned(number_unsigned_t value) { return scalar(value); }
  bool number_float(number_float_t value, const string_t&) { return scalar(value); }
  bool string(string_t& value) { return scalar(value); }
  bool binary(binary_t&) { return false; }
  bool start_object(std::size_t) { return open(DataNode::Kind::object); }
  bool start_array(std::size_t) { return open(DataNode::Kind::array); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool key(string_t& name) {
    key_ = name;
    key_line_ = line_;
    const auto keys = path_.back()->keys();
    if (std::ranges::count(keys, name) == 0) return true;
    throw at_line("the key `" + name + "` is there twice");
  }

  bool parse_error(std::size_t, const std::string& token, const nlohmann::json::exception& error) {
    std::string cause = error.what();
    if (const auto detail = cause.find(": "); detail != std::string::npos)
      cause.erase(0, detail + 2);
    throw at_line("this is no JSON: " + cause + (token.empty() ? "" : ", at `" + token + "`"));
  }

  [[nodiscard]] DataNode take() { return std::move(root_); }

 private:
  DataError at_line(const std::string& cause) const {
    return DataError({.operation = "read",
                      .subject = file_ + ":" + std::to_string(line_),
                      .cause = cause,
                      .remedy = {}});
  }

  // A place for the next value: the root, or at the end of what is open.
  DataNode& next() {
    DataNode* node = &root_;
    if (!path_.empty()) {
      DataNode& parent = *path_.back();
      node = &parent.children_.emplace_back();
      const bool element = parent.kind_ == DataNode::Kind::array;
      node->key_ =
          element ? parent.key_ + "[" + std::to_string(parent.children_.size() - 1) + "]" : key_;
      node->line_ = element ? line_ : key_line_;
    }
    node->file_ = file_;
    return *node;
  }
  bool scalar(nlohmann::ordered_json value) {
    next().scalar_ = std::move(value);
    return true;
  }
  bool open(DataNode::Kind kind) {
    if (path_.size() == deepest) throw at_line("this is nested too deep");
    DataNode& node = next();
    node.kind_ = kind;
    path_.push_back(&node);
    return true;
  }
  bool close() {
    path_.pop_back();
    return true;
  }

  const std::string& file_;
  const int& line_;
  DataNode root_;
  std::vector<DataNode*> path_;  // what is open; only the last one grows, so these stay valid
  std::string key_;
  int key_line_ = 1;
};

DataNode read_data(std::string_view json, const std::string& name) {
  int line = 1;
  DataReader reader(name, line);
  nlohmann::ordered_json::sax_parse(CountingIterator(json.data(), &line),
                                    CountingIterator(json.data() + json.size(), &line), &reader);
  return reader.take();
}

std::string text_of_data_file(const std::filesystem::path& file) {
  const bool readable = std::filesystem::exists(file) && !std::filesystem::is_directory(file);
  std::ifstream stream(file, std::ios::binary);
  if (readable && stream) return {std::istreambuf_iterator<char>(stream), {}};
  throw DataError(
      {.operation = "read",
       .subject = file.string(),
       .cause = std::filesystem::exists(file) ? "it cannot be read" : "there is no such file",
       .remedy = {}});
}

}  // namespace plimsoll::conformance
