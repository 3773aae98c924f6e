#include "containerd/client/client.h"

#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>
#include <grpcpp/support/channel_arguments.h>

#include "github.com/containerd/containerd/api/services/version/v1/version.grpc.pb.h"

namespace plimsoll::containerd {
namespace detail {

void Outstanding::add(grpc::ClientContext* context) {
  const std::scoped_lock lock(mutex_);
  contexts_.insert(context);
  if (cancelled_) context->TryCancel();
}

void Outstanding::remove(grpc::ClientContext* context) {
  const std::scoped_lock lock(mutex_);
  contexts_.erase(context);
}

void Outstanding::cancel_all() {
  const std::scoped_lock lock(mutex_);
  cancelled_ = true;
  for (auto* context : contexts_) context->TryCancel();
}

Context::Context(std::shared_ptr<Outstanding> outstanding, std::shared_ptr<CompletionQueue> queue,
                 const std::string& containerd_namespace, const CallOptions& options)
    : outstanding_(std::move(outstanding)), queue_(std::move(queue)) {
  context_.AddMetadata("containerd-namespace", containerd_namespace);
  if (!options.lease.empty()) context_.AddMetadata("containerd-lease", options.lease);
  if (options.deadline.count() > 0)
    context_.set_deadline(std::chrono::system_clock::now() + options.deadline);
  outstanding_->add(&context_);
}

Context::~Context() { outstanding_->remove(&context_); }

}  // namespace detail

namespace {

// A unix socket answers or refuses at once; this is for a containerd that has just begun to listen.
constexpr std::chrono::milliseconds kSecondChance{100};

std::shared_ptr<grpc::Channel> connect(const std::filesystem::path& socket) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(64 << 20);
  arguments.SetMaxSendMessageSize(64 << 20);
  // On a unix socket nobody is spared by waiting long: a containerd that is back is wanted at once.
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 50);
  // In spite of its name, how long an attempt to connect may take: on a busy machine, a while.
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 10'000);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 1000);
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  // Proxies of the environment are for the network, and grpc applies them to unix sockets too.
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  // The default authority is the socket's path, percent-encoded, which Go's server refuses.
  arguments.SetString(GRPC_ARG_DEFAULT_AUTHORITY, "localhost");
  return grpc::CreateCustomChannel("unix:" + socket.string(), grpc::InsecureChannelCredentials(),
                                   arguments);
}

}  // namespace

Client::Client(boost::asio::any_io_executor executor, Options options)
    : executor_(std::move(executor)),
      options_(std::move(options)),
      channel_(connect(options_.socket)) {}

Client::~Client() { outstanding_->cancel_all(); }

std::unique_ptr<detail::Context> Client::context(const CallOptions& options) const {
  return std::make_unique<detail::Context>(outstanding_, queue_, options_.containerd_namespace,
                                           options);
}

boost::asio::awaitable<void> Client::meet_again() {
  if (channel_->GetState(/*try_to_connect=*/false) != GRPC_CHANNEL_TRANSIENT_FAILURE) co_return;
  grpc::experimental::ChannelResetConnectionBackoff(channel_.get());
  try {
    co_await wait_ready(kSecondChance);
  } catch (const RpcError&) {
    // The call will say why.
  }
}

boost::asio::awaitable<void> Client::wait_ready(std::chrono::milliseconds deadline) {
  using ::containerd::services::version::v1::Version;
  const CallOptions options{.deadline = deadline, .subject = options_.socket.string(), .lease = {}};
  const auto context = this->context(options);
  context->get().set_wait_for_ready(true);
  Version::Stub stub(channel_);
  auto reader = stub.PrepareAsyncVersion(&context->get(), {}, queue());
  ::containerd::services::version::v1::VersionResponse response;
  grpc::Status status;
  reader->StartCall();
  co_await CompletionQueue::run([&](void* tag) { reader->Finish(&response, &status, tag); },
                                [&context] { context->get().TryCancel(); });
  if (!status.ok()) throw RpcError("Version", options.subject, status);
}

}  // namespace plimsoll::containerd
