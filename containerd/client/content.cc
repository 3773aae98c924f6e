#include "containerd/client/content.h"

#include <memory>
#include <utility>

#include "github.com/containerd/containerd/api/services/content/v1/content.grpc.pb.h"

namespace plimsoll::containerd {
namespace {

using ::containerd::services::content::v1::Content;
using ::containerd::services::content::v1::WriteAction;
using ::containerd::services::content::v1::WriteContentRequest;
using ::containerd::services::content::v1::WriteContentResponse;

// containerd refuses messages over 4 MiB; small ones cost a round trip each.
constexpr std::size_t kPiece = std::size_t{1} << 20;

// The conversation of one upload: requests and answers take turns.
class Upload {
 public:
  Upload(Client& client, const ContentWrite& write)
      : write_(write),
        context_(client.context({.deadline = {}, .subject = write.digest, .lease = write.lease})),
        stub_(client.channel()),
        stream_(stub_.PrepareAsyncWrite(&context_->get(), client.queue())) {}

  boost::asio::awaitable<void> open() {
    co_await run([this](void* tag) { stream_->StartCall(tag); });
  }

  boost::asio::awaitable<WriteContentResponse> exchange(const WriteContentRequest& request,
                                                        grpc::WriteOptions how = {}) {
    WriteContentResponse response;
    bool ok = co_await run([this, &request, how](void* tag) { stream_->Write(request, how, tag); });
    if (ok) ok = co_await run([this, &response](void* tag) { stream_->Read(&response, tag); });
    if (ok) co_return response;
    const grpc::Status status = co_await finish();
    throw RpcError("content write", write_.digest, status);
  }

  // gRPC delivers the status only after the end of the messages has been read.
  boost::asio::awaitable<grpc::Status> finish() {
    WriteContentResponse rest;
    while (co_await run([this, &rest](void* tag) { stream_->Read(&rest, tag); })) {
    }
    grpc::Status status;
    co_await run([this, &status](void* tag) { stream_->Finish(&status, tag); });
    co_return status;
  }

 private:
  template <class Start>
  boost::asio::awaitable<bool> run(Start start) {
    return CompletionQueue::run(std::move(start),
                                [context = &context_->get()] { context->TryCancel(); });
  }

  const ContentWrite& write_;
  std::unique_ptr<detail::Context> context_;
  Content::Stub stub_;
  std::unique_ptr<grpc::ClientAsyncReaderWriter<WriteContentRequest, WriteContentResponse>> stream_;
};

WriteContentRequest request_for(const ContentWrite& write, WriteAction action) {
  WriteContentRequest request;
  request.set_action(action);
  request.set_ref(write.reference);
  request.set_total(write.size);
  request.set_expected(write.digest);
  return request;
}

boost::asio::awaitable<void> upload(Client& client, const ContentWrite& write,
                                    ContentSource source) {
  co_await client.meet_again();
  Upload conversation(client, write);
  co_await conversation.open();
  const auto status =
      co_await conversation.exchange(request_for(write, ::containerd::services::content::v1::STAT));
  std::int64_t offset = 0;  // what an upload that was cut off has left is written over
  for (;;) {
    std::span<const std::byte> piece = co_await source();
    if (piece.empty()) break;
    while (!piece.empty()) {
      const auto part = piece.first(std::min(piece.size(), kPiece));
      auto request = request_for(write, ::containerd::services::content::v1::WRITE);
      request.set_offset(offset);
      request.set_data(part.data(), part.size());
      co_await conversation.exchange(request);
      offset += static_cast<std::int64_t>(part.size());
      piece = piece.subspan(part.size());
    }
  }
  auto commit = request_for(write, ::containerd::services::content::v1::COMMIT);
  commit.set_offset(offset);
  commit.mutable_labels()->insert(write.labels.begin(), write.labels.end());
  // The half-close goes with the commit: containerd ends the call by itself then, and a later one
  // would race with that.
  co_await conversation.exchange(commit, grpc::WriteOptions().set_last_message());
  co_await conversation.finish();
}

}  // namespace

boost::asio::awaitable<void> write_content(Client& client, ContentWrite write,
                                           ContentSource source) {
  try {
    co_await upload(client, write, std::move(source));
  } catch (const RpcError& error) {
    if (error.code() != grpc::StatusCode::ALREADY_EXISTS) throw;
  }
}

boost::asio::awaitable<void> write_content(Client& client, ContentWrite write, std::string blob) {
  bool delivered = false;
  ContentSource source = [&blob,
                          &delivered]() -> boost::asio::awaitable<std::span<const std::byte>> {
    if (std::exchange(delivered, true)) co_return std::span<const std::byte>{};
    co_return std::as_bytes(std::span(blob));
  };
  co_await write_content(client, std::move(write), source);
}

boost::asio::awaitable<std::string> read_content(Client& client, std::string digest) {
  ::containerd::services::content::v1::ReadContentRequest request;
  request.set_digest(digest);
  const CallOptions options{.deadline = std::chrono::seconds(30), .subject = digest, .lease = {}};
  auto stream =
      co_await client.subscribe<Content>(&Content::Stub::PrepareAsyncRead, request, options);
  std::string blob;
  while (auto piece = co_await stream->next()) blob += piece->data();
  co_return blob;
}

}  // namespace plimsoll::containerd
