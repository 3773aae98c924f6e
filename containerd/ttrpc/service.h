#pragma once

#include <google/protobuf/message_lite.h>
#include <boost/asio/awaitable.hpp>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "containerd/ttrpc/server.h"

namespace plimsoll::ttrpc {

template <class Object>
class ServiceOf;

// The methods of a server by name. It is a Handler.
//
//   class Greeter { public: awaitable<Reply> greet(Hello hello, Call& call); };
//   Greeter greeter;
//   Services services;
//   services.of("example.Greeter", greeter).add("Greet", &Greeter::greet);
//   services.add("example.Clock", "Now", [](Empty, Call&) -> awaitable<Timestamp> {...});
//   Server server(executor, std::move(services));
class Services {
 public:
  // `method`: awaitable<ResponseMessage>(RequestMessage, Call&), a lambda or a function. Same names
  // again: the later one.
  template <class Method>
  void add(std::string service, std::string method, Method callable);
  // For streams, and for methods whose bytes are not to be understood.
  void add_raw(std::string service, std::string method, Handler handler);
  // A service that is a class: its object must outlive the server's calls.
  template <class Object>
  [[nodiscard]] ServiceOf<Object> of(std::string service, Object& object);

  // Unimplemented for what is not here, with the texts of containerd/ttrpc main:services.go.
  boost::asio::awaitable<std::optional<Answer>> operator()(Call& call) const;

 private:
  std::map<std::string, std::map<std::string, Handler>> services_;
};

template <class Object>
class ServiceOf {
 public:
  ServiceOf(Services& services, std::string service, Object& object)
      : services_(services), service_(std::move(service)), object_(object) {}

  template <class Response, class Parameter>
  ServiceOf& add(std::string method,
                 boost::asio::awaitable<Response> (Object::*member)(Parameter, Call&)) {
    services_.add(service_, std::move(method),
                  [object = &object_, member](std::decay_t<Parameter>&& request,
                                              Call& call) -> boost::asio::awaitable<Response> {
                    return (object->*member)(std::move(request), call);
                  });
    return *this;
  }

 private:
  Services& services_;
  std::string service_;
  Object& object_;
};

namespace detail {

// Throws StatusError with invalid_argument for bytes that are no such message.
void parse(google::protobuf::MessageLite& message, const Call& call);
[[nodiscard]] Answer answer(const google::protobuf::MessageLite& message);

template <class Signature>
struct RequestOf;
template <class Class, class Response, class Parameter>
struct RequestOf<boost::asio::awaitable<Response> (Class::*)(Parameter, Call&) const> {
  using Type = std::decay_t<Parameter>;
};
template <class Class, class Response, class Parameter>
struct RequestOf<boost::asio::awaitable<Response> (Class::*)(Parameter, Call&)> {
  using Type = std::decay_t<Parameter>;
};
template <class Response, class Parameter>
struct RequestOf<boost::asio::awaitable<Response> (*)(Parameter, Call&)> {
  using Type = std::decay_t<Parameter>;
};

template <class Method>
consteval auto signature() {
  if constexpr (std::is_class_v<Method>) {
    return std::type_identity<decltype(&Method::operator())>();
  } else {
    return std::type_identity<Method>();
  }
}

}  // namespace detail

template <class Method>
void Services::add(std::string service, std::string method, Method callable) {
  using Message =
      typename detail::RequestOf<typename decltype(detail::signature<Method>())::type>::Type;
  add_raw(std::move(service), std::move(method),
          [callable =
               std::move(callable)](Call& call) -> boost::asio::awaitable<std::optional<Answer>> {
            Message request;
            detail::parse(request, call);
            const auto response = co_await callable(std::move(request), call);
            co_return detail::answer(response);
          });
}

template <class Object>
ServiceOf<Object> Services::of(std::string service, Object& object) {
  return ServiceOf<Object>(*this, std::move(service), object);
}

}  // namespace plimsoll::ttrpc
