#include <algorithm>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <charconv>

#include "reference-engine/api/api_error.h"
#include "reference-engine/api/attachment.h"
#include "reference-engine/api/containers.h"
#include "reference-engine/api/moment.h"
#include "reference-engine/stdio/detach_keys.h"

namespace plimsoll::engine::api {
namespace {

namespace asio = boost::asio;
using asio::awaitable;
using http::status;
using http::verb;
using namespace asio::experimental::awaitable_operators;

Broadcast::Wanted wanted_streams(Exchange& exchange) {
  return {.standard_output = exchange.flag("stdout"), .standard_error = exchange.flag("stderr")};
}

bool is_wanted(Broadcast::Wanted wanted, Stream stream) {
  return stream == Stream::standard_error ? wanted.standard_error : wanted.standard_output;
}

std::string detach_keys(Exchange& exchange) {
  const std::string text = exchange.query("detachKeys").value_or("");
  const auto keys = parse_detach_keys(text);
  if (!keys) throw ApiError(status::bad_request, "Invalid detach keys (" + text + ") provided");
  return *keys;
}

// What was written before: the log up to now, and the line that has not ended.
struct Past {
  std::vector<LogEntry> entries;
  std::string unended_output;
  std::string unended_error;
};

Past past_of(Container& container, Broadcast::Wanted wanted) {
  Past past;
  if (!container.log) return past;
  LogReader reader(container.log->path(), {});
  while (auto entry = reader.next()) {
    if (is_wanted(wanted, entry->stream)) past.entries.push_back(std::move(*entry));
  }
  if (wanted.standard_output) {
    past.unended_output = container.log->pending(Stream::standard_output);
  }
  if (wanted.standard_error) {
    past.unended_error = container.log->pending(Stream::standard_error);
  }
  return past;
}

awaitable<void> write_past(Connection& connection, const Past& past, bool terminal) {
  for (const auto& entry : past.entries) {
    const std::string bytes = on_the_wire(entry.stream, entry.text, terminal);
    co_await connection.write(asio::buffer(bytes));
  }
  for (const auto& [stream, text] : {std::pair(Stream::standard_output, past.unended_output),
                                     std::pair(Stream::standard_error, past.unended_error)}) {
    if (text.empty()) continue;
    const std::string bytes = on_the_wire(stream, text, terminal);
    co_await connection.write(asio::buffer(bytes));
  }
}

awaitable<void> attach(Exchange& exchange, ContainerService& containers) {
  const auto container = containers.find(exchange.path_parameter("id"));
  const auto wanted = wanted_streams(exchange);
  const bool live = exchange.flag("stream");
  const bool terminal = container->record.terminal();
  if (const auto found = objection(container->status(), Request::attach, container->subject())) {
    throw ApiError(status::conflict, found->message);
  }
  const auto attachment = std::make_shared<Attachment>();
  if (terminal) attachment->detach_keys = detach_keys(exchange);
  // In one go, so that nothing falls between the past and the present.
  attachment->io = containers.io_of(container);
  attachment->listener = attachment->io->listen(live ? wanted : Broadcast::Wanted{});
  const Past past = exchange.flag("logs") ? past_of(*container, wanted) : Past{};
  attachment->input = live && exchange.flag("stdin");
  attachment->input_ended = [container, &containers] { return containers.input_ended(container); };
  if (!live) attachment->listener->end();

  containers.attached(container);
  const auto type = stream_type(terminal, exchange.version());
  attachment->connection = std::make_shared<Connection>(co_await exchange.hijack(type));
  try {
    co_await write_past(*attachment->connection, past, terminal);
  } catch (const boost::system::system_error&) {
    co_return;
  }
  co_await run(attachment);
}

struct LogQuery {
  Broadcast::Wanted wanted;
  LogReader::Range range;
  bool follow = false;
  bool timestamps = false;
};

// "0" is how a client asks for no limit.
std::optional<Timestamp> end_of_range(Exchange& exchange, std::string_view name) {
  if (exchange.query(name) == "0") return std::nullopt;
  return moment(exchange, name);
}

// "all" and anything else that is no number: everything (moby v28.5.2:daemon/logs.go:78).
std::optional<std::size_t> tail(Exchange& exchange) {
  const auto text = exchange.query("tail").value_or("");
  long count = 0;
  const auto* const end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, count);
  if (text.empty() || parsed.ptr != end || count < 0) return std::nullopt;
  return static_cast<std::size_t>(count);
}

LogQuery log_query(Exchange& exchange) {
  LogQuery query;
  query.wanted = wanted_streams(exchange);
  if (!query.wanted.standard_output && !query.wanted.standard_error) {
    throw ApiError(status::bad_request, "Bad parameters: you must choose at least one stream");
  }
  query.range.tail = tail(exchange);
  query.range.since = end_of_range(exchange, "since");
  query.range.until = end_of_range(exchange, "until");
  query.follow = exchange.flag("follow");
  query.timestamps = exchange.flag("timestamps");
  return query;
}

std::string line_of(const LogEntry& entry, const LogQuery& query, bool terminal) {
  const std::string stamp = query.timestamps ? rfc3339_nano_fixed(entry.time) + " " : "";
  return on_the_wire(entry.stream, stamp + entry.text, terminal);
}

// Batches what is there, so that a long log is not one small write a line.
awaitable<void> write_logs(Exchange& exchange, ContainerRef container, LogQuery query) {
  constexpr std::size_t kBatch = 64 * 1024;
  const bool terminal = container->record.terminal();
  LogReader reader(container->log->path(), query.range);
  for (;;) {
    std::string batch;
    // Asked before reading: what is written until it closes is in the file then.
    const bool more_may_come = query.follow && container->log->is_open();
    while (batch.size() < kBatch) {
      const auto entry = reader.next();
      if (!entry) break;
      if (is_wanted(query.wanted, entry->stream)) batch += line_of(*entry, query, terminal);
    }
    if (!batch.empty()) {
      co_await exchange.write(asio::buffer(batch));
      continue;
    }
    const bool is_past_until = query.range.until && now() > *query.range.until;
    if (!more_may_come || is_past_until) break;
    co_await container->log->changed().wait();
  }
  co_await exchange.end_stream();
}

awaitable<void> logs(Exchange& exchange, ContainerService& containers) {
  const auto container = containers.find(exchange.path_parameter("id"));
  const LogQuery query = log_query(exchange);
  if (!container->log) {
    throw ApiError(status::not_implemented, "configured logging driver does not support reading");
  }
  const auto type = stream_type(container->record.terminal(), exchange.version());
  co_await exchange.begin_stream(status::ok, type);
  co_await (write_logs(exchange, container, query) || exchange.peer_gone());
}

using Endpoint = awaitable<void> (*)(Exchange&, ContainerService&);

}  // namespace

void add_container_stream_endpoints(Router& router, ContainerService& containers) {
  const auto add = [&](verb method, const char* pattern, Endpoint endpoint) {
    router.add(method, pattern, [endpoint, &containers](Exchange& exchange) {
      return endpoint(exchange, containers);
    });
  };
  add(verb::post, "/containers/{id}/attach", attach);
  add(verb::get, "/containers/{id}/logs", logs);
}

}  // namespace plimsoll::engine::api
