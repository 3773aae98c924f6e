// A client of ours may send any bytes, cut anywhere. The first byte of an input says how the others
// are cut.
//
// What must hold: the cuts make no difference; what was read encodes to what was sent; each
// decision of the session can be carried out; no byte of an oversized frame is kept (make fuzz
// limits a single allocation).
#include <google/protobuf/stubs/logging.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "containerd/ttrpc/envelope.h"
#include "containerd/ttrpc/frame.h"
#include "containerd/ttrpc/session.h"

namespace plimsoll::ttrpc {
namespace {

// Not assert(): it has to hold in every build.
void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

using Events = std::vector<FrameParser::Event>;

void drain(FrameParser& parser, Events& events) {
  while (auto event = parser.next()) events.push_back(std::move(*event));
}

Events parse_cut(FrameParser& parser, std::string_view bytes, std::uint32_t random) {
  Events events;
  while (!bytes.empty()) {
    random = random * 1664525 + 1013904223;  // Numerical Recipes' generator
    const auto piece = bytes.substr(0, 1 + (random >> 16) % 24);
    parser.feed(piece);
    bytes.remove_prefix(piece.size());
    if (random & 0x100) drain(parser, events);
  }
  drain(parser, events);
  return events;
}

// Returns the bytes after the last frame.
std::string_view check_encoding(const Events& events, std::string_view bytes) {
  for (const auto& event : events) {
    const auto* frame = std::get_if<Frame>(&event);
    require(frame != nullptr, "an input is too short for an oversized frame");
    const auto encoded = encode(*frame);
    require(bytes.substr(0, encoded.size()) == encoded, "a frame is encoded as it was read");
    bytes.remove_prefix(encoded.size());
  }
  return bytes;
}

// What a session's decisions have to be like, whatever led to them.
class Decisions {
 public:
  void operator()(Ignored) {}

  void operator()(const Opening& opening) {
    require(opening.stream % 2 == 1, "only odd streams are opened");
    require(opening.stream > last_, "streams increase");
    require(decode_request(encode(opening.request)) == opening.request,
            "a request comes back as it was");
    last_ = opening.stream;
    if (!opening.remote_closed) receiving_.insert(opening.stream);
  }

  void operator()(const Message& message) {
    require(receiving_.contains(message.stream), "data is for a stream that receives");
    if (message.closes) receiving_.erase(message.stream);
  }

  void operator()(const Refusal& refusal) {
    const Answer answer{.status = refusal.status, .payload = {}};
    require(refusal.status.code != Code::ok, "a refusal is an error");
    require(decode_answer(encode(answer)) == answer, "a refusal can be sent");
    if (refusal.ends_call) finished(refusal.stream);
  }

  void finished(std::uint32_t stream) { receiving_.erase(stream); }

 private:
  std::uint32_t last_ = 0;
  std::set<std::uint32_t> receiving_;
};

void check_session(const Events& events) {
  Session session;
  Decisions decisions;
  for (const auto& event : events) {
    const auto decision = session.decide(event);
    std::visit(decisions, decision);
    const auto* opening = std::get_if<Opening>(&decision);
    // Some calls end at once, as the input likes it.
    if (opening == nullptr || opening->request.timeout.count() % 2 == 0) continue;
    session.finished(opening->stream);
    decisions.finished(opening->stream);
  }
}

void check_answers(const Events& events) {
  for (const auto& event : events) {
    const auto* frame = std::get_if<Frame>(&event);
    if (frame == nullptr) continue;
    const auto answer = decode_answer(frame->payload);
    if (answer) require(decode_answer(encode(*answer)) == answer, "an answer comes back as it was");
  }
}

// If the input ends within an oversized frame: sends the rest of it and another frame, and both
// must be found.
void check_end_of_oversized(FrameParser& parser, std::string_view begun) {
  if (begun.size() < kHeaderSize) return;
  std::uint32_t length = 0;
  for (int i = 0; i < 4; ++i) length = length << 8 | static_cast<std::uint8_t>(begun[i]);
  if (length <= kMaxData || length > 4 * kMaxData) return;
  static const std::string filler(4 * kMaxData, 'f');
  parser.feed(std::string_view(filler).substr(0, length - (begun.size() - kHeaderSize)));
  const Frame next{.stream = 1, .type = FrameType::data, .flags = 0, .payload = "next"};
  parser.feed(encode(next));
  Events events;
  drain(parser, events);
  require(events.size() == 2, "an oversized frame ends where it should");
  require(std::get<Oversized>(events[0]).length == length, "an oversized frame is told");
  require(std::get<Frame>(events[1]) == next, "the frame after an oversized one is found");
}

}  // namespace
}  // namespace plimsoll::ttrpc

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace plimsoll::ttrpc;
  // It would print each name that is no UTF-8.
  [[maybe_unused]] static const auto previous = google::protobuf::SetLogHandler(nullptr);
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  FrameParser whole, cut;
  whole.feed(bytes);
  Events events;
  drain(whole, events);
  require(parse_cut(cut, bytes, data[0]) == events, "cuts make no difference");
  const auto rest = check_encoding(events, bytes);
  check_session(events);
  check_answers(events);
  require(whole.between_frames() == rest.empty(), "what is left is the beginning of a frame");
  check_end_of_oversized(whole, rest);
  return 0;
}
