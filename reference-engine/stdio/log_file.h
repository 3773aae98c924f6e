#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "reference-engine/stdio/changed.h"
#include "reference-engine/stdio/descriptor.h"
#include "reference-engine/stdio/log_entry.h"

namespace plimsoll::engine {

// A container's log: one JSON entry a line, appended to a file that survives restarts.
class LogFile {
 public:
  LogFile(const boost::asio::any_io_executor& executor, std::filesystem::path path)
      : path_(std::move(path)), changed_(executor) {}

  void open();  // a process is about to write
  void append(const Chunk& chunk);
  void close();  // it writes no more; an unended line is written as it is

  [[nodiscard]] bool is_open() const { return static_cast<bool>(file_); }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] Changed& changed() { return changed_; }

  // What is not in the file yet because its line has not ended.
  [[nodiscard]] const std::string& pending(Stream stream) { return cutters_[stream].pending(); }

 private:
  void write(std::string_view lines);

  std::filesystem::path path_;
  Changed changed_;
  Descriptor file_;
  std::map<Stream, LineCutter> cutters_;
};

// Reads entries as they are in the file at the time of each call.
class LogReader {
 public:
  struct Range {
    std::optional<std::size_t> tail = {};  // the last so many entries only
    std::optional<Timestamp> since = {};
    std::optional<Timestamp> until = {};
  };

  LogReader(const std::filesystem::path& path, Range range);

  // nothing: no whole entry is there (yet).
  [[nodiscard]] std::optional<LogEntry> next();

 private:
  [[nodiscard]] std::optional<std::string> next_line();

  Range range_;
  Descriptor file_;
  std::string buffer_;
  std::size_t consumed_ = 0;
};

}  // namespace plimsoll::engine
