#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "reference-engine/container/record.h"

namespace plimsoll::engine {

// The records on disk. Each is replaced as a whole, so that a crash leaves the old or the new one;
// it is not forced to disk, because what it says is checked against containerd at boot anyway.
class RecordStore {
 public:
  using Restore = std::function<Record(const nlohmann::json&)>;

  explicit RecordStore(std::filesystem::path root, Restore restore = record_from_json)
      : root_(std::move(root)), restore_(std::move(restore)) {}

  [[nodiscard]] std::filesystem::path directory_of(std::string_view id) const { return root_ / id; }

  void save(const Record& record) const;
  void remove(std::string_view id) const;  // the record with all that lies beside it

  struct Loaded {
    std::vector<Record> records;
    std::vector<std::string> unreadable;  // why, one a directory
  };
  [[nodiscard]] Loaded load() const;

 private:
  std::filesystem::path root_;
  Restore restore_;
};

}  // namespace plimsoll::engine
