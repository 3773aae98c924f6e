#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// TTRPC's frames as bytes, without a socket. A frame is a header of ten bytes, big endian (length
// of the data u32, stream u32, type u8, flags u8), and the data (containerd/ttrpc main:PROTOCOL.md,
// "Message Frame").
namespace plimsoll::ttrpc {

inline constexpr std::size_t kHeaderSize = 10;
inline constexpr std::uint32_t kMaxData = 4u << 20;

// A peer may send any byte: what is none of these is a frame of a later version.
enum class FrameType : std::uint8_t { request = 1, response = 2, data = 3 };

namespace flag {
inline constexpr std::uint8_t remote_closed = 1;  // the sender sends no more data on this stream
inline constexpr std::uint8_t remote_open = 2;    // of a request: data follows
inline constexpr std::uint8_t no_data = 4;        // of data: a sign without a message
}  // namespace flag

struct Header {
  std::uint32_t length = 0;
  std::uint32_t stream = 0;
  FrameType type = FrameType::request;
  std::uint8_t flags = 0;
};

struct Frame {
  std::uint32_t stream = 0;
  FrameType type = FrameType::request;
  std::uint8_t flags = 0;
  std::string payload;

  bool operator==(const Frame&) const = default;
};

// A frame whose data is longer than kMaxData. All of it has been read, and none of it kept.
struct Oversized {
  std::uint32_t stream = 0;
  FrameType type = FrameType::request;
  std::uint32_t length = 0;

  bool operator==(const Oversized&) const = default;
};

// For programs that send what encode() refuses.
[[nodiscard]] std::string encode(const Header& header);
// Throws StatusError with resource_exhausted for more than kMaxData.
[[nodiscard]] std::string encode(const Frame& frame);

// "message length 5000000 exceed maximum message size of 4194304": what Go's ttrpc says
// (channel.go).
[[nodiscard]] std::string oversized_message(std::size_t length);

// Finds the frames in a stream of bytes that is cut anywhere.
//
//   parser.feed(bytes);
//   while (auto event = parser.next()) std::visit(overloaded{[](Frame& f) {...}, [](Oversized& o)
//   {...}}, *event);
//
// Between frames it holds no memory. Within a frame it holds what has arrived, however much was
// announced.
class FrameParser {
 public:
  using Event = std::variant<Frame, Oversized>;

  void feed(std::string_view bytes);
  [[nodiscard]] std::optional<Event> next();
  // True when the stream could end here: no frame has been begun.
  [[nodiscard]] bool between_frames() const noexcept { return header_filled_ == 0; }

 private:
  void take_header(std::string_view& bytes);
  void take_data(std::string_view& bytes);
  void finish_frame();

  std::array<char, kHeaderSize> header_bytes_{};
  std::size_t header_filled_ = 0;
  Header header_;
  std::uint32_t data_taken_ = 0;
  std::string data_;
  std::vector<Event> ready_;
  std::size_t next_ready_ = 0;
};

}  // namespace plimsoll::ttrpc
