#include "reference-engine/stdio/log_file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>

#include "errors/error.h"

namespace plimsoll::engine {
namespace {

constexpr std::size_t kBlock = 64 * 1024;

// Where the last `count` lines of the file begin.
off_t offset_of_tail(int file, std::size_t count) {
  struct stat about {};
  if (::fstat(file, &about) != 0) return 0;
  if (count == 0) return about.st_size;
  std::string block;
  std::size_t newlines = 0;
  for (off_t end = about.st_size; end > 0;) {
    const off_t start = std::max<off_t>(0, end - static_cast<off_t>(kBlock));
    block.resize(static_cast<std::size_t>(end - start));
    if (::pread(file, block.data(), block.size(), start) != static_cast<ssize_t>(block.size())) {
      return 0;
    }
    for (std::size_t at = block.size(); at-- > 0;) {
      // The newline at the very end closes the last line; it does not begin one.
      if (block[at] == '\n' && newlines++ == count) return start + static_cast<off_t>(at) + 1;
    }
    end = start;
  }
  return 0;
}

}  // namespace

void LogFile::open() {
  file_ = Descriptor(::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640));
  if (!file_) throw Error::from_errno("open the log", path_.string());
}

void LogFile::append(const Chunk& chunk) {
  if (!file_) return;
  std::string lines;
  const Timestamp time = now();
  cutters_[chunk.stream].feed(*chunk.bytes, [&](std::string text) {
    lines += encode({.text = std::move(text), .stream = chunk.stream, .time = time});
  });
  write(lines);
}

void LogFile::close() {
  if (!file_) return;
  std::string lines;
  for (auto& [stream, cutter] : cutters_) {
    cutter.finish([&, stream = stream](std::string text) {
      lines += encode({.text = std::move(text), .stream = stream, .time = now()});
    });
  }
  write(lines);
  file_ = Descriptor();
  changed_.notify_all();
}

// A full disk loses the log and not the container.
void LogFile::write(std::string_view lines) {
  while (!lines.empty()) {
    const ssize_t count = ::write(file_.get(), lines.data(), lines.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) break;
    lines.remove_prefix(static_cast<std::size_t>(count));
  }
  changed_.notify_all();
}

LogReader::LogReader(const std::filesystem::path& path, Range range)
    : range_(range), file_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
  if (!file_) {
    if (errno == ENOENT) return;  // nothing was ever written
    throw Error::from_errno("open the log", path.string());
  }
  if (range_.tail) ::lseek(file_.get(), offset_of_tail(file_.get(), *range_.tail), SEEK_SET);
}

std::optional<LogEntry> LogReader::next() {
  while (auto line = next_line()) {
    auto entry = decode_log_entry(*line);
    if (!entry) continue;
    if (range_.since && entry->time < *range_.since) continue;
    if (range_.until && entry->time > *range_.until) return std::nullopt;
    return entry;
  }
  return std::nullopt;
}

std::optional<std::string> LogReader::next_line() {
  while (file_) {
    const std::size_t newline = buffer_.find('\n', consumed_);
    if (newline != buffer_.npos) {
      std::string line = buffer_.substr(consumed_, newline - consumed_);
      consumed_ = newline + 1;
      return line;
    }
    buffer_.erase(0, consumed_);
    consumed_ = 0;
    const std::size_t held = buffer_.size();
    buffer_.resize(held + kBlock);
    const ssize_t count = ::read(file_.get(), buffer_.data() + held, kBlock);
    buffer_.resize(held + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    if (count <= 0) return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace plimsoll::engine
