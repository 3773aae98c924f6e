#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "reference-engine/stdio/stream.h"
#include "reference-engine/stdio/timestamp.h"

namespace plimsoll::engine {

// One line of a container's log file; the format is that of Docker's json-file driver
// (moby v28.5.2:daemon/logger/jsonfilelog/jsonlog/jsonlog.go), so that tools that read it go on
// working:
//   {"log":"hello\n","stream":"stdout","time":"2026-01-02T03:04:05.6789Z"}
struct LogEntry {
  std::string text;  // with its newline, unless the line was longer than one entry or never ended
  Stream stream = Stream::standard_output;
  Timestamp time;

  friend bool operator==(const LogEntry&, const LogEntry&) = default;
};

// One line with its newline. Bytes that are not UTF-8 become U+FFFD, as with Docker.
[[nodiscard]] std::string encode(const LogEntry&);

// nothing for a line cut short by a crash.
[[nodiscard]] std::optional<LogEntry> decode_log_entry(std::string_view line);

// Cuts what a process writes into the texts of entries: at newlines, and after 16 KiB without one
// (moby v28.5.2:daemon/logger/copier.go, defaultBufSize).
class LineCutter {
 public:
  static constexpr std::size_t kLongest = 16 * 1024;

  template <class Sink>
  void feed(std::string_view bytes, Sink&& complete) {
    while (!bytes.empty()) {
      const std::size_t room = kLongest - pending_.size();
      const std::size_t newline = bytes.substr(0, room).find('\n');
      const bool whole = newline != bytes.npos || bytes.size() >= room;
      const std::size_t taken = newline != bytes.npos ? newline + 1 : std::min(bytes.size(), room);
      pending_.append(bytes.substr(0, taken));
      bytes.remove_prefix(taken);
      if (whole) complete(std::exchange(pending_, {}));
    }
  }

  // The line that has not ended; what finish() would hand over.
  [[nodiscard]] const std::string& pending() const { return pending_; }

  template <class Sink>
  void finish(Sink&& complete) {
    if (!pending_.empty()) complete(std::exchange(pending_, {}));
  }

 private:
  std::string pending_;
};

}  // namespace plimsoll::engine
