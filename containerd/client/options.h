#pragma once

#include <google/protobuf/any.pb.h>
#include <google/protobuf/message.h>

#include <string_view>

namespace plimsoll::containerd {

// Go writes a type URL without a host; containerd 1.6 does not resolve C++'s
// "type.googleapis.com/containerd.runc.v1.Options".
[[nodiscard]] inline google::protobuf::Any pack(const google::protobuf::Message& message) {
  google::protobuf::Any any;
  any.set_type_url(message.GetDescriptor()->full_name());
  any.set_value(message.SerializeAsString());
  return any;
}

// The full name of the packed message, whoever wrote the URL.
[[nodiscard]] inline std::string_view type_name(const google::protobuf::Any& any) {
  const std::string_view url = any.type_url();
  return url.substr(url.rfind('/') + 1);
}

// False when the Any holds another type, or bytes that are no such message.
template <class Message>
[[nodiscard]] bool unpack(const google::protobuf::Any& any, Message& message) {
  return type_name(any) == Message::descriptor()->full_name() &&
         message.ParseFromString(any.value());
}

}  // namespace plimsoll::containerd
