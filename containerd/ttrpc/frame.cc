#include "containerd/ttrpc/frame.h"

#include <algorithm>
#include <utility>

#include "containerd/ttrpc/status.h"

namespace plimsoll::ttrpc {
namespace {

void put_u32(char* to, std::uint32_t value) {
  for (int i = 0; i < 4; ++i) to[i] = static_cast<char>(value >> (24 - 8 * i) & 0xff);
}

std::uint32_t u32(const char* from) {
  std::uint32_t value = 0;
  for (int i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(from[i]);
  return value;
}

void put_header(char* to, const Header& header) {
  put_u32(to, header.length);
  put_u32(to + 4, header.stream);
  to[8] = static_cast<char>(header.type);
  to[9] = static_cast<char>(header.flags);
}

Header parse_header(const std::array<char, kHeaderSize>& bytes) {
  return {.length = u32(bytes.data()),
          .stream = u32(bytes.data() + 4),
          .type = static_cast<FrameType>(bytes[8]),
          .flags = static_cast<std::uint8_t>(bytes[9])};
}

}  // namespace

std::string encode(const Header& header) {
  std::string bytes(kHeaderSize, '\0');
  put_header(bytes.data(), header);
  return bytes;
}

std::string encode(const Frame& frame) {
  if (frame.payload.size() > kMaxData) {
    throw StatusError(Code::resource_exhausted, oversized_message(frame.payload.size()));
  }
  std::string bytes;
  bytes.reserve(kHeaderSize + frame.payload.size());
  bytes.resize(kHeaderSize);
  put_header(bytes.data(), {.length = static_cast<std::uint32_t>(frame.payload.size()),
                            .stream = frame.stream,
                            .type = frame.type,
                            .flags = frame.flags});
  return bytes += frame.payload;
}

std::string oversized_message(std::size_t length) {
  return "message length " + std::to_string(length) + " exceed maximum message size of " +
         std::to_string(kMaxData);
}

void FrameParser::feed(std::string_view bytes) {
  while (!bytes.empty()) {
    if (header_filled_ < kHeaderSize) {
      take_header(bytes);
    } else {
      take_data(bytes);
    }
  }
}

void FrameParser::take_header(std::string_view& bytes) {
  const auto count = std::min(bytes.size(), kHeaderSize - header_filled_);
  std::copy_n(bytes.begin(), count, header_bytes_.begin() + header_filled_);
  header_filled_ += count;
  bytes.remove_prefix(count);
  if (header_filled_ < kHeaderSize) return;
  header_ = parse_header(header_bytes_);
  if (header_.length == 0) finish_frame();
}

void FrameParser::take_data(std::string_view& bytes) {
  const auto count = std::min<std::size_t>(bytes.size(), header_.length - data_taken_);
  if (header_.length <= kMaxData) {
    const auto needed = data_.size() + count;
    // Doubled as data arrives: an announcement alone costs nothing. Never beyond what was
    // announced.
    if (needed > data_.capacity()) {
      data_.reserve(std::min<std::size_t>(header_.length, std::max(needed, 2 * data_.capacity())));
    }
    data_.append(bytes.substr(0, count));
  }
  data_taken_ += static_cast<std::uint32_t>(count);
  bytes.remove_prefix(count);
  if (data_taken_ == header_.length) finish_frame();
}

void FrameParser::finish_frame() {
  if (header_.length > kMaxData) {
    ready_.emplace_back(Oversized{header_.stream, header_.type, header_.length});
  } else {
    ready_.emplace_back(Frame{header_.stream, header_.type, header_.flags, std::move(data_)});
  }
  data_ = std::string();
  data_taken_ = 0;
  header_filled_ = 0;
}

std::optional<FrameParser::Event> FrameParser::next() {
  if (next_ready_ == ready_.size()) return std::nullopt;
  std::optional<Event> event(std::move(ready_[next_ready_++]));
  if (next_ready_ == ready_.size()) {
    ready_ = {};
    next_ready_ = 0;
  }
  return event;
}

}  // namespace plimsoll::ttrpc
