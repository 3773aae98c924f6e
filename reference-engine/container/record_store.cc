#include "reference-engine/container/record_store.h"

#include <fstream>
#include <system_error>

#include "errors/error.h"

namespace plimsoll::engine {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFile = "config.json";

void check(const std::error_code& failed, const char* operation, const fs::path& path) {
  if (!failed) return;
  throw Error(
      {.operation = operation, .subject = path.string(), .cause = failed.message(), .remedy = {}});
}

}  // namespace

void RecordStore::save(const Record& record) const {
  const fs::path directory = directory_of(record.id);
  std::error_code failed;
  fs::create_directories(directory, failed);
  check(failed, "make the directory", directory);
  const fs::path temporary = directory / "config.json.new";
  {
    std::ofstream file(temporary, std::ios::trunc);
    // A name may hold bytes that are no UTF-8; they must not keep the record from being saved.
    file << to_json(record).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    file.close();
    if (!file) throw Error::from_errno("write", temporary.string());
  }
  fs::rename(temporary, directory / kFile, failed);
  check(failed, "replace", directory / kFile);
}

void RecordStore::remove(std::string_view id) const {
  std::error_code failed;
  fs::remove_all(directory_of(id), failed);
  check(failed, "remove", directory_of(id));
}

RecordStore::Loaded RecordStore::load() const {
  Loaded loaded;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(root_, failed)) {
    const fs::path path = entry.path() / kFile;
    if (!fs::exists(path, failed)) {
      fs::remove_all(entry.path(), failed);  // the engine died while it was being created
      continue;
    }
    try {
      std::ifstream file(path);
      loaded.records.push_back(restore_(nlohmann::json::parse(file)));
    } catch (const nlohmann::json::exception& error) {
      loaded.unreadable.push_back(path.string() + ": " + error.what());
    }
  }
  return loaded;
}

}  // namespace plimsoll::engine
