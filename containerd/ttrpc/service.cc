#include "containerd/ttrpc/service.h"

namespace plimsoll::ttrpc {

void Services::add_raw(std::string service, std::string method, Handler handler) {
  services_[std::move(service)][std::move(method)] = std::move(handler);
}

boost::asio::awaitable<std::optional<Answer>> Services::operator()(Call& call) const {
  const auto& request = call.request();
  const auto service = services_.find(request.service);
  if (service == services_.end())
    throw StatusError(Code::unimplemented, "service " + request.service);
  const auto method = service->second.find(request.method);
  if (method == service->second.end())
    throw StatusError(Code::unimplemented, "method " + request.method);
  return method->second(call);
}

namespace detail {

void parse(google::protobuf::MessageLite& message, const Call& call) {
  const auto& request = call.request();
  if (message.ParseFromString(request.payload)) return;
  throw StatusError(Code::invalid_argument, "unmarshal request error: the payload of " +
                                                request.service + "/" + request.method + " is no " +
                                                message.GetTypeName());
}

Answer answer(const google::protobuf::MessageLite& message) {
  return {.status = {}, .payload = message.SerializeAsString()};
}

}  // namespace detail
}  // namespace plimsoll::ttrpc
