#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace plimsoll::engine {

// The numbers are those of the multiplexed stream format of the Docker API
// (moby v28.5.2:api/swagger.yaml, ContainerAttach).
enum class Stream : std::uint8_t { standard_input = 0, standard_output = 1, standard_error = 2 };

[[nodiscard]] constexpr std::string_view name_of(Stream stream) {
  switch (stream) {
    case Stream::standard_input:
      return "stdin";
    case Stream::standard_output:
      return "stdout";
    case Stream::standard_error:
      break;
  }
  return "stderr";
}

// What a process wrote in one go; shared by all who are shown it.
struct Chunk {
  Stream stream = Stream::standard_output;
  std::shared_ptr<const std::string> bytes;
};

using FrameHeader = std::array<unsigned char, 8>;

// {stream, 0, 0, 0, length as four bytes, most significant first}
[[nodiscard]] constexpr FrameHeader frame_header(Stream stream, std::size_t length) {
  return {static_cast<unsigned char>(stream),
          0,
          0,
          0,
          static_cast<unsigned char>(length >> 24),
          static_cast<unsigned char>(length >> 16),
          static_cast<unsigned char>(length >> 8),
          static_cast<unsigned char>(length)};
}

// Bytes as they go over the wire: framed, or raw if the process has a terminal.
[[nodiscard]] inline std::string on_the_wire(Stream stream, std::string_view bytes, bool terminal) {
  if (terminal) return std::string(bytes);
  const FrameHeader header = frame_header(stream, bytes.size());
  std::string framed(header.begin(), header.end());
  return framed.append(bytes);
}

}  // namespace plimsoll::engine
