#include "containerd/ttrpc/envelope.h"

#include <utility>

#include "containerd/ttrpc/ttrpc.pb.h"
#include "containerd/ttrpc/utf8.h"

namespace plimsoll::ttrpc {
namespace {

bool parse(google::protobuf::MessageLite& message, std::string_view bytes) {
  return message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
}

}  // namespace

std::string encode(const Request& request) {
  wire::Request message;
  message.set_service(request.service);
  message.set_method(request.method);
  message.set_payload(request.payload);
  message.set_timeout_nano(request.timeout.count());
  for (const auto& [key, value] : request.metadata) {
    auto* entry = message.add_metadata();
    entry->set_key(key);
    entry->set_value(value);
  }
  return message.SerializeAsString();
}

std::string encode(const Answer& answer) {
  wire::Response message;
  // An absent status is OK, but Go's clients are used to see one.
  message.mutable_status()->set_code(static_cast<int>(answer.status.code));
  message.mutable_status()->set_message(valid_utf8(answer.status.message));
  message.set_payload(answer.payload);
  return message.SerializeAsString();
}

std::optional<Request> decode_request(std::string_view bytes) {
  wire::Request message;
  if (!parse(message, bytes)) return std::nullopt;
  Request request{.service = std::move(*message.mutable_service()),
                  .method = std::move(*message.mutable_method()),
                  .payload = std::move(*message.mutable_payload()),
                  .timeout = std::chrono::nanoseconds(message.timeout_nano()),
                  .metadata = {}};
  for (auto& entry : *message.mutable_metadata()) {
    request.metadata.emplace_back(std::move(*entry.mutable_key()),
                                  std::move(*entry.mutable_value()));
  }
  return request;
}

std::optional<Answer> decode_answer(std::string_view bytes) {
  wire::Response message;
  if (!parse(message, bytes)) return std::nullopt;
  Answer answer;
  answer.status.code = static_cast<Code>(message.status().code());
  answer.status.message = message.status().message();
  answer.payload = std::move(*message.mutable_payload());
  return answer;
}

}  // namespace plimsoll::ttrpc
